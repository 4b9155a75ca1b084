import type { Span } from "../../../text/span.ts";
import type { EmbeddedRegion } from "../region.ts";

/**
 * The stretches of a region's text of which nothing can be said, for `resultOf`: its masks. Where one of them is blank
 * it may bring anything, such as the labels of an aggregation, and nothing can be said of the whole text.
 */
export function unknownSpans({ masks, text }: Pick<EmbeddedRegion, "masks" | "text">): readonly Span[] {
	if (masks === undefined || masks.length === 0) return [];
	const blank = masks.some(({ span, role }) => {
		return role !== "text" && (role === "operator" || text.slice(span.start, span.end).trim() === "");
	});
	return blank ? [{ start: 0, end: text.length }] : masks.map(({ span }) => span);
}
