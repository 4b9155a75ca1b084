// The values that each function of Prometheus 3.14 can give. Source: querying/functions.
import type { Call } from "../ast.ts";
import { findFunction } from "../functions.ts";
import {
	absolute,
	anyNumber,
	atLeast,
	between,
	exactly,
	hullOf,
	mapRising,
	meetRanges,
	negate,
	onlyValue,
	positive,
	type ValueRange,
} from "./valueRange.ts";

type Rule = (given: ValueRange, second: ValueRange | undefined, third: ValueRange | undefined) => ValueRange;

const same: Rule = (given) => given;
const fixed =
	(range: ValueRange): Rule =>
	() =>
		range;

/** By name; of all others nothing is known. */
const rules: ReadonlyMap<string, Rule> = new Map([
	...named(same, "vector sort sort_desc sort_by_label sort_by_label_desc label_replace label_join info"),
	...named(same, "last_over_time first_over_time min_over_time max_over_time"),
	...named(hullOf, "avg_over_time"),
	...named(absolute, "abs"),
	...named((given) => mapRising(given, Math.ceil), "ceil"),
	...named((given) => mapRising(given, Math.floor), "floor"),
	...named((given) => mapRising(given, Math.sign), "sgn"),
	...named((given) => (given.low > 0 || (given.low === 0 && given.aboveLow) ? positive : anyNumber), "sqrt"),
	...named((given) => (given.low >= 0 ? given : anyNumber), "deg rad"),
	...named(sumOf, "sum_over_time"),
	...named((given, floor) => clampLow(given, floor), "clamp_min"),
	...named((given, ceiling) => clampHigh(given, ceiling), "clamp_max"),
	...named((given, floor, ceiling) => clampHigh(clampLow(given, floor), ceiling), "clamp"),
	...named(fixed(exactly(Math.PI)), "pi"),
	...named(fixed(exactly(1)), "absent absent_over_time present_over_time"),
	...named(fixed(atLeast(1)), "count_over_time"),
	...named(fixed(atLeast(0)), "changes resets stddev_over_time stdvar_over_time mad_over_time"),
	...named(fixed(atLeast(0)), "histogram_stddev histogram_stdvar exp acosh"),
	...named(fixed(between(0, 1)), "histogram_fraction"),
	...named(fixed(positive), "time"),
	...named(fixed(between(0, 59)), "minute"),
	...named(fixed(between(0, 23)), "hour"),
	...named(fixed(between(0, 6)), "day_of_week"),
	...named(fixed(between(1, 31)), "day_of_month"),
	...named(fixed(between(1, 366)), "day_of_year"),
	...named(fixed(between(28, 31)), "days_in_month"),
	...named(fixed(between(1, 12)), "month"),
	...named(fixed(between(-1, 1)), "sin cos tanh"),
]);

function named(rule: Rule, names: string): [string, Rule][] {
	return names.split(" ").map((name) => [name, rule]);
}

/** @param argument the values of one of the call's arguments, by its place */
export function rangeOfCall(call: Call, argument: (index: number) => ValueRange | undefined): ValueRange {
	const rule = rules.get(call.function.name);
	if (rule === undefined) return anyNumber;
	const definition = findFunction(call.function.name);
	const vector = definition?.arguments.findIndex(({ type }) => type === "vector" || type === "matrix") ?? -1;
	return rule(argument(vector === -1 ? 0 : vector) ?? anyNumber, argument(1), argument(2));
}

/** Of one number or more that are added up. */
export function sumOf(given: ValueRange): ValueRange {
	if (given.low >= 0) return { ...given, high: Number.POSITIVE_INFINITY, belowHigh: false };
	if (given.high <= 0) return negate(sumOf(negate(given)));
	return anyNumber;
}

function clampLow(given: ValueRange, floor: ValueRange | undefined): ValueRange {
	const bound = floor && onlyValue(floor);
	if (bound === undefined) return anyNumber;
	if (given.high <= bound) return exactly(bound);
	const clamped = meetRanges(given, atLeast(bound));
	// What lies below becomes the bound itself.
	return given.low < bound ? { ...clamped, aboveLow: false, notZero: given.notZero && bound !== 0 } : clamped;
}

function clampHigh(given: ValueRange, ceiling: ValueRange | undefined): ValueRange {
	return ceiling === undefined ? anyNumber : negate(clampLow(negate(given), negate(ceiling)));
}
