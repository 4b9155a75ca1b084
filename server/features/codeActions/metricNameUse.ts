import type { Expression } from "../../promql/ast.ts";

const metricName = "__name__";

/** Claims that the expression itself, apart from its parts, does something with the names of the metrics inside it. */
export function usesMetricName(expression: Expression): boolean {
	switch (expression.kind) {
		case "aggregation":
			return expression.grouping?.labels.some(({ name }) => name === metricName) === true;
		case "binary": {
			const { matching } = expression;
			const labels = [...(matching?.labels ?? []), ...(matching?.group?.include ?? [])];
			return labels.some(({ name }) => name === metricName);
		}
		case "call":
			return expression.arguments.some((argument) => argument.kind === "string" && argument.value === metricName);
		default:
			return false;
	}
}
