import type { Range, TextEdit } from "vscode-languageserver/node";
import { toRange, toSource } from "../convert.ts";
import { guard } from "../guard.ts";
import type { Session } from "../session.ts";

/** Lays out the PromQL of a file or of a selection; how wide and how far in is Prometheus's style, not the editor's. */
export function handleFormatting({ connection, documents, service, log }: Session): void {
	const format = (uri: string, range?: Range): TextEdit[] | null => {
		const document = documents.get(uri);
		if (document === undefined) return null;
		const span = range && { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
		const edits = service.format(toSource(document), span);
		return edits.map((edit) => ({ range: toRange(document, edit.span), newText: edit.newText }));
	};
	connection.onDocumentFormatting(
		guard("textDocument/formatting", log, ({ textDocument }) => format(textDocument.uri)),
	);
	connection.onDocumentRangeFormatting(
		guard("textDocument/rangeFormatting", log, ({ textDocument, range }) => format(textDocument.uri, range)),
	);
}
