import { type InlayHint, MarkupKind } from "vscode-languageserver/node";
import { toSource } from "../convert.ts";
import { guard } from "../guard.ts";
import type { Session } from "../session.ts";
import type { LiveView } from "./visible.ts";

/** The current values behind expressions: what is known already, as the editor asks at each key stroke. */
export function handleInlayHints(session: Session, view: LiveView): void {
	const { connection, documents, service, log } = session;
	connection.languages.inlayHint.on(
		guard("textDocument/inlayHint", log, ({ textDocument, range }): InlayHint[] => {
			const document = documents.get(textDocument.uri);
			if (document === undefined || !session.settings.inlayValues) return [];
			view.asked(document, range);
			if (!view.healthy) return [];
			const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
			return service.inline.values(toSource(document), span, view.maxAgeMs).map(({ offset, label, tooltip }) => ({
				position: document.positionAt(offset),
				label,
				tooltip: { kind: MarkupKind.Markdown, value: tooltip },
				paddingLeft: true,
			}));
		}),
	);
}
