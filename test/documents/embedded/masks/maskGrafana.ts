import { createMaskedRegion } from "../../../../server/documents/embedded/masks/createMaskedRegion.ts";
import { dropMasked } from "../../../../server/documents/embedded/masks/dropMasked.ts";
import { findGrafanaVariables } from "../../../../server/documents/embedded/masks/grafanaVariables.ts";
import type { OpaqueFinder } from "../../../../server/documents/embedded/masks/opaque.ts";
import type { EmbeddedRegion, RegionContext } from "../../../../server/documents/embedded/region.ts";
import { checkPromql } from "../../../../server/promql/check.ts";
import { parsePromql } from "../../../../server/promql/parse.ts";
import { SegmentMap } from "../../../../server/text/segmentMap.ts";

/** A text that is its own file, so that every offset is its own. */
export function plainRegion(source: string, context: RegionContext = { role: "query" }): EmbeddedRegion {
	return {
		language: "promql",
		text: source,
		hostSpan: { start: 0, end: source.length },
		map: SegmentMap.identity(0, source.length),
		context,
		encodeEdit: (edit) => edit,
	};
}

/** A query of a dashboard. */
export function maskGrafana(source: string, context?: RegionContext, finder: OpaqueFinder = findGrafanaVariables) {
	return createMaskedRegion(plainRegion(source, context), finder);
}

/** The problems that are told, each with its place and what the user wrote there. */
export function describeMasked(region: EmbeddedRegion): readonly string[] {
	const all = checkPromql(parsePromql(region.text), {
		role: region.context.role === "ruleExpression" ? "ruleExpression" : "query",
	});
	return dropMasked(all, region).map(({ code, span }) => {
		return `${code} ${span.start}-${span.end} ${(region.source ?? region.text).slice(span.start, span.end)}`;
	});
}
