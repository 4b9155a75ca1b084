import { readSelector } from "../../metrics/selectorText.ts";
import type { SeriesSelection } from "./sloDefinition.ts";

/** Reads `http_errors_total` or `http_errors_total{job="api"}`; `undefined` where that is no selector of one metric. */
export function readSeries(text: string): SeriesSelection | undefined {
	const selector = readSelector(text.trim());
	if (selector === undefined) return undefined;
	const named = selector.matchers.find(({ label, op }) => label === "__name__" && op === "=");
	const metric = selector.metric ?? named?.value;
	if (metric === undefined || metric === "") return undefined;
	return { metric, selector: selector.matchers.filter(({ label }) => label !== "__name__") };
}
