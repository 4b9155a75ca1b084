import type { Quantity } from "./quantity.ts";
import { nameOfUnit, type Unit } from "./units.ts";

/** What the values are, in a few words such as `bytes per second`; `undefined` where nothing is known. */
export function describeQuantity(quantity: Quantity): string | undefined {
	const { parts } = quantity;
	if (parts === "histogram") return quantity.time === "perSecond" ? "histogram per second" : "histogram";
	const inTime = describeTime(quantity);
	if (parts === undefined) return inTime;
	const name = parts === "buckets" ? "histogram buckets" : parts;
	return inTime === undefined ? name : `${name}, ${inTime}`;
}

function describeTime({ time, unit: measured }: Quantity): string | undefined {
	const unit = describeUnit(measured);
	switch (time) {
		case "counter":
			return unit === undefined || unit === "count" ? "counter" : `counter of ${unit}`;
		case "perSecond":
			// Of a second, so much was used up: the share that people read from CPU time.
			if (measured?.kind === "named" && measured.name === "seconds" && measured.scale === 100) return "percent";
			return unit === undefined || unit === "count" ? "per second" : `${unit} per second`;
		case "change":
			return unit === undefined || unit === "count" ? "change over the range" : `change in ${unit} over the range`;
		case "gauge":
			return unit ?? "gauge";
		case "unknown":
			return unit;
		default:
			return time satisfies never;
	}
}

function describeUnit(unit: Unit | undefined): string | undefined {
	const name = nameOfUnit(unit);
	switch (name) {
		case "boolean":
			return "0 or 1";
		case "timestamp":
			return "Unix timestamp in seconds";
		case "info":
			return "always 1";
		default:
			return name;
	}
}
