// Units of metrics and how arithmetic changes them. Source: prometheus.io/docs/practices/naming and OpenMetrics 1.0.

/**
 * What a value counts or measures: a unit with a name, or that of a metric of which no unit is known, which still is the
 * same on both sides of a division.
 */
export type Unit =
	| { readonly kind: "named"; readonly name: UnitName }
	| { readonly kind: "metric"; readonly metric: string };

/** A base unit or a well-known one; `count` is a number of things, `timestamp` Unix seconds, `info` always 1. */
export type UnitName =
	| (typeof unitWords)[number]
	| "kibibytes"
	| "mebibytes"
	| "gibibytes"
	| "minutes"
	| "hours"
	| "days"
	| "degrees"
	| "timestamp"
	| "boolean"
	| "count"
	| "info";

const unitWords = [
	"seconds",
	"milliseconds",
	"bytes",
	"bits",
	"ratio",
	"percent",
	"celsius",
	"meters",
	"volts",
	"amperes",
	"joules",
	"watts",
	"grams",
	"hertz",
	"radians",
] as const;

/** The part of a metric's metadata that tells what its values are. */
export interface MetricDescription {
	readonly type: "counter" | "gauge" | "histogram" | "gaugehistogram" | "summary" | "info" | "stateset" | "unknown";
	/** Empty where it is not declared. */
	readonly unit: string;
}

export function unitNamed(name: UnitName): Unit {
	return { kind: "named", name };
}

export function areSameUnit(a: Unit | undefined, b: Unit | undefined): boolean {
	if (a === undefined || b === undefined) return false;
	if (a.kind === "named") return b.kind === "named" && a.name === b.name;
	return b.kind === "metric" && a.metric === b.metric;
}

const timestampSuffixes = ["_timestamp_seconds", "_start_time_seconds", "_boot_time_seconds", "_created"] as const;

/** The unit of what the metric `name` measures: what its target declares, else what its name ends with. */
export function unitOfMetric(name: string, described: MetricDescription | undefined): Unit {
	if (timestampSuffixes.some((suffix) => name.endsWith(suffix))) return unitNamed("timestamp");
	if (described?.type === "info") return unitNamed("info");
	const base = baseName(name);
	const declared = unitWords.find((word) => word === described?.unit);
	const word = declared ?? unitWords.find((candidate) => base.endsWith(`_${candidate}`));
	if (word !== undefined) return unitNamed(word);
	if (described === undefined && /_info$/.test(name)) return unitNamed("info");
	return { kind: "metric", metric: base };
}

/** The name without what the kind of series adds to it. */
export function baseName(name: string): string {
	return name.replace(/_(?:total|bucket|sum|count)$/, "");
}

/** By which number a unit must be multiplied to become the other one. */
const conversions: readonly (readonly [from: UnitName, factor: number, to: UnitName])[] = [
	["ratio", 100, "percent"],
	["percent", 0.01, "ratio"],
	["seconds", 1000, "milliseconds"],
	["milliseconds", 0.001, "seconds"],
	["seconds", 1 / 60, "minutes"],
	["seconds", 1 / 3600, "hours"],
	["seconds", 1 / 86400, "days"],
	["bytes", 8, "bits"],
	["bits", 0.125, "bytes"],
	["bytes", 1 / 1024, "kibibytes"],
	["bytes", 1 / 1024 ** 2, "mebibytes"],
	["bytes", 1 / 1024 ** 3, "gibibytes"],
];

/** The unit after multiplying by a plain number; `undefined` where that gives none with a name. */
export function scaleUnit(unit: Unit | undefined, factor: number): Unit | undefined {
	if (unit === undefined || factor === 1 || factor === -1) return unit;
	if (unit.kind !== "named") return undefined;
	const row = conversions.find(([from, by]) => from === unit.name && Math.abs(by / factor - 1) < 1e-9);
	return row === undefined ? undefined : unitNamed(row[2]);
}
