import {
	areSameUnit,
	type BaseUnit,
	baseName,
	type MetricDescription,
	type Unit,
	unitNamed,
	unitOfMetric,
} from "./units.ts";

/** What the values of a result are, as far as it is known. */
export interface Quantity {
	/**
	 * How the values go with time: a counter only grows until it restarts, a gauge is a state, `perSecond` is the speed of
	 * either and `change` the difference over a range.
	 */
	readonly time: "counter" | "gauge" | "perSecond" | "change" | "unknown";
	/** Of a speed: the unit of what passes each second. */
	readonly unit?: Unit;
	/** What the series of one metric are to each other, where they are not values of their own. */
	readonly parts?: "buckets" | "histogram" | "quantiles";
	/** The unit of what a histogram observes, where the values are its buckets or the histogram itself. */
	readonly observed?: Unit;
	/** The value of a number that is written out. */
	readonly number?: number;
}

export const unknownQuantity: Quantity = { time: "unknown" };

export function gaugeOf(unit: Unit | undefined): Quantity {
	return { time: "gauge", ...(unit === undefined ? {} : { unit }) };
}

/** Values that are all 1, and say by their labels what there is. */
export const presenceQuantity: Quantity = gaugeOf(unitNamed("info"));
export const booleanQuantity: Quantity = gaugeOf(unitNamed("boolean"));
export const timestampQuantity: Quantity = gaugeOf(unitNamed("timestamp"));
export const countQuantity: Quantity = gaugeOf(unitNamed("count"));

/**
 * What Prometheus writes by itself, of which no target tells. Source: concepts/jobs_instances, "Automatically generated
 * labels and time series", and configuration/alerting_rules.
 */
const automaticMetrics: ReadonlyMap<string, BaseUnit> = new Map([
	["up", "boolean"],
	["scrape_samples_scraped", "count"],
	["scrape_samples_post_metric_relabeling", "count"],
	["scrape_series_added", "count"],
	["ALERTS", "info"],
	["ALERTS_FOR_STATE", "timestamp"],
]);

/** What the series of the metric `name` are, by what its target says of it and by its name. */
export function quantityOfMetric(name: string, described: MetricDescription | undefined): Quantity {
	const automatic = described === undefined ? automaticMetrics.get(name) : undefined;
	if (automatic !== undefined) return gaugeOf(unitNamed(automatic));
	const unit = unitOfMetric(name, described);
	const suffix = /_(bucket|sum|count)$/.exec(name)?.[1];
	const named: Quantity = { time: "unknown", unit };
	const declared = described?.type;
	switch (declared) {
		case "counter":
			return { time: "counter", unit };
		case "gauge":
		case "info":
		case "stateset":
			return { time: "gauge", unit };
		case "histogram":
		case "gaugehistogram": {
			const time = declared === "histogram" ? "counter" : "gauge";
			if (suffix === "bucket") return { time, unit: unitNamed("count"), parts: "buckets", observed: unit };
			if (suffix === "count") return { time, unit: unitNamed("count") };
			return suffix === "sum" ? { time, unit } : { time, parts: "histogram", observed: unit };
		}
		case "summary":
			if (suffix === "count") return { time: "counter", unit: unitNamed("count") };
			return suffix === "sum" ? { time: "counter", unit } : { time: "gauge", unit, parts: "quantiles" };
		case "unknown":
		case undefined:
			break;
		default: {
			declared satisfies never;
		}
	}
	// The ending `_total` belongs to counters alone; buckets are certain only where something reads them as buckets.
	if (name.endsWith("_total")) return { time: "counter", unit };
	if (suffix === "bucket") return { time: "unknown", observed: unitOfMetric(baseName(name), undefined) };
	return suffix === "count" || suffix === "sum" ? unknownQuantity : named;
}

/** Of values that are of the one or the other kind. A number that is written out goes with any. */
export function joinQuantities(a: Quantity, b: Quantity): Quantity {
	if (a === b || b.number !== undefined) return a;
	if (a.number !== undefined) return b;
	const { unit } = a;
	return {
		time: a.time === b.time ? a.time : "unknown",
		...(unit !== undefined && areSameUnit(unit, b.unit) ? { unit } : {}),
		...(a.parts !== undefined && a.parts === b.parts ? { parts: a.parts } : {}),
		...(a.observed !== undefined && areSameUnit(a.observed, b.observed) ? { observed: a.observed } : {}),
	};
}

/** The same with other behaviour in time. */
export function withTime(quantity: Quantity, time: Quantity["time"]): Quantity {
	const { number: _, ...rest } = quantity;
	return { ...rest, time };
}
