import type { Range, TextEdit } from "vscode-languageserver/node";
import { toRange, toSource } from "../convert.ts";
import { guard } from "../guard.ts";
import type { Session } from "../session.ts";

/** Lays out the PromQL of a file, of a selection or of the line being typed; how wide and how far in is Prometheus's style, not the editor's. */
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
	connection.onDocumentOnTypeFormatting(
		guard("textDocument/onTypeFormatting", log, ({ textDocument, position, ch }) => {
			const document = documents.get(textDocument.uri);
			const edit = document && service.formatOnType(toSource(document), document.offsetAt(position), ch);
			return edit ? [{ range: toRange(document, edit.span), newText: edit.newText }] : null;
		}),
	);
}
