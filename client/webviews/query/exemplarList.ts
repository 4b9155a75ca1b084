import type { ExemplarSeries } from "../../../server/protocol/query.ts";
import { button, element, find } from "../shared/elements.ts";
import { formatValue } from "../shared/numberText.ts";
import { nameSeries } from "../shared/seriesName.ts";

/** The exemplars of a chart below it, the largest first; a trace's id can be copied to where traces are looked at. */
export function listExemplars(series: readonly ExemplarSeries[], copy: (text: string, what: string) => void): void {
	const details = find("exemplars", HTMLDetailsElement);
	const all = series.flatMap(({ exemplars }) => exemplars).toSorted((a, b) => b.value - a.value);
	details.hidden = all.length === 0;
	const [summary, list] = [details.querySelector("summary"), details.querySelector("ul")];
	if (summary !== null) summary.textContent = `Exemplars (${all.length})`;
	list?.replaceChildren(
		...all.map(({ labels, time, value }) => {
			const trace = labels["trace_id"] ?? labels["traceID"] ?? labels["traceId"];
			return element(
				"li",
				{},
				element("span", {}, `${new Date(time * 1000).toLocaleTimeString()} · ${formatValue(value)} · `),
				element("code", {}, nameSeries(labels)),
				...(trace === undefined
					? []
					: [button("Copy Trace Id", () => copy(trace, "The trace id"), { className: "link" })]),
			);
		}),
	);
}
