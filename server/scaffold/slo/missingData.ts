import { writeSelector } from "../../metrics/selectorText.ts";
import { awaitKnowledge } from "../awaitKnowledge.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import { matchBound } from "./latencyThreshold.ts";
import type { Indicator, SloDefinition } from "./sloDefinition.ts";

/** Says at once which series the server does not have. An objective may come before its service, so nothing is refused. */
export async function warnOfMissingData(
	{ indicator }: SloDefinition,
	{ metrics }: ScaffoldContext,
): Promise<readonly string[]> {
	const { signal } = new AbortController();
	const told = await Promise.all(
		listNeeds(indicator).map(async ({ selector, consequence }) => {
			const names = await awaitKnowledge(() => metrics.labelValues("__name__", [selector]), signal);
			// What is loading, or cannot be known, is no reason to warn.
			if (names.value === undefined || names.value.values.length > 0) return undefined;
			return `The server has no series ${selector} now; ${consequence}`;
		}),
	);
	const [first, ...others] = told.filter((warning) => warning !== undefined);
	// Without its requests the rest is missing anyway.
	return first === undefined ? [] : told[0] === first ? [first] : [first, ...others];
}

interface Need {
	readonly selector: string;
	readonly consequence: string;
}

const blind = "until it has, nothing is measured, and only the alert on missing series can fire.";

function listNeeds(indicator: Indicator): readonly Need[] {
	switch (indicator.kind) {
		case "availability": {
			const { metric, selector, errors } = indicator;
			return [
				{ selector: writeSelector(metric, selector), consequence: blind },
				{
					selector: writeSelector(metric, [...selector, ...errors]),
					consequence: "that counts as no errors until there are some. Do the matchers mean what they should?",
				},
			];
		}
		case "counters": {
			const { total, counted, counts } = indicator;
			const consequence = counts === "bad" ? "that counts as no errors until there are some." : blind;
			return [
				{ selector: writeSelector(total.metric, total.selector), consequence: blind },
				{ selector: writeSelector(counted.metric, counted.selector), consequence },
			];
		}
		case "latency": {
			const { metric, selector, threshold, histogram } = indicator;
			if (histogram === "native") return [{ selector: writeSelector(metric, selector), consequence: blind }];
			return [
				{ selector: writeSelector(`${metric}_count`, selector), consequence: blind },
				{ selector: writeSelector(`${metric}_bucket`, [...selector, matchBound(threshold)]), consequence: blind },
			];
		}
		case "throughput":
		case "freshness":
		case "probe":
			return [{ selector: writeSelector(indicator.metric, indicator.selector), consequence: blind }];
		case "queries":
		case "ratio":
			return [];
		default:
			return indicator satisfies never;
	}
}
