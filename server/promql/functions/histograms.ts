// Classic and native histograms. Source: Prometheus 3.14, querying/functions.
import { type FunctionArgument, type FunctionEntry, scalar, text, vector } from "./function.ts";

const histogram = { name: "h", type: "vector" } as const;

const buckets: FunctionArgument = {
	name: "b",
	type: "vector",
	documentation: "The rate of the histogram: its buckets with their `le`, or a native histogram.",
};

export const histogramFunctions: readonly FunctionEntry[] = [
	{
		name: "histogram_quantile",
		arguments: [scalar("φ", "The share, from 0 to 1: 0.95 for the 95th percentile."), buckets],
		returns: "vector",
		summary: "The value below which the share `φ` of the observations of a histogram lies.",
		needs:
			"The rate of a histogram's buckets. For a classic one keep `le` when you aggregate: `sum by (le) (rate(x_bucket[5m]))`; a native one has no `le`.",
		trap: "The result is only as fine as the buckets: a value in the highest one is cut to its lower bound. Quantiles cannot be averaged; add up the buckets first.",
		example: "histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))",
	},
	{
		name: "histogram_quantiles",
		arguments: [
			vector,
			text("label", "The label that says which quantile a series is; `quantile` by custom."),
			scalar("φ", "The share, from 0 to 1: 0.95 for the 95th percentile."),
			{ ...scalar("φ2", "One more share, up to ten in all."), optional: true },
		],
		mostArguments: 12,
		returns: "vector",
		feature: "experimentalFunctions",
		summary: "Several quantiles of a histogram at once, each with its `φ` in the label that is named.",
		needs: "The rate of a histogram's buckets, as `histogram_quantile`, and from one to ten quantiles.",
		trap: "The vector comes first here, unlike in `histogram_quantile`.",
		example: 'histogram_quantiles(rate(request_duration_seconds[5m]), "quantile", 0.5, 0.9, 0.99)',
	},
	{
		name: "histogram_fraction",
		arguments: [
			scalar("lower", "The lower bound, in the unit of the observations; `-Inf` for none."),
			scalar("upper", "The upper bound, in the unit of the observations; `+Inf` for none."),
			buckets,
		],
		returns: "vector",
		summary: "The share of a histogram's observations between two values, from 0 to 1.",
		needs: "The rate of a native histogram, or since 3.4 of a classic one's buckets.",
		trap: "Inside a bucket it estimates. For an objective choose bounds that are bounds of buckets.",
		example: "histogram_fraction(0, 0.2, rate(http_request_duration_seconds[1h]))",
	},
	{
		name: "histogram_avg",
		arguments: [histogram],
		returns: "vector",
		summary: "The mean of the observations of a native histogram.",
		needs: "A native histogram, mostly its rate.",
		trap: "A classic histogram gives nothing: divide the rate of `_sum` by that of `_count`.",
		example: "histogram_avg(rate(http_request_duration_seconds[5m]))",
	},
	{
		name: "histogram_count",
		anchor: "histogram_count-and-histogram_sum",
		arguments: [histogram],
		returns: "vector",
		summary: "The number of observations of a native histogram.",
		needs: "A native histogram.",
		trap: "A classic histogram gives nothing: its count is the series `…_count`.",
		example: "histogram_count(rate(http_request_duration_seconds[5m]))",
	},
	{
		name: "histogram_sum",
		anchor: "histogram_count-and-histogram_sum",
		arguments: [histogram],
		returns: "vector",
		summary: "The sum of the observations of a native histogram.",
		needs: "A native histogram.",
		trap: "A classic histogram gives nothing: its sum is the series `…_sum`.",
		example: "histogram_sum(rate(http_request_duration_seconds[5m]))",
	},
	{
		name: "histogram_stddev",
		anchor: "histogram_stddev-and-histogram_stdvar",
		arguments: [histogram],
		returns: "vector",
		summary: "The estimated standard deviation of the observations of a native histogram.",
		needs: "A native histogram.",
		trap: "All observations of a bucket are taken to lie at its middle, so coarse buckets make it rough.",
		example: "histogram_stddev(rate(http_request_duration_seconds[5m]))",
	},
	{
		name: "histogram_stdvar",
		anchor: "histogram_stddev-and-histogram_stdvar",
		arguments: [histogram],
		returns: "vector",
		summary: "The estimated variance of the observations of a native histogram.",
		needs: "A native histogram.",
		trap: "Its unit is the square of the metric's.",
		example: "histogram_stdvar(rate(http_request_duration_seconds[5m]))",
	},
];
