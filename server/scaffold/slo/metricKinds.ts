import type { MetricType } from "../../metrics/port.ts";
import { latencyMetrics, type RequestMetric, requestMetrics } from "./requestMetrics.ts";

/** Which metrics a kind of objective is measured by. */
export interface MetricKind {
	/** In a message: `counter`. */
	readonly words: string;
	/** The name to answer with for a series of that name and type; `undefined` where it is nothing for the kind. */
	nameOf(series: string, type: MetricType): string | undefined;
	/** Well-known ones, the best first. */
	readonly table: readonly RequestMetric[];
	/** What is offered where nothing is known. */
	readonly usual: readonly string[];
}

function nameCounter(name: string, type: MetricType): string | undefined {
	if (/_(bucket|sum|created|info)$/.test(name)) return undefined;
	// The count of a histogram or a summary counts requests as well as a counter does.
	if (name.endsWith("_count") && (type === "histogram" || type === "summary")) return name;
	return type === "counter" || (type === "unknown" && /_(total|count)$/.test(name)) ? name : undefined;
}

/** A classic histogram by its buckets, a native one by its own name and its type. */
function nameHistogram(name: string, type: MetricType): string | undefined {
	if (name.endsWith("_bucket")) return name.slice(0, -"_bucket".length);
	const isPart = /_(sum|count|created)$/.test(name);
	return type === "histogram" && !isPart ? name : undefined;
}

const times: readonly RequestMetric[] = [
	{ pattern: /last_success.*timestamp|last_successful/, from: "the last success" },
	{ pattern: /success.*(timestamp|_time_seconds)/, from: "a success" },
	{
		pattern: /^(?!.*(start|boot|created|scrape|expir|not_(after|before)|config_last_reload)).*timestamp/,
		from: "a time",
	},
	{ pattern: /(^|_)(age|lag|staleness|delay)(_|$)/, from: "an age" },
];

function nameTime(name: string, type: MetricType): string | undefined {
	if (type !== "gauge" && type !== "unknown") return undefined;
	return times.some(({ pattern }) => pattern.test(name)) ? name : undefined;
}

const probes: readonly RequestMetric[] = [
	{ pattern: /^probe_success$/, from: "blackbox exporter" },
	{ pattern: /^up$/, from: "every target: its scrapes succeed" },
	{ pattern: /(_up|_success|_healthy|_ready|_available)$/, from: "1 or 0, by its name" },
];

function nameProbe(name: string, type: MetricType): string | undefined {
	if (type !== "gauge" && type !== "unknown") return undefined;
	return probes.some(({ pattern }) => pattern.test(name)) ? name : undefined;
}

/** By the kind of the answers. */
export const metricKinds: Readonly<Record<string, MetricKind>> = {
	availability: { words: "counter", nameOf: nameCounter, table: requestMetrics, usual: ["http_requests_total"] },
	latency: {
		words: "histogram (series that end in _bucket, or native ones)",
		nameOf: nameHistogram,
		table: latencyMetrics,
		usual: ["http_request_duration_seconds"],
	},
	throughput: { words: "counter", nameOf: nameCounter, table: requestMetrics, usual: ["http_requests_total"] },
	freshness: {
		words: "gauge of a Unix time or of an age",
		nameOf: nameTime,
		table: times,
		usual: ["last_success_timestamp_seconds"],
	},
	probe: { words: "gauge that is 1 or 0", nameOf: nameProbe, table: probes, usual: ["probe_success"] },
};
