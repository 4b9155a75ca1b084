import { regionAt } from "../../documents/model.ts";
import type { LabelMatcher } from "../../metrics/selectorText.ts";
import { parsePromql } from "../../promql/parse.ts";
import { pathAt } from "../../promql/visit.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";

/** What stands where the user was: a metric in a query, with its matchers, or one that code registers. */
export interface PlaceEvidence {
	readonly metric: string;
	readonly matchers: readonly LabelMatcher[];
}

export function findAtPlace({ place, parse, graph }: ScaffoldContext): PlaceEvidence | undefined {
	if (place === undefined) return undefined;
	const { document, offset } = place;
	for (const { kind, span, ...item } of graph.file(document.uri)?.items ?? []) {
		if (kind !== "metric" || offset < span.start || offset > span.end || !("registration" in item)) continue;
		return { metric: item.registration.seriesNames[0] ?? item.registration.name, matchers: [] };
	}
	const region = regionAt(parse(document), offset);
	if (region === undefined || region.language !== "promql") return undefined;
	const path = pathAt(parsePromql(region.text).expression, region.map.toEmbedded(offset));
	const selector = path.find((each) => each.kind === "selector");
	if (selector?.kind !== "selector" || selector.name === undefined) return undefined;
	const matchers = selector.matchers.flatMap(({ label, operator, value }): LabelMatcher[] =>
		value.kind === "string" ? [{ label: label.name, op: operator, value: value.value }] : [],
	);
	return { metric: selector.name.name, matchers };
}
