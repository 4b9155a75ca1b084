// Units of metrics and how arithmetic changes them. Source: prometheus.io/docs/practices/naming and OpenMetrics 1.0.

/**
 * What a value counts or measures: a base unit, or that of a metric of which no unit is known, which still is the same on
 * both sides of a division. `scale` is how many of the value's own units make one base unit: 1000 for milliseconds.
 */
export type Unit = (
	| { readonly kind: "named"; readonly name: BaseUnit }
	| { readonly kind: "metric"; readonly metric: string }
) & { readonly scale: number };

/** `count` is a number of things, `timestamp` Unix seconds, `info` always 1. */
export type BaseUnit =
	| "seconds"
	| "bytes"
	| "ratio"
	| "celsius"
	| "meters"
	| "volts"
	| "amperes"
	| "joules"
	| "watts"
	| "grams"
	| "hertz"
	| "radians"
	| "timestamp"
	| "boolean"
	| "count"
	| "info";

/** Other names of units; those that metrics' names end with come first. */
const scaledUnits: readonly { readonly name: string; readonly base: BaseUnit; readonly scale: number }[] = [
	{ name: "milliseconds", base: "seconds", scale: 1000 },
	{ name: "microseconds", base: "seconds", scale: 1e6 },
	{ name: "nanoseconds", base: "seconds", scale: 1e9 },
	{ name: "bits", base: "bytes", scale: 8 },
	{ name: "percent", base: "ratio", scale: 100 },
	{ name: "minutes", base: "seconds", scale: 1 / 60 },
	{ name: "hours", base: "seconds", scale: 1 / 3600 },
	{ name: "days", base: "seconds", scale: 1 / 86400 },
	{ name: "kilobytes", base: "bytes", scale: 1e-3 },
	{ name: "megabytes", base: "bytes", scale: 1e-6 },
	{ name: "gigabytes", base: "bytes", scale: 1e-9 },
	{ name: "kibibytes", base: "bytes", scale: 1 / 1024 },
	{ name: "mebibytes", base: "bytes", scale: 1 / 1024 ** 2 },
	{ name: "gibibytes", base: "bytes", scale: 1 / 1024 ** 3 },
	{ name: "kilobits", base: "bytes", scale: 8e-3 },
	{ name: "megabits", base: "bytes", scale: 8e-6 },
	{ name: "gigabits", base: "bytes", scale: 8e-9 },
	{ name: "degrees", base: "radians", scale: 180 / Math.PI },
];

const measured: readonly BaseUnit[] = [
	"seconds",
	"bytes",
	"ratio",
	"celsius",
	"meters",
	"volts",
	"amperes",
	"joules",
	"watts",
	"grams",
	"hertz",
	"radians",
];

/** The part of a metric's metadata that tells what its values are. */
export interface MetricDescription {
	readonly type: "counter" | "gauge" | "histogram" | "gaugehistogram" | "summary" | "info" | "stateset" | "unknown";
	/** Empty where it is not declared. */
	readonly unit: string;
	/** Who says so where no target does, as a part of a sentence: `as node-exporter exposes it`. */
	readonly as?: string;
}

export function unitNamed(name: BaseUnit, scale = 1): Unit {
	return { kind: "named", name, scale };
}

/** Claims that the two measure the same thing, in whatever scale. */
export function areAlike(a: Unit | undefined, b: Unit | undefined): boolean {
	if (a === undefined || b === undefined) return false;
	if (a.kind === "named") return b.kind === "named" && a.name === b.name;
	return b.kind === "metric" && a.metric === b.metric;
}

export function areSameUnit(a: Unit | undefined, b: Unit | undefined): boolean {
	return areAlike(a, b) && isNear(a?.scale ?? 1, b?.scale ?? 1);
}

const timestampSuffixes = ["_timestamp_seconds", "_start_time_seconds", "_boot_time_seconds", "_created"] as const;

/** The unit of what the metric `name` measures: what its target declares, else what its name ends with. */
export function unitOfMetric(name: string, described: MetricDescription | undefined): Unit {
	if (timestampSuffixes.some((suffix) => name.endsWith(suffix))) return unitNamed("timestamp");
	if (described?.type === "info" || (described === undefined && name.endsWith("_info"))) return unitNamed("info");
	const base = baseName(name);
	return (
		unitOfWord((word) => word === described?.unit) ??
		unitOfWord((word) => base.endsWith(`_${word}`)) ?? { kind: "metric", metric: base, scale: 1 }
	);
}

function unitOfWord(fits: (word: string) => boolean): Unit | undefined {
	const base = measured.find(fits);
	if (base !== undefined) return unitNamed(base);
	const scaled = scaledUnits.find(({ name }) => fits(name));
	return scaled === undefined ? undefined : unitNamed(scaled.base, scaled.scale);
}

/** The name without what the kind of series adds to it. */
export function baseName(name: string): string {
	return name.replace(/_(?:total|bucket|sum|count)$/, "");
}

/** The unit after multiplying by a plain number. */
export function scaleUnit(unit: Unit | undefined, factor: number): Unit | undefined {
	if (unit === undefined || factor === 0 || !Number.isFinite(factor)) return undefined;
	// A sign is no scale.
	return { ...unit, scale: unit.scale * Math.abs(factor) };
}

/** What people call the unit; `undefined` where it has no name, as bytes that were multiplied by 3. */
export function nameOfUnit(unit: Unit | undefined): string | undefined {
	if (unit?.kind !== "named") return undefined;
	if (isNear(unit.scale, 1)) return unit.name;
	return scaledUnits.find(({ base, scale }) => base === unit.name && isNear(scale, unit.scale))?.name;
}

/** Factors such as 1 / 1024 are not exact. */
function isNear(a: number, b: number): boolean {
	return Math.abs(a / b - 1) < 1e-9;
}
