import { type DocumentHighlight, DocumentHighlightKind } from "vscode-languageserver/node";
import type { Highlight } from "../../features/answers.ts";
import { toRange, toSource } from "../convert.ts";
import { guard } from "../guard.ts";
import type { Session } from "../session.ts";

const KINDS: Readonly<Record<Highlight["kind"], DocumentHighlightKind>> = {
	text: DocumentHighlightKind.Text,
	read: DocumentHighlightKind.Read,
	write: DocumentHighlightKind.Write,
};

export function handleDocumentHighlight({ connection, documents, service, log }: Session): void {
	connection.onDocumentHighlight(
		guard("textDocument/documentHighlight", log, ({ textDocument, position }): DocumentHighlight[] | null => {
			const document = documents.get(textDocument.uri);
			if (document === undefined) return null;
			const highlights = service.highlights(toSource(document), document.offsetAt(position));
			// Where nothing is known to mean the same, the editor shows the same word by itself.
			if (highlights.length === 0) return null;
			return highlights.map(({ span, kind }) => ({ range: toRange(document, span), kind: KINDS[kind] }));
		}),
	);
}
