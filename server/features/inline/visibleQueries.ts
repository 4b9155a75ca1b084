import { type EmbeddedRegion, isExpression } from "../../documents/embedded/region.ts";
import type { DocumentModel } from "../../documents/model.ts";
import { type Span, touches } from "../../text/span.ts";
import { fillMasks } from "../fillMasks.ts";
import { type Evaluable, evaluateWhole } from "../hover/evaluable.ts";

export interface VisibleQuery {
	readonly region: EmbeddedRegion;
	readonly evaluable: Evaluable;
	/** Offset in the file: behind the last character of the expression. */
	readonly end: number;
}

/** The expressions that end within `range` and that a server can be asked: those without a fault or an unknown variable. */
export function findVisibleQueries({ regions }: DocumentModel, range: Span): readonly VisibleQuery[] {
	return regions.flatMap((region) => {
		if (region.hostSpan.end < range.start || region.hostSpan.start > range.end) return [];
		if (!isExpression(region) || region.context.role === "annotation" || region.text.trim() === "") return [];
		const written = (region.source ?? region.text).trimEnd().length;
		const end = region.map.toHost(written, "end");
		if (!touches(range, end)) return [];
		const filled = fillMasks(region);
		if (filled.isOpen({ start: 0, end: region.text.length })) return [];
		const evaluable = evaluateWhole(filled.text);
		return evaluable === undefined ? [] : [{ region, evaluable, end }];
	});
}
