import { type DocumentModel, regionAt } from "../../documents/model.ts";
import type { Span } from "../../text/span.ts";
import { fillMasks } from "../fillMasks.ts";

/** A query in a file as a server can be asked, and where its parts stand. */
export interface ExpressionInFile {
	readonly expression: string;
	/** The place in the file of a part of the expression. */
	toFile(span: Span): Span;
}

/** The PromQL that `offset` is in, with the values of its variables where they all can be assumed. */
export function findExpressionInFile(model: DocumentModel, offset: number): ExpressionInFile | undefined {
	const region = regionAt(model, offset);
	if (region?.language !== "promql" || region.text.trim() === "") return undefined;
	const filled = fillMasks(region);
	if (filled.isOpen({ start: 0, end: region.text.length })) {
		// With a word of its own in it, the query is no PromQL, and is told so.
		return { expression: region.source ?? region.text, toFile: () => region.hostSpan };
	}
	return { expression: filled.text, toFile: (span) => region.map.toHostSpan(filled.toRegion(span)) };
}
