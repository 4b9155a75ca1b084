import type { Expression } from "../../promql/ast.ts";
import { checkPromql } from "../../promql/check.ts";
import { parsePromql } from "../../promql/parse.ts";
import { childrenOf } from "../../promql/visit.ts";
import { type Span, touches } from "../../text/span.ts";

/** What a hover asks the server, and the part of the text that it is about. */
export interface Evaluable {
	readonly query: string;
	readonly span: Span;
	/** What the query leaves out of the text, such as a range. */
	readonly without?: "range";
	/** A comparison that keeps series only while it holds. */
	readonly condition: boolean;
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
		const evaluable = evaluate(text, node);
		if (evaluable !== undefined) return isValid(evaluable.query) ? evaluable : undefined;
	}
	return undefined;
}

function evaluate(text: string, node: Expression): Evaluable | undefined {
	const whole = { query: text.slice(node.span.start, node.span.end), span: node.span, condition: false };
	switch (node.kind) {
		case "number":
		case "string":
		case "missing":
			return undefined;
		case "matrix":
			return { ...whole, query: withoutBrackets(text, node), without: "range" };
		case "subquery":
			return { ...whole, query: withoutBrackets(text, node), without: "range" };
		case "binary":
			return { ...whole, condition: COMPARISONS.has(node.operator.name) && node.bool === undefined };
		case "paren": {
			const inner = evaluate(text, node.expression);
			return inner === undefined ? undefined : { ...whole, condition: inner.condition };
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
