import type { BinaryExpression, Expression } from "../../promql/ast.ts";
import { recordedWindow } from "../../promql/recordedWindow.ts";
import { nameOfSelector } from "../../promql/result/matchers.ts";
import { onlyValue } from "../../promql/result/valueRange.ts";
import { walk } from "../../promql/visit.ts";
import type { CheckedExpression } from "../check.ts";

/** A comparison of an error ratio with a burn rate times the error budget, as in `ratio > 14.4 * 0.001`. */
export interface BurnCondition {
	readonly comparison: BinaryExpression;
	/** How many times faster than allowed the budget burns. */
	readonly factor: number;
	/** Between 0 and 1: one less the objective; left out where what is compared is a burn rate by its name. */
	readonly budget?: number;
	/** Where factor and budget are written. */
	readonly limit: Expression;
	/** In seconds: the ranges that are read, also those in the names of recorded series. */
	readonly windows: readonly number[];
}

/** Source: Google's SRE workbook, "Alerting on SLOs", 5 and 6. */
export function burnConditionsIn(expression: CheckedExpression): readonly BurnCondition[] {
	const found: BurnCondition[] = [];
	for (const part of walk(expression.expression)) {
		if (part.kind !== "binary" || !/^>=?$/.test(part.operator.name) || part.bool !== undefined) continue;
		if (expression.masked(part)) continue;
		const limit = readLimit(part, expression);
		if (limit !== undefined) found.push({ comparison: part, ...limit, windows: windowsIn(part.left) });
	}
	return found;
}

function readLimit(
	{ left, right }: BinaryExpression,
	expression: CheckedExpression,
): Pick<BurnCondition, "factor" | "budget" | "limit"> | undefined {
	const product = withoutParens(right);
	if (product.kind === "binary" && product.operator.name === "*") {
		const values = [product.left, product.right].map((side) => constantOf(side, expression));
		const [small, large] = values.map((value) => value ?? Number.NaN).toSorted((a, b) => a - b);
		return small !== undefined && large !== undefined && isBudget(small) && large > 1
			? { budget: small, factor: large, limit: right }
			: undefined;
	}
	const quotient = withoutParens(left);
	const factor = constantOf(right, expression);
	if (factor === undefined || factor <= 1) return undefined;
	if (quotient.kind === "selector" && /burn_?rate/i.test(nameOfSelector(quotient) ?? ""))
		return { factor, limit: right };
	if (quotient.kind !== "binary" || quotient.operator.name !== "/") return undefined;
	const budget = constantOf(quotient.right, expression);
	return budget !== undefined && isBudget(budget) ? { budget, factor, limit: right } : undefined;
}

function isBudget(value: number): boolean {
	return value > 0 && value < 1;
}

function constantOf(part: Expression, { alternativesOf }: CheckedExpression): number | undefined {
	const [only, ...others] = alternativesOf(part);
	return only?.type === "scalar" && others.length === 0 ? onlyValue(only.range) : undefined;
}

function windowsIn(root: Expression): readonly number[] {
	return [...walk(root)].flatMap((part) => {
		if (part.kind === "matrix" || part.kind === "subquery") return part.range?.seconds ?? [];
		return part.kind === "selector" ? (recordedWindow(nameOfSelector(part) ?? "")?.seconds ?? []) : [];
	});
}

function withoutParens(part: Expression): Expression {
	return part.kind === "paren" ? withoutParens(part.expression) : part;
}
