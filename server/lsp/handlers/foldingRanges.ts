import { FoldingRangeKind, type FoldingRange as LspFoldingRange } from "vscode-languageserver/node";
import { toSource } from "../convert.ts";
import { guard } from "../guard.ts";
import type { Session } from "../session.ts";

export function handleFoldingRanges({ connection, documents, service, log }: Session): void {
	connection.onFoldingRanges(
		guard("textDocument/foldingRange", log, ({ textDocument }): LspFoldingRange[] | null => {
			const document = documents.get(textDocument.uri);
			const ranges = document && service.foldingRanges(toSource(document));
			if (ranges === undefined) return null;
			return ranges.map(({ startLine, endLine, kind }) =>
				kind === undefined ? { startLine, endLine } : { startLine, endLine, kind: FoldingRangeKind.Region },
			);
		}),
	);
}
