import type { EmbeddedRegion } from "./region.ts";

/** The regions in file order; what is reached through several aliases stands once. */
export function orderRegions(regions: readonly EmbeddedRegion[]): readonly EmbeddedRegion[] {
	const sorted = regions.toSorted((a, b) => a.hostSpan.start - b.hostSpan.start);
	return sorted.filter(({ hostSpan }, index) => hostSpan.start !== sorted[index - 1]?.hostSpan.start);
}
