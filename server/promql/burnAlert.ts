import { compute } from "./arithmetic.ts";
import type { BinaryExpression, Expression } from "./ast.ts";
import { recordedWindow } from "./recordedWindow.ts";
import { childrenOf } from "./visit.ts";

/** A comparison of an error ratio over a window with what it may be at most, as in `ratio_rate1h > 14.4 * 0.001`. */
export interface BurnComparison {
	readonly comparison: BinaryExpression;
	/** In seconds: the longest range that is read, also one in the name of a recorded series. */
	readonly window: number;
	/** The error ratio from which on it holds; of a burn rate by its name or quotient, factor × budget where that is known. */
	readonly threshold?: number;
	/** How many times faster than allowed the budget burns, where that is written. */
	readonly factor?: number;
	/** 1 less the objective, where that is written. */
	readonly budget?: number;
}

/**
 * An alert on burn rates: it fires where all comparisons of any of its conditions hold.
 *
 * Source: Google's SRE workbook, "Alerting on SLOs", 5 and 6; the forms are those of Sloth, Pyrra, the workbook and ours.
 */
export interface BurnAlert {
	readonly conditions: readonly (readonly BurnComparison[])[];
}

/** Deeper trees are no alerts that anybody writes. */
const deepest = 100;

/** `undefined` where the expression compares no error ratio over a window with a burn rate. */
export function readBurnAlert(expression: Expression): BurnAlert | undefined {
	const conditions = split(expression, "or", 0).map((condition) =>
		split(condition, "and", 0).flatMap((part) => readComparison(part) ?? []),
	);
	const read = conditions.filter((comparisons) => comparisons.length > 0);
	return read.length === 0 ? undefined : { conditions: read };
}

/** The operands of a chain of set operators; what aggregations without a parameter pass on is looked through. */
function split(whole: Expression, operator: "and" | "or", depth: number): readonly Expression[] {
	const expression = unwrap(whole);
	if (expression.kind !== "binary" || depth > deepest) return [expression];
	if (expression.operator.name === "unless") return split(expression.left, operator, depth + 1);
	if (expression.operator.name !== operator) return [expression];
	return [...split(expression.left, operator, depth + 1), ...split(expression.right, operator, depth + 1)];
}

function unwrap(expression: Expression): Expression {
	let inner = expression;
	for (;;) {
		if (inner.kind === "paren") inner = inner.expression;
		else if (inner.kind === "aggregation" && /^(max|min|sum|group)$/.test(inner.operator.name)) {
			const content = withoutParens(inner.expression);
			// A comparison inside passes on what holds; an aggregation of values is what is compared.
			if (content.kind !== "binary" || !/^(>=?|<=?|and|or|unless)$/.test(content.operator.name)) return inner;
			inner = content;
		} else return inner;
	}
}

function readComparison(part: Expression): BurnComparison | undefined {
	if (part.kind !== "binary" || part.bool !== undefined || !/^>=?$/.test(part.operator.name)) return undefined;
	const limit = readLimit(part);
	const windows = windowsIn(part.left, 0);
	if (limit === undefined || windows.length === 0) return undefined;
	return { comparison: part, window: Math.max(...windows), ...limit };
}

function readLimit({ left, right }: BinaryExpression): Omit<BurnComparison, "comparison" | "window"> | undefined {
	const product = withoutParens(right);
	if (product.kind === "binary" && product.operator.name === "*") {
		const [one, other] = [readConstant(product.left, 0), readConstant(product.right, 0)];
		if (one === undefined || other === undefined) return undefined;
		const [budget, factor] = [Math.min(one, other), Math.max(one, other)];
		if (!isBudget(budget) || factor <= 0) return undefined;
		return { budget: tidy(budget), factor: tidy(factor), threshold: tidy(budget * factor) };
	}
	const constant = readConstant(right, 0);
	if (constant === undefined || constant <= 0) return undefined;
	const quotient = withoutParens(left);
	if (quotient.kind === "selector") {
		// A ratio is below 1, and a burn rate that is worth an alert is not.
		return /burn_?rate/i.test(quotient.name?.name ?? "") && constant >= 1 ? { factor: tidy(constant) } : undefined;
	}
	if (quotient.kind !== "binary" || quotient.operator.name !== "/") return undefined;
	const budget = readConstant(quotient.right, 0);
	if (budget === undefined || !isBudget(budget)) return undefined;
	return { factor: tidy(constant), budget: tidy(budget), threshold: tidy(constant * budget) };
}

function isBudget(value: number): boolean {
	return value > 0 && value < 1;
}

/** `1 - 0.999` is 0.001, and not what a computer makes of it. */
function tidy(value: number): number {
	return Number(value.toPrecision(9));
}

function readConstant(whole: Expression, depth: number): number | undefined {
	const expression = withoutParens(whole);
	if (depth > deepest) return undefined;
	if (expression.kind === "number") return expression.value;
	if (expression.kind !== "binary") return undefined;
	const left = readConstant(expression.left, depth + 1);
	const right = left === undefined ? undefined : readConstant(expression.right, depth + 1);
	return left === undefined || right === undefined ? undefined : compute(left, expression.operator.name, right);
}

function windowsIn(part: Expression, depth: number): readonly number[] {
	if (depth > deepest) return [];
	if (part.kind === "matrix") return part.range?.seconds === undefined ? [] : [part.range.seconds];
	if (part.kind === "subquery") {
		return part.range?.seconds === undefined ? [] : [part.range.seconds];
	}
	if (part.kind === "selector") {
		const window = recordedWindow(part.name?.name ?? "");
		return window === undefined ? [] : [window.seconds];
	}
	return [...childrenOf(part)].flatMap((child) => windowsIn(child, depth + 1));
}

function withoutParens(expression: Expression): Expression {
	let inner = expression;
	while (inner.kind === "paren") inner = inner.expression;
	return inner;
}
