import { type Hover as LspHover, MarkupKind } from "vscode-languageserver/node";
import { waitAtMost } from "../../base/waiting.ts";
import { isStill, toRange, toSource } from "../convert.ts";
import { guard } from "../guard.ts";
import type { Session } from "../session.ts";

/** Milliseconds that a hover waits for live values, for clients that cannot ask for them apart. */
const PATIENCE = 2000;

export function handleHover(session: Session): void {
	const { connection, documents, service, client, log } = session;
	connection.onHover(
		guard("textDocument/hover", log, async ({ textDocument, position }, signal): Promise<LspHover | null> => {
			const document = documents.get(textDocument.uri);
			if (document === undefined) return null;
			const source = toSource(document);
			const offset = document.offsetAt(position);
			const fixed = service.hover(source, offset);
			const staticOnly = client.liveHover || !session.settings.liveValues;
			const live = staticOnly
				? undefined
				: await withPatience(signal, (inTime) => service.liveHover(source, offset, "dark", inTime));
			const parts = [fixed, live].filter((part) => part !== undefined);
			const [first] = parts;
			if (first === undefined || !isStill(document, source)) return null;
			const value = parts.map(({ markdown }) => markdown).join("\n\n---\n\n");
			return { contents: { kind: MarkupKind.Markdown, value }, range: toRange(document, first.span) };
		}),
	);
}

async function withPatience<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
	const late = new AbortController();
	const result = work(AbortSignal.any([signal, late.signal]));
	if (await waitAtMost(result, PATIENCE, signal)) return result;
	late.abort();
	return undefined;
}
