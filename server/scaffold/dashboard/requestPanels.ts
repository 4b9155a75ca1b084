import type { LabelMatcher } from "../../metrics/selectorText.ts";
import { nameOfUnit, unitOfMetric } from "../../promql/result/units.ts";
import type { HeatmapPanel, PanelQuery, StatPanel, TablePanel, TimeSeriesPanel } from "./dashboardDesign.ts";
import { nameByLabels, type QueryText, type QueryWriter, writeBy } from "./queryWriter.ts";

/** The requests of a service, as they are counted and timed. */
export interface RequestMetrics {
	/** A counter. */
	readonly requests: string;
	readonly errors: readonly LabelMatcher[];
	readonly latency?: { readonly metric: string; readonly buckets: "classic" | "native" };
	readonly route?: string;
	readonly status?: string;
}

/** Turns a query into what a panel asks: with the dashboard's variables, or a series that a rule records. */
export type AskQuery = (query: QueryText) => string;

/** One series a group, 0 where there are requests and no errors; no sample where there are no requests. */
export function writeErrorRatio({ requests, errors }: RequestMetrics, by: readonly string[] = []): QueryText {
	return (write) => {
		const all = `sum${writeBy(by)}(${write.rate(requests)})`;
		const failed = `sum${writeBy(by)}(${write.rate(requests, errors)})`;
		return `(${failed} or 0 * ${all}) / (${all} > 0)`;
	};
}

export function writeRequestRate({ requests }: RequestMetrics, by: readonly string[] = []): QueryText {
	return (write) => `sum${writeBy(by)}(${write.rate(requests)})`;
}

/** A quantile of a histogram of either kind; its series are summed before the quantile is taken. */
export function writeQuantile(
	{ metric, buckets }: NonNullable<RequestMetrics["latency"]>,
	quantile: number,
	by: readonly string[] = [],
): QueryText {
	return (write) =>
		buckets === "native"
			? `histogram_quantile(${quantile}, sum${writeBy(by)}(${write.rate(metric)}))`
			: `histogram_quantile(${quantile}, sum${writeBy(["le", ...by])}(${write.rate(`${metric}_bucket`)}))`;
}

/** Grafana's unit of what a histogram times. */
export function unitOfHistogram(metric: string): string {
	const name = nameOfUnit(unitOfMetric(metric, undefined));
	if (name === "seconds") return "s";
	if (name === "milliseconds" || metric === "envoy_cluster_upstream_rq_time") return "ms";
	return name === "bytes" ? "bytes" : "short";
}

export function drawRequestRate(ask: AskQuery, metrics: RequestMetrics, by: string | undefined): TimeSeriesPanel {
	const labels = by === undefined ? [] : [by];
	return {
		type: "timeseries",
		title: by === undefined ? "Requests" : `Requests by ${by}`,
		description: `Requests per second, as ${metrics.requests} counts them${by === undefined ? "" : `, for each ${by}; together they are all requests`}.`,
		queries: [
			{
				expression: ask(writeRequestRate(metrics, labels)),
				legend: by === undefined ? "requests" : nameByLabels(labels),
			},
		],
		unit: "reqps",
		min: 0,
		legend: by === undefined ? "list" : "table",
		...(by === undefined ? {} : { stacked: true }),
	};
}

export function drawErrorRatio(ask: AskQuery, metrics: RequestMetrics, by?: string): TimeSeriesPanel {
	const labels = by === undefined ? [] : [by];
	return {
		type: "timeseries",
		title: by === undefined ? "Error ratio" : `Error ratio by ${by}`,
		description: `Which part of the requests failed (${describeErrors(metrics)}). There is no value while there are no requests.`,
		queries: [
			{ expression: ask(writeErrorRatio(metrics, labels)), legend: by === undefined ? "errors" : nameByLabels(labels) },
		],
		unit: "percentunit",
		min: 0,
		legend: by === undefined ? "list" : "table",
	};
}

export function drawErrorRate(ask: AskQuery, metrics: RequestMetrics, by: string | undefined): TimeSeriesPanel {
	const labels = by === undefined ? [] : [by];
	const query: QueryText = (write) => `sum${writeBy(labels)}(${write.rate(metrics.requests, metrics.errors)})`;
	return {
		type: "timeseries",
		title: by === undefined ? "Errors" : `Errors by ${by}`,
		description: `Failed requests per second (${describeErrors(metrics)}). A line that is missing had no error yet.`,
		queries: [{ expression: ask(query), legend: by === undefined ? "errors" : nameByLabels(labels) }],
		unit: "reqps",
		min: 0,
		legend: by === undefined ? "list" : "table",
	};
}

