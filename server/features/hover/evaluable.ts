import type { BinaryExpression, Expression } from "../../promql/ast.ts";
import { checkPromql } from "../../promql/check.ts";
import { parsePromql } from "../../promql/parse.ts";
import { childrenOf } from "../../promql/visit.ts";
import { type Span, touches } from "../../text/span.ts";
import { constantOf, readComparison, type Threshold, thresholdOf } from "./threshold.ts";

/** What a hover asks the server, and the part of the text that it is about. */
export interface Evaluable {
	readonly query: string;
	readonly span: Span;
	/** How the query makes one value out of a range: it takes the last in it, or leaves it out. */
	readonly range?: "last" | "left out";
	/** A comparison that keeps series only while it holds. */
	readonly condition: boolean;
	/** The number that the value, or what `compared` asks for, is compared with. */
	readonly threshold?: Threshold;
	/** Of a comparison with a number: the query of what is compared, which has a value where the condition does not hold. */
	readonly compared?: string;
}

/**
 * The smallest part of `text` around `offset` that has a value worth seeing: a selector (without its range, which has no
 * single value), a call, an aggregation, a binary expression on its operator, or what parentheses hold.
 * `undefined` where that part has faults, as then no server is asked.
 */
export function findEvaluable(text: string, offset: number): Evaluable | undefined {
	const { expression } = parsePromql(text);
	if (!touches(expression.span, offset)) return undefined;
	const path = pathTo(expression, offset);
	for (let index = path.length - 1; index >= 0; index -= 1) {
		const node = path[index];
		if (node === undefined) break;
		// A selector stands for itself with its range and modifiers, wherever in it the cursor is.
		const parent = path[index - 1];
		if (node.kind === "selector" && parent?.kind === "matrix") continue;
		// What is only a number is known, and what it is compared with is not.
		if (parent !== undefined && constantOf(node) !== undefined) continue;
		const evaluable = evaluate(text, node);
		if (evaluable === undefined) continue;
		if (!isValid(evaluable.query)) return undefined;
		const threshold = evaluable.threshold ?? thresholdOf(path.slice(0, index + 1));
		return threshold === undefined ? evaluable : { ...evaluable, threshold };
	}
	return undefined;
}

/** What the whole of `text` asks for, where it has a value and no fault. */
export function evaluateWhole(text: string): Evaluable | undefined {
	const evaluable = evaluate(text, parsePromql(text).expression);
	return evaluable !== undefined && isValid(evaluable.query) ? evaluable : undefined;
}

function evaluate(text: string, node: Expression): Evaluable | undefined {
	const whole = { query: text.slice(node.span.start, node.span.end), span: node.span, condition: false };
	switch (node.kind) {
		case "number":
		case "string":
		case "missing":
			return undefined;
		case "matrix":
			if ((node.range?.seconds ?? Number.POSITIVE_INFINITY) <= longestRange && node.modifiers.extended === undefined) {
				return { ...whole, query: `last_over_time(${whole.query})`, range: "last" };
			}
			return { ...whole, query: withoutBrackets(text, node), range: "left out" };
		case "subquery":
			return { ...whole, query: withoutBrackets(text, node), range: "left out" };
		case "binary":
			return { ...whole, ...evaluateComparison(text, node) };
		case "paren": {
			const inner = evaluate(text, node.expression);
			// A part without a value, such as a range, has none in parentheses either.
			return inner === undefined ? undefined : { ...inner, query: whole.query, span: whole.span };
		}
		case "selector":
		case "call":
		case "aggregation":
		case "unary":
			return whole;
		default:
			return node satisfies never;
	}
}

/** Seconds; reading all samples of a longer range for the last one would cost more than a hover is worth. */
const longestRange = 3600;

function evaluateComparison(text: string, node: BinaryExpression): Partial<Evaluable> {
	const compared = readComparison(node);
	if (compared === undefined) return { condition: COMPARISONS.has(node.operator.name) && node.bool === undefined };
	const { side, threshold } = compared;
	return { condition: true, threshold, compared: text.slice(side.span.start, side.span.end) };
}

const COMPARISONS: ReadonlySet<string> = new Set(["==", "!=", ">", "<", ">=", "<="]);

/** The text of a range selector or a subquery without its range; `offset` and `@` stay where they can. */
function withoutBrackets(text: string, node: Extract<Expression, { kind: "matrix" | "subquery" }>): string {
	const inner = node.kind === "matrix" ? node.selector : node.expression;
	const before = text.slice(inner.span.start, inner.span.end);
	// `anchored` and `smoothed` need the range; a modifier after a call or an operation is not allowed.
	if (node.modifiers.extended !== undefined || inner.kind !== "selector") return before;
	return before + text.slice(node.brackets.end, node.span.end);
}

function isValid(query: string): boolean {
	return checkPromql(parsePromql(query), { role: "ruleExpression" }).every(({ severity }) => severity !== "error");
}

/** From the whole expression to the smallest part under the cursor; of two neighbours, the one that begins there. */
function pathTo(root: Expression, offset: number): Expression[] {
	const path: Expression[] = [];
	let next: Expression | undefined = root;
	while (next !== undefined) {
		path.push(next);
		const children = childrenOf(next);
		next =
			children.find(({ span }) => span.start <= offset && offset < span.end) ??
			children.find(({ span }) => touches(span, offset));
	}
	return path;
}
