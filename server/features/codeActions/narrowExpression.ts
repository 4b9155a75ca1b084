import { findAggregation } from "../../promql/aggregations.ts";
import type { Aggregation, BinaryExpression, Call, Expression, VectorSelector } from "../../promql/ast.ts";
import { valueTypeOf } from "../../promql/valueType.ts";

/**
 * The selectors that a matcher of `label` has to be added to, so that `expression` returns just those of its series that
 * the matcher takes. `undefined` where no such place is sure: where the label is made or lost on the way.
 */
export function selectorsBehind(expression: Expression, label: string): readonly VectorSelector[] | undefined {
	switch (expression.kind) {
		case "selector":
			return [expression];
		case "matrix":
			return selectorsBehind(expression.selector, label);
		case "subquery":
		case "paren":
		case "unary":
			return selectorsBehind(expression.expression, label);
		case "call":
			return behindCall(expression, label);
		case "aggregation":
			return behindAggregation(expression, label);
		case "binary":
			return behindBinary(expression, label);
		case "number":
		case "string":
		case "missing":
			return undefined;
		default:
			return expression satisfies never;
	}
}

/** These pass on every label of each series and look at no other series. */
const passing =
	/^(?:rate|irate|increase|i?delta|deriv|changes|resets|predict_linear|double_exponential_smoothing|(?!absent)\w+_over_time|abs|ceil|floor|round|clamp(?:_min|_max)?|exp|ln|log2|log10|sqrt|sgn|timestamp|histogram_(?:avg|count|sum|stddev|stdvar))$/;

function behindCall(call: Call, label: string): readonly VectorSelector[] | undefined {
	const name = call.function.name;
	const quantile = name === "histogram_quantile" && label !== "le";
	if (!quantile && !passing.test(name)) return undefined;
	const data = call.arguments.filter((argument) => {
		const type = valueTypeOf(argument);
		return type === "vector" || type === "matrix";
	});
	const [only] = data;
	return data.length === 1 && only !== undefined ? selectorsBehind(only, label) : undefined;
}

/** A label that is left after grouping is the same in all series of the group. */
function behindAggregation(node: Aggregation, label: string): readonly VectorSelector[] | undefined {
	const labels = node.grouping?.labels.map(({ name }) => name) ?? [];
	const isLeft = node.grouping?.without === true ? !labels.includes(label) : labels.includes(label);
	const counts = node.operator.name === "count_values" || findAggregation(node.operator.name) === undefined;
	if (!isLeft || counts || (node.parameter !== undefined && node.parameter.kind !== "number")) return undefined;
	return selectorsBehind(node.expression, label);
}

/** Both sides of a matching have the label, with the same value, where it is one that they are matched by. */
function behindBinary(node: BinaryExpression, label: string): readonly VectorSelector[] | undefined {
	const operands = [node.left, node.right].filter((operand) => valueTypeOf(operand) === "vector");
	if (node.fill !== undefined) return undefined;
	const names = node.matching?.labels.map(({ name }) => name) ?? [];
	const isMatched = node.matching?.on === true ? names.includes(label) : !names.includes(label);
	if (operands.length === 2 && !isMatched) return undefined;
	const found = operands.map((operand) => selectorsBehind(operand, label));
	return found.every((selectors) => selectors !== undefined) ? found.flat() : undefined;
}
