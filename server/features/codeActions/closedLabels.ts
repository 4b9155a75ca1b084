import { findAggregation } from "../../promql/aggregations.ts";
import type { Aggregation, BinaryExpression, Expression } from "../../promql/ast.ts";
import { valueTypeOf } from "../../promql/valueType.ts";

/** All labels that a series of the result can have, the metric's name as `__name__`; `undefined` where others may come. */
export function closedLabels(expression: Expression): ReadonlySet<string> | undefined {
	switch (expression.kind) {
		case "paren":
			return closedLabels(expression.expression);
		case "unary":
			return closedLabels(expression.expression);
		case "aggregation":
			return labelsOfAggregation(expression);
		case "binary":
			return labelsOfBinary(expression);
		case "call":
			return expression.function.name === "vector" ? new Set() : undefined;
		default:
			return undefined;
	}
}

function labelsOfAggregation(node: Aggregation): ReadonlySet<string> | undefined {
	const inner = closedLabels(node.expression);
	const definition = findAggregation(node.operator.name);
	if (definition === undefined || node.operator.name === "count_values") return undefined;
	if (definition.picksSeries) return inner;
	const named = new Set(node.grouping?.labels.map(({ name }) => name));
	if (node.grouping?.without !== true) return inner === undefined ? named : named.intersection(inner);
	return inner?.difference(named).difference(new Set(["__name__"]));
}

/** An operation with a number changes no labels; the others are left to those who need them. */
function labelsOfBinary({ left, right }: BinaryExpression): ReadonlySet<string> | undefined {
	const vectors = [left, right].filter((operand) => valueTypeOf(operand) !== "scalar");
	const [only] = vectors;
	return vectors.length === 1 && only !== undefined ? closedLabels(only) : undefined;
}
