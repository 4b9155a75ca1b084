// Source: Grafana's value formats (`packages/grafana-data/src/valueFormats`), Grafana 13; read November 2026.

import { parsePromql } from "../../promql/parse.ts";
import type { Quantity } from "../../promql/result/quantity.ts";
import { resultOf } from "../../promql/result/resultOf.ts";
import { nothingKnown, type ResultKnowledge } from "../../promql/result/shape.ts";
import { nameOfUnit } from "../../promql/result/units.ts";

/** Grafana's id of the unit of what an expression returns; `short` where it is just a number. May use Grafana's variables. */
export function unitOfExpression(expression: string, knowledge: ResultKnowledge = nothingKnown): string {
	const { expression: tree, wellFormed } = parsePromql(fillWindows(expression));
	if (!wellFormed) return "short";
	return unitOfQuantity(resultOf(tree, knowledge).quantity);
}

/** Grafana's windows stand where PromQL wants a duration. */
export function fillWindows(expression: string): string {
	return expression
		.replaceAll(/\$__(?:rate_)?interval\b|\$\{__(?:rate_)?interval\}/g, "5m")
		.replaceAll(/\$__range\b/g, "1h");
}

export function unitOfQuantity({ time, unit, parts, observed }: Quantity): string {
	if (parts === "histogram" || parts === "buckets") return unitsOfState[nameOfUnit(observed) ?? ""] ?? "short";
	const name = nameOfUnit(unit);
	if (time === "perSecond") {
		if (name !== undefined) return unitsOfSpeed[name] ?? "short";
		return unit?.kind === "metric" && /(?:^|_)requests?(?:_|$)/.test(unit.metric) ? "reqps" : "ops";
	}
	return unitsOfState[name ?? ""] ?? "short";
}

const unitsOfState: Readonly<Record<string, string>> = {
	seconds: "s",
	milliseconds: "ms",
	microseconds: "µs",
	nanoseconds: "ns",
	minutes: "m",
	hours: "h",
	days: "d",
	bytes: "bytes",
	kibibytes: "kbytes",
	kilobytes: "deckbytes",
	mebibytes: "mbytes",
	megabytes: "decmbytes",
	gibibytes: "gbytes",
	gigabytes: "decgbytes",
	bits: "decbits",
	ratio: "percentunit",
	percent: "percent",
	celsius: "celsius",
	meters: "lengthm",
	volts: "volt",
	amperes: "amp",
	joules: "joule",
	watts: "watt",
	grams: "massg",
	hertz: "hertz",
	radians: "radian",
	degrees: "degree",
	boolean: "bool",
};

/** Of what passes each second. A second a second is a share of the time, or as many of something that are busy. */
const unitsOfSpeed: Readonly<Record<string, string>> = {
	bytes: "Bps",
	bits: "bps",
	joules: "watt",
	count: "ops",
	seconds: "short",
};
