import type { Expression } from "../../promql/ast.ts";
import { resultOf } from "../../promql/result/resultOf.ts";

/** All labels that a series of the result can have, the metric's name as `__name__`; `undefined` where others may come. */
export function closedLabels(expression: Expression): ReadonlySet<string> | undefined {
	const { named, others } = resultOf(expression).labels;
	if (others.presence !== "never") return undefined;
	return new Set([...named].filter(([, { presence }]) => presence !== "never").map(([name]) => name));
}
