import { compute } from "../../promql/arithmetic.ts";
import type { BinaryExpression, Expression } from "../../promql/ast.ts";
import type { ParsedPromql } from "../../promql/parse.ts";
import { valueTypeOf } from "../../promql/valueType.ts";
import { walk } from "../../promql/visit.ts";
import type { Span } from "../../text/span.ts";

export type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=";

/**
 * A condition as far as it can be worked out here from samples: comparisons with constants, and `and`, `or`, `unless`
 * between them. All else is a leaf, which the server evaluates.
 */
export type Condition =
	| { readonly kind: "leaf"; readonly leaf: number }
	| { readonly kind: "compare"; readonly of: Condition; readonly operator: Comparison; readonly threshold: number }
	| {
			readonly kind: "and" | "or" | "unless";
			readonly left: Condition;
			readonly right: Condition;
			/** Without `on`: all labels but the ignored ones and the name of the metric. */
			readonly matching: { readonly on: boolean; readonly labels: readonly string[] };
	  };

export interface Threshold {
	/** With the series on the left. */
	readonly operator: Comparison;
	readonly value: number;
	/** The constants that it is written as, in the text's offsets: equal comparisons are one threshold. */
	readonly spans: readonly Span[];
	/** As it is written where it is written first, such as `14.4 * 0.001`. */
	readonly text: string;
}

export interface SplitCondition {
	readonly condition: Condition;
	/** The queries whose samples it needs. */
	readonly leaves: readonly string[];
	readonly thresholds: readonly Threshold[];
	/** Why no threshold can be moved, for the user; left out where there is one. */
	readonly fixed?: string;
}

/**
 * Takes the comparisons with constants off an alert's expression, where what is left gives the same alerts when they are
 * made afterwards. That is so at the root, and below the set operators, which pass samples on as they are. Elsewhere,
 * as in `sum(x > 5)`, a comparison decides what others work with.
 */
export function splitCondition({ text, expression }: ParsedPromql): SplitCondition {
	const leaves: string[] = [];
	const thresholds: { operator: Comparison; value: number; spans: Span[]; text: string }[] = [];
	const leaf = ({ span }: Expression): Condition => {
		const query = text.slice(span.start, span.end);
		const known = leaves.indexOf(query);
		return { kind: "leaf", leaf: known >= 0 ? known : leaves.push(query) - 1 };
	};
	const threshold = (operator: Comparison, value: number, span: Span): number => {
		const same = thresholds.findIndex((one) => one.operator === operator && Object.is(one.value, value));
		if (same >= 0) {
			thresholds[same]?.spans.push(span);
			return same;
		}
		return thresholds.push({ operator, value, spans: [span], text: text.slice(span.start, span.end) }) - 1;
	};
	const build = (whole: Expression, depth: number): Condition => {
		const inner = withoutParens(whole);
		if (inner.kind !== "binary" || depth > deepest) return leaf(inner);
		const compared = readComparison(inner);
		if (compared !== undefined) {
			const of = build(compared.series, depth + 1);
			return {
				kind: "compare",
				of,
				operator: compared.operator,
				threshold: threshold(compared.operator, compared.value, compared.constant.span),
			};
		}
		const { name: kind } = inner.operator;
		if ((kind !== "and" && kind !== "or" && kind !== "unless") || !holdsComparison(inner)) return leaf(inner);
		const labels = inner.matching?.labels.map(({ name }) => name) ?? [];
		return {
			kind,
			left: build(inner.left, depth + 1),
			right: build(inner.right, depth + 1),
			matching: { on: inner.matching?.on === true, labels },
		};
	};
	const condition = build(expression, 0);
	return { condition, leaves, thresholds, ...(thresholds.length > 0 ? {} : { fixed: explainFixed(expression) }) };
}

/** The expression as one query, for where fetching what is compared would be too much. */
export function keepWhole({ text, expression }: ParsedPromql, fixed: string): SplitCondition {
	const query = text.slice(expression.span.start, expression.span.end);
	return { condition: { kind: "leaf", leaf: 0 }, leaves: [query], thresholds: [], fixed };
}

