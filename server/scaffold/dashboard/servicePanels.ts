import type { PanelDesign, RowDesign, TimeSeriesPanel } from "./dashboardDesign.ts";
import type { Saturation } from "./instrumentations.ts";
import { nameByLabels, type QueryText, writeBy } from "./queryWriter.ts";
import {
	type AskQuery,
	drawErrorRate,
	drawErrorRatio,
	drawHeatmap,
	drawQuantileBy,
	drawQuantiles,
	drawRequestRate,
	listRoutes,
	type RequestMetrics,
	tellErrorRatio,
	tellQuantile,
	tellRequestRate,
} from "./requestPanels.ts";

export interface ServiceMetrics extends RequestMetrics {
	readonly saturation: Saturation;
	/** Asks for what is no request, whose series have the labels of their target alone. */
	readonly askTarget: AskQuery;
	readonly inFlight?: string;
}

/** Latency, traffic, errors, saturation. Source: Google's book "Site Reliability Engineering", chapter 6. */
export function designGoldenSignals(ask: AskQuery, metrics: ServiceMetrics): readonly RowDesign[] {
	const { latency, status, route } = metrics;
	return withPanels([
		{ panels: tellAll(ask, metrics) },
		{ title: "Latency", panels: latency === undefined ? [] : [drawQuantiles(ask, latency), drawHeatmap(ask, latency)] },
		{ title: "Traffic", panels: drawBy([route, status], (label) => drawRequestRate(ask, metrics, label)) },
		{ title: "Errors", panels: [drawErrorRatio(ask, metrics), drawErrorRate(ask, metrics, route ?? status)] },
		{ title: "Saturation", panels: drawSaturation(ask, metrics) },
	]);
}

/** Rate, errors, duration, for the whole service and for each kind of request. Source: Tom Wilkie's RED method. */
export function designRed(ask: AskQuery, metrics: ServiceMetrics): readonly RowDesign[] {
	const { latency, status, route } = metrics;
	return withPanels([
		{ panels: tellAll(ask, metrics) },
		{ title: "Rate", panels: drawBy([status, route], (label) => drawRequestRate(ask, metrics, label)) },
		{
			title: "Errors",
			panels: [drawErrorRatio(ask, metrics), ...(route === undefined ? [] : [drawErrorRatio(ask, metrics, route)])],
		},
		{
			title: "Duration",
			panels:
				latency === undefined
					? []
					: [
							drawQuantiles(ask, latency),
							...(route === undefined ? [] : [drawQuantileBy(ask, latency, route)]),
							{ ...drawHeatmap(ask, latency), width: 24 },
						],
		},
		{ title: "Requests in detail", panels: route === undefined ? [] : [listRoutes(ask, metrics, route)] },
	]);
}

/** Rows without a panel are left out. */
export function withPanels(rows: readonly RowDesign[]): readonly RowDesign[] {
	return rows.filter(({ panels }) => panels.length > 0);
}

function tellAll(ask: AskQuery, metrics: ServiceMetrics): readonly PanelDesign[] {
	const { latency } = metrics;
	return [
		tellRequestRate(ask, metrics),
		tellErrorRatio(ask, metrics),
		...(latency === undefined ? [] : [tellQuantile(ask, latency)]),
	];
}

function drawBy(
	labels: readonly (string | undefined)[],
	draw: (label: string | undefined) => TimeSeriesPanel,
): readonly TimeSeriesPanel[] {
	const known = [...new Set(labels.filter((label) => label !== undefined))];
	return known.length === 0 ? [draw(undefined)] : known.map(draw);
}

function drawSaturation(
	ask: AskQuery,
	{ saturation, inFlight, askTarget }: ServiceMetrics,
): readonly TimeSeriesPanel[] {
	const panels = inFlight === undefined ? [] : [drawInFlight(ask, inFlight)];
	switch (saturation) {
		case "process":
			return [...panels, ...drawProcess(askTarget, "instance")];
		case "jvm":
			return [...panels, ...drawJvm(askTarget)];
		case "container":
			return [...panels, ...drawContainers(askTarget)];
		case "none":
			return panels;
		default:
			return saturation satisfies never;
	}
}

