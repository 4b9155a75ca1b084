import { parseDuration } from "../promql/duration.ts";
import type {
	BuildInfo,
	EvaluationCost,
	HistogramSummary,
	InstantSeries,
	LabelSet,
	MetricMetadata,
	MetricType,
	QueryData,
	RangeSeries,
	RuntimeInfo,
	Sample,
	ServerConfiguration,
	ServerRules,
} from "./port.ts";

/**
 * Reads the JSON of Prometheus's HTTP API (https://prometheus.io/docs/prometheus/latest/querying/api/).
 * Whatever does not have its shape is `undefined`: a server that is not Prometheus can answer anything.
 */
export interface ApiResponse {
	readonly status: "success" | "error";
	readonly data: unknown;
	readonly errorType: string;
	readonly error: string;
	readonly warnings: readonly string[];
	readonly infos: readonly string[];
}

export function readApiResponse(json: unknown): ApiResponse | undefined {
	if (!isRecord(json)) return undefined;
	const { status, data, errorType, error, warnings, infos } = json as Readonly<Record<keyof ApiResponse, unknown>>;
	if (status !== "success" && status !== "error") return undefined;
	return {
		status,
		data,
		errorType: typeof errorType === "string" ? errorType : "",
		error: typeof error === "string" ? error : "",
		warnings: readStrings(warnings) ?? [],
		infos: readStrings(infos) ?? [],
	};
}

/** Cuts the series at `limit`; `truncated` says whether there were more. */
export function readQueryData(
	data: unknown,
	limit: number,
): { readonly data: QueryData; readonly truncated: boolean } | undefined {
	if (!isRecord(data)) return undefined;
	const { resultType, result } = data as { readonly resultType?: unknown; readonly result?: unknown };
	if (!Array.isArray(result)) return undefined;
	switch (resultType) {
		case "scalar": {
			const sample = readSample(result);
			return sample && { data: { kind: "scalar", sample }, truncated: false };
		}
		case "string": {
			const [time, value] = result as readonly unknown[];
			if (typeof time !== "number" || typeof value !== "string") return undefined;
			return { data: { kind: "string", time, value }, truncated: false };
		}
		case "vector": {
			const series = readAll(result, limit, readInstantSeries);
			return series && { data: { kind: "vector", series }, truncated: result.length > limit };
		}
		case "matrix": {
			const series = readAll(result, limit, readRangeSeries);
			return series && { data: { kind: "matrix", series }, truncated: result.length > limit };
		}
		default:
			return undefined;
	}
}

/** As `readQueryData`, with a rest between series: ranges can have hundreds of thousands of samples. */
export async function readQueryDataInPieces(
	data: unknown,
	limit: number,
	rest: () => Promise<void> | undefined,
): Promise<ReturnType<typeof readQueryData>> {
	if (!isRecord(data)) return undefined;
	const { resultType, result } = data as { readonly resultType?: unknown; readonly result?: unknown };
	if (resultType !== "matrix" || !Array.isArray(result)) return readQueryData(data, limit);
	const series: RangeSeries[] = [];
	for (const item of result.slice(0, limit) as readonly unknown[]) {
		const read = readRangeSeries(item);
		if (read === undefined) return undefined;
		series.push(read);
		await rest();
	}
	return { data: { kind: "matrix", series }, truncated: result.length > limit };
}

export function readStrings(value: unknown): readonly string[] | undefined {
	return Array.isArray(value) && value.every((item) => typeof item === "string") ? value : undefined;
}

/** A metric that several targets describe differently keeps the first description. */
export function readMetadata(data: unknown): ReadonlyMap<string, MetricMetadata> | undefined {
	if (!isRecord(data)) return undefined;
	const metadata = new Map<string, MetricMetadata>();
	for (const [name, descriptions] of Object.entries(data)) {
		if (!Array.isArray(descriptions)) return undefined;
		const first: unknown = descriptions[0];
		if (!isRecord(first)) continue;
		const { type, help, unit } = first as { readonly type?: unknown; readonly help?: unknown; readonly unit?: unknown };
		metadata.set(name, {
			type: readMetricType(type),
			help: typeof help === "string" ? help : "",
			unit: typeof unit === "string" ? unit : "",
		});
	}
	return metadata;
}

