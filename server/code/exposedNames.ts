// Source: prometheus/otlptranslator 1.0, Micrometer 1.15 PrometheusNamingConvention, prometheus_client (Python) 0.23, client_java 0.16 and 1.4, prometheus-client (Rust) 0.24; read November 2026.

import type { RegisteredType } from "./metricRegistration.ts";
import { unitSuffixes } from "./otelUnits.ts";

/** How what code writes becomes what Prometheus sees. */
export interface Exposition {
	metric(written: WrittenMetric): ExposedMetric;
	label(written: string): string;
}

export interface WrittenMetric {
	readonly name: string;
	readonly type: RegisteredType;
	readonly unit?: string | undefined;
}

export interface ExposedMetric {
	/** That of the metadata, of a counter with `_total`. */
	readonly name: string;
	readonly type: RegisteredType;
	/** In the words of Prometheus, such as `seconds`. */
	readonly unit?: string | undefined;
	readonly seriesNames: readonly string[];
	/** Under other settings of the exporter, which stand outside of the code. */
	readonly otherSeriesNames?: readonly string[];
}

/** Suffixes of the series of a metric, by its type. */
const seriesSuffixes: Readonly<Record<RegisteredType, readonly string[]>> = {
	counter: [""],
	gauge: [""],
	histogram: ["_bucket", "_sum", "_count"],
	summary: ["", "_sum", "_count"],
	info: [""],
	stateset: [""],
	unknown: [""],
};

function seriesOf(name: string, type: RegisteredType, ...further: readonly string[]): readonly string[] {
	return [...seriesSuffixes[type], ...further].map((suffix) => `${name}${suffix}`);
}

const sameLabel = (written: string): string => written;

export const exposed = {
	/** Names are exposed as they are written. */
	asWritten: { metric: (written) => exposeAs(written), label: sameLabel },
	/** As written, and a histogram has native buckets besides. */
	asWrittenNative: { metric: (written) => exposeAs(written, ""), label: sameLabel },
	/** As written; a summary has no quantiles. */
	withoutQuantiles: { metric: (written) => withoutQuantiles(exposeAs(written)), label: sameLabel },
	/** Python's client: counters end in `_total`, and all tell when they were created. It knows no quantiles. */
	pythonClient: { metric: (written) => withoutQuantiles(withCreated(pythonName(written))), label: sameLabel },
	/** What a collector of Python's client makes up when it is asked. */
	pythonFamily: {
		metric: (written) => {
			const { name, type, unit } = pythonName(written);
			return withoutQuantiles({ name, type, unit, seriesNames: seriesOf(name, type) });
		},
		label: sameLabel,
	},
	/** The older client for Java, which does the same but for quantiles. */
	simpleClient: { metric: (written) => withCreated(openMetricsName(written)), label: sameLabel },
	/** Clients that follow OpenMetrics without telling when a metric was created. */
	openMetrics: {
		metric: (written) => {
			const { name, type, unit } = openMetricsName(written);
			return { name, type, unit, seriesNames: seriesOf(name, type) };
		},
		label: sameLabel,
	},
	/** The newer client for Java, where a histogram has both kinds of buckets unless it is told otherwise. */
	javaClient: {
		metric: (written) => {
			const { name, type, unit } = openMetricsName({ ...written, name: underscored(written.name) });
			return { name, type, unit, seriesNames: seriesOf(name, type, ...(type === "histogram" ? [""] : [])) };
		},
		label: underscored,
	},
	/** Rust's `metrics` with its exporter, whose histograms are summaries unless buckets are set there. */
	rustMetrics: {
		metric: ({ name, type, unit }) => {
			const sanitised = sanitise(name);
			return type === "histogram"
				? { name: sanitised, type: "unknown", unit, seriesNames: seriesOf(sanitised, "summary", "_bucket") }
				: { name: sanitised, type, unit, seriesNames: [sanitised] };
		},
		label: sanitise,
	},
	openTelemetry: { metric: (written) => exposeOpenTelemetry(written, written.type), label: openTelemetryLabel },
	/** A counter that goes up and down: a gauge, but never a ratio. */
	openTelemetryUpDown: { metric: (written) => exposeOpenTelemetry(written, undefined), label: openTelemetryLabel },
} as const satisfies Readonly<Record<string, Exposition>>;

function exposeAs({ name, type, unit }: WrittenMetric, ...nativeSuffixes: readonly string[]): ExposedMetric {
	return { name, type, unit, seriesNames: seriesOf(name, type, ...(type === "histogram" ? nativeSuffixes : [])) };
}

function withoutQuantiles(metric: ExposedMetric): ExposedMetric {
	if (metric.type !== "summary") return metric;
	return { ...metric, seriesNames: metric.seriesNames.filter((name) => name !== metric.name) };
}

function sanitise(name: string): string {
	return name.replaceAll(/[^a-zA-Z0-9_:]/g, "_").replace(/^(?=\d)/, "_");
}

function underscored(name: string): string {
	return name.replaceAll(".", "_");
}

