// Every aggregation of Prometheus 3.14. Source: querying/operators.
import type { ValueType } from "./ast.ts";
import type { Feature } from "./features.ts";

export interface PromqlAggregation {
	/** In lower case; PromQL takes any case. */
	readonly name: string;
	/** What stands before the vector in the parentheses, for those that take it. */
	readonly parameter?: {
		readonly name: string;
		readonly type: ValueType;
		/** One sentence in Markdown: what to write here. */
		readonly documentation: string;
	};
	readonly feature?: Feature;
	/** Its result keeps the labels of the series that it picks, instead of those of the grouping alone. */
	readonly picksSeries: boolean;
	/** One sentence in Markdown. */
	readonly summary: string;
	readonly needs?: string;
	readonly trap?: string;
	readonly example: string;
	readonly link: string;
}

const page = "https://prometheus.io/docs/prometheus/latest/querying/operators/";

const entries: readonly Omit<PromqlAggregation, "link">[] = [
	{
		name: "sum",
		picksSeries: false,
		summary: "The sum of the values of each group.",
		needs: "For counters, the rate of each series first.",
		trap: "`rate(sum(x)[5m:])` is wrong after every restart: write `sum(rate(x[5m]))`.",
		example: "sum by (job) (rate(http_requests_total[5m]))",
	},
	{
		name: "avg",
		picksSeries: false,
		summary: "The mean of the values of each group.",
		trap: "The mean of ratios or quantiles is neither. Add up both sides of a ratio before dividing.",
		example: "avg by (job) (node_load1)",
	},
	{
		name: "count",
		picksSeries: false,
		summary: "How many series each group has.",
		trap: "An empty vector gives nothing, not 0. Add `or vector(0)` where 0 is meant.",
		example: "count by (job) (up == 0)",
	},
	{
		name: "min",
		picksSeries: false,
		summary: "The smallest value of each group.",
		trap: "It does not tell which series has it: `bottomk(1, …)` does.",
		example: "min by (instance) (node_filesystem_avail_bytes)",
	},
	{
		name: "max",
		picksSeries: false,
		summary: "The largest value of each group.",
		trap: "It does not tell which series has it: `topk(1, …)` does.",
		example: "max by (job) (process_resident_memory_bytes)",
	},
	{
		name: "group",
		picksSeries: false,
		summary: "1 for each group: which combinations of labels there are.",
		trap: "The values are lost on purpose.",
		example: "count(group by (instance) (up))",
	},
	{
		name: "stddev",
		picksSeries: false,
		summary: "The standard deviation of the values of each group.",
		trap: "It is the deviation across series at one time. Over time it is `stddev_over_time`.",
		example: "stddev by (job) (node_load1)",
	},
	{
		name: "stdvar",
		picksSeries: false,
		summary: "The variance of the values of each group.",
		trap: "Its unit is the square of the metric's.",
		example: "stdvar by (job) (node_load1)",
	},
	{
		name: "topk",
		parameter: { name: "k", type: "scalar", documentation: "How many series of each group." },
		picksSeries: true,
		summary: "The `k` series with the largest values of each group, with their labels.",
		trap: "On a graph it picks anew at every point, so that more than `k` lines appear.",
		example: "topk(3, sum by (job) (rate(http_requests_total[5m])))",
	},
	{
		name: "bottomk",
		parameter: { name: "k", type: "scalar", documentation: "How many series of each group." },
		picksSeries: true,
		summary: "The `k` series with the smallest values of each group, with their labels.",
		trap: "On a graph it picks anew at every point, so that more than `k` lines appear.",
		example: "bottomk(3, node_filesystem_avail_bytes)",
	},
	{
		name: "quantile",
		parameter: { name: "φ", type: "scalar", documentation: "The share, from 0 to 1: 0.5 for the median." },
		picksSeries: false,
		summary: "The value below which the share `φ` of the series of each group lies.",
		needs: "`φ` between 0 and 1.",
		trap: "It is a quantile of series, not of requests. For latencies use `histogram_quantile`.",
		example: "quantile(0.9, node_load1)",
	},
	{
		name: "count_values",
		parameter: { name: "label", type: "string", documentation: "The label that each value is written to." },
		picksSeries: false,
		summary: "How many series have each value, with the value in the label that is named.",
		needs: "A metric with few different values, such as a version.",
		trap: "Of a metric that moves, every value becomes a series of its own.",
		example: 'count_values("version", build_version)',
	},
	{
		name: "limitk",
		parameter: { name: "k", type: "scalar", documentation: "How many series of each group." },
		feature: "experimentalFunctions",
		picksSeries: true,
		summary: "Some `k` series of each group, always the same ones as long as the labels are the same.",
		trap: "Which ones, it does not say; it is for a look at a sample of many.",
		example: "limitk(10, http_requests_total)",
	},
	{
		name: "limit_ratio",
		parameter: {
			name: "r",
			type: "scalar",
			documentation: "The share, from -1 to 1: 0.1 for a tenth, -0.9 for the rest.",
		},
		feature: "experimentalFunctions",
		picksSeries: true,
		summary: "About the share `r` of the series of each group, always the same ones.",
		needs: "`r` between -1 and 1; a negative one gives exactly those that the positive one leaves out.",
		trap: "The share is met roughly, and only with many series.",
		example: "limit_ratio(0.1, http_requests_total)",
	},
];

export const aggregations: ReadonlyMap<string, PromqlAggregation> = new Map(
	entries.map((entry) => [entry.name, { ...entry, link: `${page}#${anchors(entry.name)}` }]),
);

function anchors(name: string): string {
	return name === "limitk" || name === "limit_ratio" ? "limitk-and-limit_ratio" : "aggregation-operators";
}

/** The aggregation of that name, in any case. */
export function findAggregation(name: string): PromqlAggregation | undefined {
	return aggregations.get(name.toLowerCase());
}