export function readBuildInfo(data: unknown): BuildInfo | undefined {
	if (!isRecord(data)) return undefined;
	const { version, application, goVersion } = data as {
		readonly version?: unknown;
		readonly application?: unknown;
		readonly goVersion?: unknown;
	};
	// VictoriaMetrics before 1.80 answers with an object that has nothing in it.
	if (version === undefined && Object.keys(data).length === 0) return { version: "", flavour: "VictoriaMetrics" };
	if (typeof version !== "string") return undefined;
	return { version, flavour: readFlavour(version, application, goVersion) };
}

/** The values of `--enable-feature` in an answer about all flags; `undefined` where it does not say. */
export function readFeatureFlags(data: unknown): readonly string[] | undefined {
	if (!isRecord(data)) return undefined;
	const value = data["enable-feature"];
	if (typeof value !== "string") return undefined;
	// Given several times they come with commas, in brackets where the server prints a list.
	return value.split(/[\s,[\]]+/).filter((flag) => flag !== "");
}

export function readServerConfiguration(data: unknown): ServerConfiguration | undefined {
	if (!isRecord(data)) return undefined;
	const { yaml } = data as { readonly yaml?: unknown };
	return typeof yaml === "string" ? { yaml } : undefined;
}

/** The retention is written as `15d`, `10GiB` or `15d or 10GiB`. */
export function readRuntimeInfo(data: unknown): RuntimeInfo | undefined {
	if (!isRecord(data)) return undefined;
	const { storageRetention } = data as { readonly storageRetention?: unknown };
	if (typeof storageRetention !== "string") return {};
	const seconds = storageRetention.split(" or ").flatMap((part) => parseDuration(part.trim()) ?? []);
	const [retentionSeconds] = seconds;
	return retentionSeconds === undefined || retentionSeconds === 0 ? {} : { retentionSeconds };
}

export function readRules(data: unknown): ServerRules | undefined {
	const { groups } = isRecord(data) ? (data as { readonly groups?: unknown }) : {};
	if (!Array.isArray(groups)) return undefined;
	const alerts = new Set<string>();
	const recordings = new Set<string>();
	for (const group of groups as readonly unknown[]) {
		const { rules } = isRecord(group) ? (group as { readonly rules?: unknown }) : {};
		if (!Array.isArray(rules)) return undefined;
		for (const rule of rules as readonly unknown[]) {
			if (!isRecord(rule)) return undefined;
			const { type, name } = rule as { readonly type?: unknown; readonly name?: unknown };
			if (typeof name !== "string") return undefined;
			(type === "alerting" ? alerts : recordings).add(name);
		}
	}
	return { alerts, recordings };
}

/** What the server says that an evaluation cost; `undefined` where it does not say. */
export function readCost(data: unknown): EvaluationCost | undefined {
	const { stats } = isRecord(data) ? (data as { readonly stats?: unknown }) : {};
	if (!isRecord(stats)) return undefined;
	const { timings, samples } = stats as { readonly timings?: unknown; readonly samples?: unknown };
	if (!isRecord(timings) || !isRecord(samples)) return undefined;
	const { evalTotalTime } = timings as { readonly evalTotalTime?: unknown };
	const { totalQueryableSamples, peakSamples } = samples as {
		readonly totalQueryableSamples?: unknown;
		readonly peakSamples?: unknown;
	};
	if (typeof evalTotalTime !== "number" || typeof totalQueryableSamples !== "number") return undefined;
	const peak = typeof peakSamples === "number" ? peakSamples : 0;
	return { samples: totalQueryableSamples, peakSamples: peak, seconds: evalTotalTime };
}

/**
 * Mimir names itself. VictoriaMetrics answers nothing but a version, the one of the Prometheus it imitates.
 * Thanos and Cortex answer in Prometheus's shape; Thanos's major version is still 0, Cortex's is 1, and Prometheus says
 * who it is since 2.14.
 */
function readFlavour(version: string, application: unknown, goVersion: unknown): BuildInfo["flavour"] {
	if (typeof application === "string" && application !== "") {
		if (application.includes("Mimir")) return "Mimir";
		return application === "Prometheus" || application === "Cortex" ? application : "unknown";
	}
	if (typeof goVersion !== "string") return "VictoriaMetrics";
	if (/^v?0\./.test(version)) return "Thanos";
	if (/^v?1\./.test(version)) return "Cortex";
	return /^v?[2-9]/.test(version) ? "Prometheus" : "unknown";
}