function drawInFlight(ask: AskQuery, metric: string): TimeSeriesPanel {
	return {
		type: "timeseries",
		title: "Requests in flight",
		description:
			"Requests that are being answered at this moment. Where they pile up, the service takes longer than they come.",
		queries: [{ expression: ask((write) => `sum(${write.select(metric)})`), legend: "in flight" }],
		unit: "short",
		min: 0,
	};
}

/** What client libraries say of their own process. Source: Prometheus, "Writing client libraries", process metrics. */
export function drawProcess(ask: AskQuery, by: string): readonly TimeSeriesPanel[] {
	const panel = (title: string, description: string, unit: string, query: QueryText): TimeSeriesPanel => ({
		type: "timeseries",
		title,
		description,
		queries: [{ expression: ask(query), legend: nameByLabels([by]) }],
		unit,
		min: 0,
		legend: "table",
	});
	return [
		panel(
			"CPU",
			`Processor cores that the process keeps busy, for each ${by}; 1 is a whole core.`,
			"short",
			(write) => `sum${writeBy([by])}(${write.rate("process_cpu_seconds_total")})`,
		),
		panel(
			"Memory",
			`Memory that the process holds (resident), for each ${by}.`,
			"bytes",
			(write) => `sum${writeBy([by])}(${write.select("process_resident_memory_bytes")})`,
		),
		panel(
			"File descriptors in use",
			`Open files and connections against how many the process may open, for each ${by}. At 100 % nobody can connect any more.`,
			"percentunit",
			(write) => `max${writeBy([by])}(${write.select("process_open_fds")} / ${write.select("process_max_fds")})`,
		),
	];
}

function drawJvm(ask: AskQuery): readonly TimeSeriesPanel[] {
	return [
		{
			type: "timeseries",
			title: "CPU",
			description: "Which part of the machine's processors the JVM keeps busy, for each instance.",
			queries: [
				{
					expression: ask((write) => `max by (instance) (${write.select("process_cpu_usage")})`),
					legend: "{{instance}}",
				},
			],
			unit: "percentunit",
			min: 0,
			max: 1,
		},
		{
			type: "timeseries",
			title: "Heap in use",
			description: "Heap against the most that it may grow to, for each instance.",
			queries: [
				{
					expression: ask((write) => {
						const heap = [{ label: "area", op: "=", value: "heap" }] as const;
						const used = `sum by (instance) (${write.select("jvm_memory_used_bytes", heap)})`;
						// A pool without a limit has −1.
						return `${used} / sum by (instance) (${write.select("jvm_memory_max_bytes", heap)} > 0)`;
					}),
					legend: "{{instance}}",
				},
			],
			unit: "percentunit",
			min: 0,
			max: 1,
		},
		{
			type: "timeseries",
			title: "Garbage collection",
			description: "Which part of the time the JVM stands still to collect garbage, for each instance.",
			queries: [
				{
					expression: ask((write) => `sum by (instance) (${write.rate("jvm_gc_pause_seconds_sum")})`),
					legend: "{{instance}}",
				},
			],
			unit: "percentunit",
			min: 0,
		},
	];
}

function drawContainers(ask: AskQuery): readonly TimeSeriesPanel[] {
	const containers = [{ label: "container", op: "!=", value: "" }] as const;
	return [
		{
			type: "timeseries",
			title: "CPU",
			description: "Processor cores that the containers of each pod keep busy.",
			queries: [
				{
					expression: ask((write) => `sum by (pod) (${write.rate("container_cpu_usage_seconds_total", containers)})`),
					legend: "{{pod}}",
				},
			],
			unit: "short",
			min: 0,
			legend: "table",
		},
		{
			type: "timeseries",
			title: "Memory",
			description: "Memory that the containers of each pod hold and the kernel cannot take back.",
			queries: [
				{
					expression: ask(
						(write) => `sum by (pod) (${write.select("container_memory_working_set_bytes", containers)})`,
					),
					legend: "{{pod}}",
				},
			],
			unit: "bytes",
			min: 0,
			legend: "table",
		},
	];
}
