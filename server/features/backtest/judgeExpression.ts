import type { DurationExpression, Expression } from "../../promql/ast.ts";
import type { ParsedPromql } from "../../promql/parse.ts";
import { valueTypeOf } from "../../promql/valueType.ts";
import { walk } from "../../promql/visit.ts";

/** Why evaluations of the past cannot be had from one range query; `undefined` where they can. */
export function explainUntestable({ problems, expression }: ParsedPromql): string | undefined {
	const [problem] = problems;
	if (problem !== undefined) return `The expression has a fault that has to be mended first: ${problem.message}`;
	const type = valueTypeOf(expression);
	if (type !== "vector" && type !== "scalar") {
		return "The expression of an alert is an instant vector or a number; this one is neither.";
	}
	for (const one of walk(expression)) {
		if (!hasModifiers(one)) continue;
		const anchor = one.modifiers.at?.anchor;
		if (anchor === "start" || anchor === "end") {
			return `\`@ ${anchor}()\` is the time of the evaluation in a rule, and the ${anchor} of the whole range when the past is asked for, so this expression cannot be backtested.`;
		}
		const durations = [one.modifiers.offset, ...(one.kind === "selector" ? [] : [one.range])];
		if (durations.some((duration) => duration !== undefined && asksForQuery(duration))) {
			return "`step()` and `range()` say other things in a rule than when the past is asked for, so this expression cannot be backtested.";
		}
	}
	return undefined;
}

function hasModifiers(
	expression: Expression,
): expression is Extract<Expression, { readonly kind: "selector" | "matrix" | "subquery" }> {
	return expression.kind === "selector" || expression.kind === "matrix" || expression.kind === "subquery";
}

function asksForQuery(duration: DurationExpression): boolean {
	switch (duration.kind) {
		case "call":
			return ["step", "range"].includes(duration.function.name) || duration.arguments.some(asksForQuery);
		case "binary":
			return asksForQuery(duration.left) || asksForQuery(duration.right);
		case "unary":
			return asksForQuery(duration.operand);
		case "paren":
			return asksForQuery(duration.inner);
		default:
			return false;
	}
}
