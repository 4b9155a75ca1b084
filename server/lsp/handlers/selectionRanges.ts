import type { SelectionRange } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Span } from "../../text/span.ts";
import { toRange, toSource } from "../convert.ts";
import { guard } from "../guard.ts";
import type { Session } from "../session.ts";

export function handleSelectionRanges({ connection, documents, service, log }: Session): void {
	connection.onSelectionRanges(
		guard("textDocument/selectionRange", log, ({ textDocument, positions }): SelectionRange[] | null => {
			const document = documents.get(textDocument.uri);
			if (document === undefined) return null;
			const offsets = positions.map((position) => document.offsetAt(position));
			const found = service.selectionRanges(toSource(document), offsets);
			if (found === undefined) return null;
			return found.map((spans, index) => link(document, spans, offsets[index] ?? 0));
		}),
	);
}

/** Each range with the next larger one as its parent; an empty one where there is nothing to select. */
function link(document: TextDocument, spans: readonly Span[], offset: number): SelectionRange {
	let outer: SelectionRange | undefined;
	for (const span of spans.toReversed()) {
		const range = toRange(document, span);
		outer = outer === undefined ? { range } : { range, parent: outer };
	}
	return outer ?? { range: toRange(document, { start: offset, end: offset }) };
}
