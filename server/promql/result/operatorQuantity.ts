import type { BinaryExpression, ValueType } from "../ast.ts";
import { promqlOperators } from "../operators.ts";
import {
	booleanQuantity,
	countQuantity,
	gaugeOf,
	joinQuantities,
	presenceQuantity,
	type Quantity,
	unknownQuantity,
	withTime,
} from "./quantity.ts";
import { areAlike, type BaseUnit, scaleUnit, type Unit, unitNamed } from "./units.ts";

/** What the values of an aggregation are, from those that it aggregates. */
export function quantityOfAggregation(operator: string, given: Quantity, keepsBuckets: boolean): Quantity {
	const { parts, ...rest } = given;
	const alike = parts === "buckets" && !keepsBuckets ? rest : given;
	switch (operator) {
		case "count":
		case "count_values":
			return countQuantity;
		case "group":
			return presenceQuantity;
		case "sum":
			return isOneOrNothing(given) ? countQuantity : onceSummed(alike);
		case "avg":
			return isNamed(given.unit, "boolean") ? gaugeOf(unitNamed("ratio")) : alike;
		case "stddev":
		case "quantile":
			return given.time === "counter" ? withTime(alike, "unknown") : alike;
		case "stdvar":
			return unknownQuantity;
		default:
			return operator === "min" || operator === "max" ? alike : given;
	}
}

/** Quantiles, ratios and moments do not add up to anything. */
function onceSummed(given: Quantity): Quantity {
	const meaningless = given.parts === "quantiles" || isNamed(given.unit, "timestamp");
	return meaningless ? unknownQuantity : given;
}

export interface Measured {
	readonly type: ValueType;
	readonly quantity: Quantity;
}

/** What the values of `left operator right` are. */
export function quantityOfBinary(binary: BinaryExpression, left: Measured, right: Measured): Quantity {
	const name = binary.operator.name;
	const [a, b] = [left.quantity, right.quantity];
	switch (promqlOperators.get(name)?.kind) {
		case "comparison":
			if (binary.bool !== undefined || (left.type === "scalar" && right.type === "scalar")) return booleanQuantity;
			// The vector's values stay, whichever side it stands on.
			return left.type === "scalar" ? b : a;
		case "set":
			return name === "or" ? joinQuantities(a, b) : a;
		case "histogram":
			return a;
		case "arithmetic":
			return quantityOfArithmetic(name, a, b);
		case undefined:
			return unknownQuantity;
	}
}

function quantityOfArithmetic(operator: string, a: Quantity, b: Quantity): Quantity {
	switch (operator) {
		case "+":
		case "-":
			return added(operator, a, b);
		case "*":
			return multiplied(a, b);
		case "/":
			return divided(a, b);
		default:
			return unknownQuantity;
	}
}

function added(operator: "+" | "-", a: Quantity, b: Quantity): Quantity {
	if (a.number !== undefined && b.number !== undefined) {
		return { time: "unknown", number: operator === "+" ? a.number + b.number : a.number - b.number };
	}
	const [pointA, pointB] = [isNamed(a.unit, "timestamp"), isNamed(b.unit, "timestamp")];
	if (pointA && pointB) return operator === "-" ? gaugeOf(unitNamed("seconds")) : unknownQuantity;
	if (pointA && (b.number !== undefined || isNamed(b.unit, "seconds"))) return a;
	if (pointA || pointB) return unknownQuantity;
	// Conditions are counted by adding, and nothing by subtracting.
	if (isOneOrNothing(a) || isOneOrNothing(b)) {
		return operator === "+" && isOneOrNothing(a) && isOneOrNothing(b) ? countQuantity : gaugeOf(undefined);
	}
	// A number that is written out is meant in the other side's unit, as in 1 - ratio.
	if (b.number !== undefined) return single(a);
	if (a.number !== undefined) return single(b);
	const both = joinQuantities(a, b);
	return operator === "-" && both.time === "counter" ? withTime(both, "unknown") : both;
}

function multiplied(a: Quantity, b: Quantity): Quantity {
	if (a.number !== undefined && b.number !== undefined) return { time: "unknown", number: a.number * b.number };
	if (b.number !== undefined) return times(a, b.number);
	if (a.number !== undefined) return times(b, a.number);
	// Joining with an info metric, a condition or a share leaves the unit as it is.
	if (isFactor(b)) return times(a, b.unit?.scale ?? 1);
	return isFactor(a) ? times(b, a.unit?.scale ?? 1) : unknownQuantity;
}

function divided(a: Quantity, b: Quantity): Quantity {
	if (a.number !== undefined && b.number !== undefined) return { time: "unknown", number: a.number / b.number };
	if (b.number !== undefined) return times(a, 1 / b.number);
	if (dimensionInTime(a) !== dimensionInTime(b)) return unknownQuantity;
	const scale = 1 / (b.unit?.scale ?? 1);
	if (areAlike(a.unit, b.unit)) return gaugeOf(unitNamed("ratio", (a.unit?.scale ?? 1) * scale));
	// A sum of observations by their number is their mean.
	return isNamed(b.unit, "count") ? gaugeOf(scaleUnit(a.unit, scale)) : unknownQuantity;
}

/** A speed can be divided by a speed alone, and a state by a state. */
function dimensionInTime({ time }: Quantity): string {
	return time === "perSecond" ? "speed" : "amount";
}

/** Calculated values are no buckets any more. */
function times({ time, unit: given }: Quantity, factor: number): Quantity {
	const unit = scaleUnit(given, factor);
	return { time, ...(unit === undefined ? {} : { unit }) };
}

function single(quantity: Quantity): Quantity {
	return times(quantity, 1);
}

function isFactor({ time, unit }: Quantity): boolean {
	return time !== "perSecond" && (isOneOrNothing({ unit }) || isNamed(unit, "ratio"));
}

function isOneOrNothing({ unit }: { readonly unit?: Unit | undefined }): boolean {
	return isNamed(unit, "boolean") || isNamed(unit, "info");
}

function isNamed(unit: Unit | undefined, name: BaseUnit): boolean {
	return unit?.kind === "named" && unit.name === name;
}