/** Deeper trees are no thresholds that anybody moves. */
const deepest = 100;

/** A sample that is compared passes with its labels and its value, whichever side it stands on. */
export function passes(value: number, operator: Comparison, threshold: number): boolean {
	switch (operator) {
		case "==":
			return value === threshold;
		case "!=":
			return value !== threshold;
		case "<":
			return value < threshold;
		case "<=":
			return value <= threshold;
		case ">":
			return value > threshold;
		case ">=":
			return value >= threshold;
		default:
			return operator satisfies never;
	}
}

function withoutParens(expression: Expression): Expression {
	let inner = expression;
	while (inner.kind === "paren") inner = inner.expression;
	return inner;
}

interface ReadComparison {
	readonly series: Expression;
	readonly operator: Comparison;
	readonly value: number;
	readonly constant: Expression;
}

/** Turned around where the constant stands on the left: `5 < x` lets the same samples pass as `x > 5`. */
const turned: Readonly<Record<Comparison, Comparison>> = {
	"==": "==",
	"!=": "!=",
	"<": ">",
	"<=": ">=",
	">": "<",
	">=": "<=",
};

function isComparison(operator: string): operator is Comparison {
	return Object.hasOwn(turned, operator);
}

function readComparison({ operator: { name }, left, right, bool }: BinaryExpression): ReadComparison | undefined {
	if (!isComparison(name) || bool !== undefined) return undefined;
	const onRight = readFinite(right);
	if (onRight !== undefined && valueTypeOf(left) === "vector") {
		return { series: left, operator: name, value: onRight, constant: right };
	}
	const onLeft = readFinite(left);
	if (onLeft === undefined || valueTypeOf(right) !== "vector") return undefined;
	return { series: right, operator: turned[name], value: onLeft, constant: left };
}

/** Nobody moves a threshold at infinity. */
function readFinite(expression: Expression): number | undefined {
	const value = readConstant(expression);
	return value !== undefined && Number.isFinite(value) ? value : undefined;
}

/** Whether one could be taken off below set operators; a walk, as the operands may be long chains. */
function holdsComparison(root: BinaryExpression): boolean {
	const pending: Expression[] = [root];
	for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
		const inner = withoutParens(next);
		if (inner.kind !== "binary") continue;
		if (readComparison(inner) !== undefined) return true;
		if (["and", "or", "unless"].includes(inner.operator.name)) pending.push(inner.left, inner.right);
	}
	return false;
}

/** The number that an expression of numbers alone stands for. */
function readConstant(expression: Expression, depth = 0): number | undefined {
	const inner = withoutParens(expression);
	if (depth > deepest) return undefined;
	switch (inner.kind) {
		case "number":
			return inner.value;
		case "unary": {
			const value = readConstant(inner.expression, depth + 1);
			return value === undefined || inner.operator === "+" ? value : -value;
		}
		case "binary": {
			const left = readConstant(inner.left, depth + 1);
			const right = left === undefined ? undefined : readConstant(inner.right, depth + 1);
			return left === undefined || right === undefined ? undefined : compute(left, inner.operator.name, right);
		}
		default:
			return undefined;
	}
}

function explainFixed(expression: Expression): string {
	const root = withoutParens(expression);
	if (root.kind === "binary" && isComparison(root.operator.name)) {
		if (root.bool !== undefined) {
			return "A comparison with `bool` gives 0 or 1 for every series and lets all of them pass, so there is no threshold to move.";
		}
		return "It is compared with a value that is not a constant, so there is no one threshold to move.";
	}
	for (const inner of walk(expression)) {
		if (inner.kind !== "binary" || readComparison(inner) === undefined) continue;
		return "The comparison stands inside of what is computed further, so only the server can move its threshold. Change it in the expression and run the backtest again.";
	}
	return "The expression compares with no constant, so there is no threshold to move.";
}
