import { findAggregation } from "../../promql/aggregations.ts";
import type { Expression, VectorSelector } from "../../promql/ast.ts";
import { promqlOperators } from "../../promql/operators.ts";
import { factOf } from "../../promql/result/labels.ts";
import { shortenCode } from "../../promql/shorten.ts";
import { valueTypeOf } from "../../promql/valueType.ts";
import { walk } from "../../promql/visit.ts";
import { type CheckedExpression, defineCheck } from "../check.ts";

export default defineCheck({
	id: "alert/uneven-sides",
	title: "Alert that fires when Prometheus restarts",
	severity: "warning",
	why: "After a restart Prometheus scrapes its targets one after the other, so a sum is too small for a while. Where both sides of a ratio or difference come from the same targets at the same time, they are too small alike. Where they do not, because of an `offset` or as they are of different jobs, the alert sees a jump that never was.",
	fix: "Give the alert a `for` of at least two scrape intervals, so that it waits for all targets.",
	equivalents: ["pint promql/fragile"],
	differences:
		"Reported where the text proves that the sides differ: one is looked at with an `offset` or `@`, or both select other values of `job` or `instance`.",
	examples: [
		{
			title: "Compared with half an hour ago",
			bad: `groups:
  - name: api
    rules:
      - alert: Surge
        expr: sum(requests{job="api"}) / sum(requests{job="api"} offset 30m) > 5
                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Surge
        expr: sum(requests{job="api"}) / sum(requests{job="api"} offset 30m) > 5
        for: 5m
`,
		},
	],
	visit: {
		rule({ rule, expression }, { report }) {
			if (rule.kind !== "alert" || expression === undefined || (rule.forSeconds?.value ?? 0) > 0) return;
			if (rule.mayBring?.includes("for") === true) return;
			for (const part of walk(expression.expression)) {
				if (part.kind !== "binary" || promqlOperators.get(part.operator.name)?.kind !== "arithmetic") continue;
				const left = summedIn(part.left);
				const right = summedIn(part.right);
				const uneven = right.find((other) => left.some((one) => differ(one, other, expression)));
				if (uneven === undefined) continue;
				const text = shortenCode(expression.textOf(uneven));
				report({
					at: expression.at(uneven),
					message: `${text} is not of the same targets and time as the other side of ${part.operator.name}. After a restart of Prometheus one side is complete before the other, and the alert fires at once. Add a “for”, such as for: 5m.`,
				});
			}
		},
	},
});

/** What is selected inside of the aggregations that `operand` consists of. */
function summedIn(operand: Expression): readonly VectorSelector[] {
	let inner = operand;
	while (inner.kind === "paren" || inner.kind === "unary" || isPlainCall(inner)) {
		const next: Expression | undefined = inner.kind === "call" ? inner.arguments[0] : inner.expression;
		if (next === undefined) return [];
		inner = next;
	}
	if (inner.kind !== "aggregation" || findAggregation(inner.operator.name)?.picksSeries === true) return [];
	return [...walk(inner.expression)].filter((part) => part.kind === "selector");
}

function isPlainCall(part: Expression): part is Extract<Expression, { kind: "call" }> {
	return part.kind === "call" && part.arguments.length === 1 && valueTypeOf(part) === "vector";
}

function differ(one: VectorSelector, other: VectorSelector, expression: CheckedExpression): boolean {
	if (momentOf(one, expression) !== momentOf(other, expression)) return true;
	if (expression.masked(one) || expression.masked(other)) return false;
	return ["job", "instance"].some((label) => {
		const [a, b] = [one, other].map((selector) => factOf(expression.shapeOf(selector).labels, label).values);
		return a !== undefined && b !== undefined && !a.some((value) => b.includes(value));
	});
}

/** Offsets may stand behind the selector or behind its range. */
function momentOf(selector: VectorSelector, expression: CheckedExpression): string {
	const around = [...walk(expression.expression)].find((part) => part.kind === "matrix" && part.selector === selector);
	const { offset, at } = (around?.kind === "matrix" ? around : selector).modifiers;
	return `${offset?.seconds ?? 0} ${at?.anchor ?? ""}`;
}