const metricTypes: ReadonlySet<string> = new Set<MetricType>([
	"counter",
	"gauge",
	"histogram",
	"gaugehistogram",
	"summary",
	"info",
	"stateset",
	"unknown",
]);

function readMetricType(type: unknown): MetricType {
	return typeof type === "string" && metricTypes.has(type) ? (type as MetricType) : "unknown";
}

function readInstantSeries(item: unknown): InstantSeries | undefined {
	if (!isRecord(item)) return undefined;
	const { metric, value, histogram } = item as {
		readonly metric?: unknown;
		readonly value?: unknown;
		readonly histogram?: unknown;
	};
	const labels = readLabels(metric);
	if (labels === undefined) return undefined;
	if (histogram === undefined) {
		const sample = readSample(value);
		return sample && { labels, sample };
	}
	const timed = readHistogram(histogram);
	if (timed === undefined) return undefined;
	return { labels, sample: meanOf(timed), histogram: timed.histogram };
}

function readRangeSeries(item: unknown): RangeSeries | undefined {
	if (!isRecord(item)) return undefined;
	const { metric, values, histograms } = item as {
		readonly metric?: unknown;
		readonly values?: unknown;
		readonly histograms?: unknown;
	};
	const labels = readLabels(metric);
	const floats = values === undefined ? [] : readAll(values, Number.POSITIVE_INFINITY, readSample);
	const natives = histograms === undefined ? [] : readAll(histograms, Number.POSITIVE_INFINITY, readHistogram);
	if (labels === undefined || floats === undefined || natives === undefined) return undefined;
	if (natives.length === 0) return { labels, samples: floats };
	// A series can change from floats to native histograms within the range.
	const samples = [...floats, ...natives.map(meanOf)].sort((a, b) => a.time - b.time);
	return { labels, samples, histograms: true };
}

interface TimedHistogram {
	readonly time: number;
	readonly histogram: HistogramSummary;
}

function readHistogram(value: unknown): TimedHistogram | undefined {
	if (!Array.isArray(value)) return undefined;
	const [time, body] = value as readonly unknown[];
	if (typeof time !== "number" || !isRecord(body)) return undefined;
	const { count, sum } = body as { readonly count?: unknown; readonly sum?: unknown };
	const countValue = readNumber(count);
	const sumValue = readNumber(sum);
	if (countValue === undefined || sumValue === undefined) return undefined;
	return { time, histogram: { count: countValue, sum: sumValue } };
}

function meanOf({ time, histogram }: TimedHistogram): Sample {
	return { time, value: histogram.sum / histogram.count };
}

function readSample(value: unknown): Sample | undefined {
	if (!Array.isArray(value) || value.length !== 2) return undefined;
	const [time, text] = value as readonly unknown[];
	const number = readNumber(text);
	return typeof time === "number" && number !== undefined ? { time, value: number } : undefined;
}

/** Prometheus writes sample values as strings, since JSON has no NaN and no infinities. */
export function readNumber(text: unknown): number | undefined {
	if (typeof text !== "string" || text === "") return undefined;
	switch (text) {
		case "NaN":
			return Number.NaN;
		case "+Inf":
		case "Inf":
			return Number.POSITIVE_INFINITY;
		case "-Inf":
			return Number.NEGATIVE_INFINITY;
		default: {
			const number = Number(text);
			return Number.isNaN(number) ? undefined : number;
		}
	}
}

export function readLabels(value: unknown): LabelSet | undefined {
	if (!isRecord(value)) return undefined;
	for (const label of Object.values(value)) if (typeof label !== "string") return undefined;
	return value as LabelSet;
}

function readAll<T>(items: unknown, limit: number, read: (item: unknown) => T | undefined): readonly T[] | undefined {
	if (!Array.isArray(items)) return undefined;
	const result: T[] = [];
	for (const item of items as readonly unknown[]) {
		if (result.length >= limit) break;
		const value = read(item);
		if (value === undefined) return undefined;
		result.push(value);
	}
	return result;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
