import { type Hover as LspHover, MarkupKind } from "vscode-languageserver/node";
import { waitAtMost } from "../../base/waiting.ts";
import type { Hover } from "../../features/answers.ts";
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
			if (first === undefined) return null;
			const texts = await Promise.all(parts.map((part) => withLine(part, session)));
			if (!isStill(document, source)) return null;
			const value = texts.join("\n\n---\n\n");
			return { contents: { kind: MarkupKind.Markdown, value }, range: toRange(document, first.span) };
		}),
	);
}

/** The link to a file leads to the line that is meant, and names it, where the file can be read. */
async function withLine({ markdown, place }: Hover, { files }: Session): Promise<string> {
	if (place === undefined) return markdown;
	const file = await files.read(place.uri);
	if (file === undefined) return markdown;
	const line = file.positionAt(place.offset).line + 1;
	return markdown.replace(`](<${place.uri}>)`, `:${line}](<${place.uri}#L${line}>)`);
}

async function withPatience<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
	const late = new AbortController();
	const result = work(AbortSignal.any([signal, late.signal]));
	if (await waitAtMost(result, PATIENCE, signal)) return result;
	late.abort();
	return undefined;
}
