// What the values of each function of Prometheus 3.14 are. Source: querying/functions.

import type { Call } from "../ast.ts";
import { findFunction } from "../functions.ts";
import {
	countQuantity,
	gaugeOf,
	presenceQuantity,
	type Quantity,
	timestampQuantity,
	unknownQuantity,
	withTime,
} from "./quantity.ts";
import { unitNamed } from "./units.ts";

type Rule = (given: Quantity) => Quantity;

const same: Rule = (given) => given;
const change: Rule = (given) => withTime(between(given), "change");
const perSecond: Rule = (given) =>
	given.time === "perSecond" ? unknownQuantity : withTime(between(given), "perSecond");
const observed: Rule = (given) => gaugeOf(given.observed);
const count: Rule = () => countQuantity;
const timestamp: Rule = () => timestampQuantity;
const presence: Rule = () => presenceQuantity;
/** The mean of zeros and ones is the share of ones. */
const mean: Rule = (given) =>
	given.unit?.kind === "named" && given.unit.name === "boolean" ? gaugeOf(unitNamed("ratio")) : plain(given);
const plain: Rule = (given) => (given.time === "counter" ? withTime(given, "unknown") : given);

/** Zeros and ones add up to a number; what other samples add up to depends on how often they are taken. */
const total: Rule = ({ unit }) =>
	unit?.kind === "named" && (unit.name === "boolean" || unit.name === "info") ? countQuantity : unknownQuantity;

/** Two points in time are seconds apart; a condition that comes and goes has no unit. */
function between(given: Quantity): Quantity {
	const { unit, ...rest } = given;
	if (unit?.kind !== "named") return given;
	if (unit.name === "timestamp") return { ...rest, unit: unitNamed("seconds") };
	return unit.name === "boolean" || unit.name === "info" ? rest : given;
}

/** By name; of all others nothing is known. */
const rules: ReadonlyMap<string, Rule> = new Map([
	...named(perSecond, "rate irate deriv"),
	...named(change, "increase delta idelta"),
	...named(count, "changes resets count_over_time"),
	...named(same, "abs ceil floor round clamp clamp_min clamp_max min_over_time max_over_time last_over_time"),
	...named(same, "first_over_time sort sort_desc sort_by_label sort_by_label_desc label_replace label_join info"),
	...named(same, "vector scalar"),
	...named(mean, "avg_over_time"),
	...named(plain, "quantile_over_time stddev_over_time mad_over_time double_exponential_smoothing predict_linear"),
	...named(total, "sum_over_time"),
	...named(presence, "absent absent_over_time present_over_time"),
	...named(timestamp, "time timestamp start_timestamp start end"),
	...named(timestamp, "ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time"),
	...named(() => gaugeOf(unitNamed("seconds")), "range step"),
	...named(() => gaugeOf(unitNamed("radians", 180 / Math.PI)), "deg"),
	...named(() => gaugeOf(unitNamed("radians")), "rad asin acos atan"),
	...named(() => gaugeOf(unitNamed("ratio")), "histogram_fraction"),
	...named(observed, "histogram_quantile histogram_quantiles histogram_avg histogram_stddev"),
	...named((given) => ({ time: given.time, unit: unitNamed("count") }), "histogram_count"),
	...named(({ time, observed: unit }) => ({ time, ...(unit === undefined ? {} : { unit }) }), "histogram_sum"),
]);

function named(rule: Rule, names: string): [string, Rule][] {
	return names.split(" ").map((name) => [name, rule]);
}

/** @param argument what the values of one of the call's arguments are, by its place */
export function quantityOfCall(call: Call, argument: (index: number) => Quantity | undefined): Quantity {
	const rule = rules.get(call.function.name);
	if (rule === undefined) return unknownQuantity;
	const definition = findFunction(call.function.name);
	const vector = definition?.arguments.findIndex(({ type }) => type === "vector" || type === "matrix") ?? -1;
	return rule(argument(vector === -1 ? 0 : vector) ?? unknownQuantity);
}