export function drawQuantiles(ask: AskQuery, latency: NonNullable<RequestMetrics["latency"]>): TimeSeriesPanel {
	const quantiles: readonly PanelQuery[] = [0.5, 0.95, 0.99].map((quantile) => ({
		expression: ask(writeQuantile(latency, quantile)),
		legend: `p${quantile * 100}`,
	}));
	return {
		type: "timeseries",
		title: "Duration",
		description: `How long requests take, by ${latency.metric}: half of them take at most p50, 99 of 100 at most p99.`,
		queries: quantiles,
		unit: unitOfHistogram(latency.metric),
		min: 0,
		legend: "table",
	};
}

export function drawQuantileBy(
	ask: AskQuery,
	latency: NonNullable<RequestMetrics["latency"]>,
	by: string,
): TimeSeriesPanel {
	return {
		type: "timeseries",
		title: `p95 duration by ${by}`,
		description: `95 of 100 requests of each ${by} take at most so long.`,
		queries: [{ expression: ask(writeQuantile(latency, 0.95, [by])), legend: nameByLabels([by]) }],
		unit: unitOfHistogram(latency.metric),
		min: 0,
		legend: "table",
	};
}

export function drawHeatmap(ask: AskQuery, { metric, buckets }: NonNullable<RequestMetrics["latency"]>): HeatmapPanel {
	const query: QueryText = (write: QueryWriter) =>
		buckets === "native" ? `sum(${write.rate(metric)})` : `sum by (le) (${write.rate(`${metric}_bucket`)})`;
	return {
		type: "heatmap",
		title: "Distribution of durations",
		description: `How many requests took how long, by ${metric}. Two bands say that there are two kinds of requests, which no quantile shows.`,
		queries: [{ expression: ask(query) }],
		unit: unitOfHistogram(metric),
		buckets,
	};
}

export function tellRequestRate(ask: AskQuery, metrics: RequestMetrics): StatPanel {
	return {
		type: "stat",
		title: "Requests",
		description: `Requests per second, as ${metrics.requests} counts them.`,
		queries: [{ expression: ask(writeRequestRate(metrics)), legend: "requests" }],
		unit: "reqps",
		graph: true,
		noValue: "none",
	};
}

export function tellErrorRatio(ask: AskQuery, metrics: RequestMetrics): StatPanel {
	return {
		type: "stat",
		title: "Error ratio",
		description: `Which part of the requests failed (${describeErrors(metrics)}).`,
		queries: [{ expression: ask(writeErrorRatio(metrics)), legend: "errors" }],
		unit: "percentunit",
		graph: true,
		noValue: "no requests",
		thresholds: [
			{ color: "green", value: null },
			{ color: "orange", value: 0.01 },
			{ color: "red", value: 0.05 },
		],
	};
}

export function tellQuantile(ask: AskQuery, latency: NonNullable<RequestMetrics["latency"]>): StatPanel {
	return {
		type: "stat",
		title: "p95 duration",
		description: "95 of 100 requests take at most so long.",
		queries: [{ expression: ask(writeQuantile(latency, 0.95)), legend: "p95" }],
		unit: unitOfHistogram(latency.metric),
		graph: true,
		noValue: "no requests",
	};
}

/** Rate, errors and duration of each route, in one table. */
export function listRoutes(ask: AskQuery, metrics: RequestMetrics, route: string): TablePanel {
	const { latency } = metrics;
	const queries = [
		{ column: "Requests", unit: "reqps", query: writeRequestRate(metrics, [route]) },
		{ column: "Errors", unit: "percentunit", query: writeErrorRatio(metrics, [route]) },
		...(latency === undefined
			? []
			: [{ column: "p95", unit: unitOfHistogram(latency.metric), query: writeQuantile(latency, 0.95, [route]) }]),
	];
	const columns = queries.map(({ column }, index): [string, string] => [
		`Value #${String.fromCharCode(65 + index)}`,
		column,
	]);
	return {
		type: "table",
		title: `By ${route}`,
		description: `Requests per second, the part of them that failed and the 95th percentile of the duration of each ${route}, at the end of the time range.`,
		queries: queries.map(({ query }) => ({ expression: ask(query) })),
		unit: "reqps",
		renamed: Object.fromEntries(columns),
		units: Object.fromEntries(queries.map(({ column, unit }) => [column, unit])),
	};
}

function describeErrors({ errors }: RequestMetrics): string {
	return errors.map(({ label, op, value }) => `${label} ${op} ${value}`).join(", ");
}
