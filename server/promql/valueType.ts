import type { Expression, ValueType } from "./ast.ts";
import { findFunction } from "./functions.ts";

/** The type of what `expression` evaluates to; `none` where it cannot be known because of a fault inside. */
export function valueTypeOf(expression: Expression): ValueType {
	switch (expression.kind) {
		case "number":
			return "scalar";
		case "string":
			return "string";
		case "selector":
		case "aggregation":
			return "vector";
		case "matrix":
			// A range on anything else is a fault of its own.
			return expression.selector.kind === "selector" ? "matrix" : "none";
		case "subquery":
			return "matrix";
		case "call":
			return findFunction(expression.function.name)?.returns ?? "none";
		case "binary":
		case "unary":
		case "paren":
			return expression.valueType;
		case "missing":
			return "none";
	}
}

/** The type of `left operator right`; `none` where an operand is neither a scalar nor an instant vector. */
export function binaryValueType(left: ValueType, right: ValueType): ValueType {
	if (left === "scalar" && right === "scalar") return "scalar";
	const operands = [left, right];
	if (operands.includes("matrix") || operands.includes("string")) return "none";
	return operands.includes("vector") ? "vector" : "none";
}

export function unaryValueType(operand: ValueType): ValueType {
	return operand === "scalar" || operand === "vector" ? operand : "none";
}

/** A value type as the documentation of Prometheus calls it. */
export function nameValueType(type: ValueType): string {
	switch (type) {
		case "vector":
			return "instant vector";
		case "matrix":
			return "range vector";
		case "scalar":
		case "string":
			return type;
		case "none":
			return "unknown";
	}
}

/** The same with its article, for messages. */
export function describeValueType(type: ValueType): string {
	const name = nameValueType(type);
	return `${/^[aeiou]/.test(name) ? "an" : "a"} ${name}`;
}