/** The unit is a suffix, then comes that of the type. */
function openMetricsName({ name, type, unit }: WrittenMetric): WrittenMetric {
	const suffix = type === "counter" ? "_total" : type === "info" ? "_info" : "";
	let base = suffix !== "" && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
	if (unit !== undefined && unit !== "" && !base.endsWith(`_${unit}`)) base += `_${unit}`;
	return { name: `${base}${suffix}`, type, unit };
}

/** Python's client takes `_total` off a counter's name, but adds `_info` to whatever stands there. */
function pythonName(written: WrittenMetric): WrittenMetric {
	const { name, type, unit } = written;
	return type === "info" ? { name: `${name}_info`, type, unit } : openMetricsName(written);
}

function withCreated({ name, type, unit }: WrittenMetric): ExposedMetric {
	const base = type === "counter" ? name.slice(0, -"_total".length) : name;
	const created = type === "counter" || type === "histogram" || type === "summary" ? [`${base}_created`] : [];
	return { name, type, unit, seriesNames: [...seriesOf(name, type), ...created] };
}

/**
 * Words between what is no letter and no digit, the words of the unit, then what the type asks for; nothing twice.
 * A gauge of a ratio has the unit `1`.
 */
function exposeOpenTelemetry(
	{ name, type, unit }: WrittenMetric,
	suffixedAs: RegisteredType | undefined,
): ExposedMetric {
	const written = name.split(/[^a-zA-Z0-9:]+/).filter((word) => word !== "");
	const { main, per } = unitSuffixes(unit ?? "");
	const unitWords = [main, per].filter((word) => word !== "" && !written.includes(word));
	const withType = (words: readonly string[]): string => {
		const isRatio = suffixedAs === "gauge" && unit === "1";
		const suffix = suffixedAs === "counter" ? "total" : isRatio ? "ratio" : undefined;
		const all = suffix === undefined ? words : [...words.filter((word) => word !== suffix), suffix];
		return all.join("_").replace(/^(?=\d)/, "_");
	};
	const full = withType([...written, ...unitWords]);
	// Without suffixes, without any translation; and some exporters take what goes up and down for a ratio too.
	const others = [withType(written), written.join("_"), name, ...(unit === "1" ? [`${full}_ratio`] : [])].filter(
		(other) => other !== full,
	);
	const native = type === "histogram" ? [""] : [];
	const unitName = [main, per].filter((word) => word !== "").join("_");
	return {
		name: full,
		type,
		unit: unitName === "" ? undefined : unitName,
		seriesNames: seriesOf(full, type, ...native),
		otherSeriesNames: [...new Set(others.flatMap((other) => seriesOf(other, type, ...native)))],
	};
}

function openTelemetryLabel(written: string): string {
	const label = written.replaceAll(/[^a-zA-Z0-9]+/g, "_");
	return /^\d/.test(label) ? `key_${label}` : label;
}

/** What a meter of Micrometer is, as its name depends on it. */
export type MicrometerKind =
	| "counter"
	| "gauge"
	| "timeGauge"
	| "timer"
	| "functionTimer"
	| "longTaskTimer"
	| "summary";

/** `buckets`: it publishes a histogram, be it for percentiles or for objectives. `quantiles`: it computes them itself. */
export function micrometer(kind: MicrometerKind, buckets = false, quantiles = false): Exposition {
	return {
		metric: (written) => {
			const metric = exposeMicrometer(written, kind, buckets);
			return quantiles ? metric : withoutQuantiles(metric);
		},
		label: micrometerLabel,
	};
}

function exposeMicrometer(written: WrittenMetric, kind: MicrometerKind, buckets: boolean): ExposedMetric {
	const isTimed = ["timer", "functionTimer", "longTaskTimer", "timeGauge"].includes(kind);
	const unit = isTimed ? "seconds" : written.unit;
	let name = underscored(written.name);
	if (unit !== undefined && unit !== "" && !name.endsWith(`_${unit}`)) name += `_${unit}`;
	if (kind === "counter" && !name.endsWith("_total")) name += "_total";
	name = name.replaceAll(/^[^a-zA-Z_]|[^a-zA-Z0-9_]/g, "_");
	switch (kind) {
		case "counter":
		case "gauge":
		case "timeGauge":
			return { name, type: kind === "counter" ? "counter" : "gauge", unit, seriesNames: [name] };
		case "functionTimer":
			return { name, type: "summary", unit, seriesNames: seriesOf(name, "summary") };
		case "timer":
		case "summary": {
			const type = buckets ? "histogram" : "summary";
			return { name, type, unit, seriesNames: seriesOf(name, type, "_max") };
		}
		case "longTaskTimer": {
			// The registry on top of the older client calls them otherwise.
			const otherSeriesNames = [`${name}_active_count`, `${name}_duration_sum`];
			return { name, type: "summary", unit, seriesNames: seriesOf(name, "summary", "_max"), otherSeriesNames };
		}
		default:
			return kind satisfies never;
	}
}

function micrometerLabel(written: string): string {
	return written.replaceAll(/^[^a-zA-Z_]|[^a-zA-Z0-9_]/g, "_");
}
