import type { DurationExpression, Expression, SelectorModifiers } from "../../promql/ast.ts";
import type { Span } from "../../text/span.ts";
import type { ExplainedNode } from "./explanation.ts";

/** A node of the tree that is going to be explained. Parentheses are no nodes: they only say what belongs together. */
export interface PlannedNode {
	readonly id: number;
	readonly expression: Exclude<Expression, { readonly kind: "paren" | "missing" }>;
	readonly kind: ExplainedNode["kind"];
	readonly title: string;
	readonly span: Span;
	/** `undefined` for literals. */
	readonly query?: string;
	readonly time: number;
	readonly children: readonly PlannedNode[];
}

/** The tree of a valid expression, evaluated at `time` (Unix seconds); parents before children in `all`. */
export function planExplanation(
	text: string,
	root: Expression,
	time: number,
): { readonly root: PlannedNode; readonly all: readonly PlannedNode[] } | undefined {
	const all: PlannedNode[] = [];
	const plan = (given: Expression, at: number): PlannedNode | undefined => {
		const expression = unwrap(given);
		if (expression.kind === "missing" || expression.kind === "paren") return undefined;
		const children: PlannedNode[] = [];
		const kind = expression.kind === "matrix" ? "range" : expression.kind;
		const query = queryOf(text, expression);
		const node: PlannedNode = {
			id: all.length,
			expression,
			kind,
			title: titleOf(text, expression),
			span: expression.span,
			...(query === undefined ? {} : { query }),
			time: at,
			children,
		};
		all.push(node);
		const within = expression.kind === "subquery" ? shiftedTime(expression.modifiers, at, time) : at;
		for (const child of partsOf(expression)) {
			const planned = plan(child, within);
			if (planned !== undefined) children.push(planned);
		}
		return node;
	};
	const planned = plan(root, time);
	return planned && { root: planned, all };
}

function unwrap(expression: Expression): Expression {
	let inner = expression;
	while (inner.kind === "paren") inner = inner.expression;
	return inner;
}

/** A range selector is one thing to whoever reads it: its selector is no node of its own. */
function partsOf(expression: Expression): readonly Expression[] {
	switch (expression.kind) {
		case "subquery":
		case "unary":
			return [expression.expression];
		case "call":
		case "aggregation":
			return expression.arguments;
		case "binary":
			return [expression.left, expression.right];
		default:
			return [];
	}
}

function queryOf(text: string, expression: Expression): string | undefined {
	const written = text.slice(expression.span.start, expression.span.end);
	switch (expression.kind) {
		case "number":
		case "string":
			return undefined;
		case "matrix":
			// `anchored` and `smoothed` are for the functions that know them.
			if (expression.modifiers.extended !== undefined)
				return text.slice(expression.selector.span.start, expression.selector.span.end);
			return `last_over_time(${written})`;
		case "subquery":
			return `last_over_time(${written})`;
		default:
			return written;
	}
}

function titleOf(text: string, expression: Expression): string {
	const at = (span: Span): string => text.slice(span.start, span.end).replace(/\s+/g, " ").trim();
	switch (expression.kind) {
		case "call":
			return expression.function.name;
		case "aggregation":
			return [expression.operator.name, expression.grouping === undefined ? "" : at(expression.grouping.span)]
				.filter(Boolean)
				.join(" ");
		case "binary": {
			const { operator, bool, matching, fill } = expression;
			const parts = [bool && "bool", matching && at(matching.span), fill && at(fill.span)];
			return [operator.name, ...parts.filter((part) => part !== undefined)].join(" ");
		}
		case "unary":
			return expression.operator;
		case "subquery":
			return at({ start: expression.brackets.start, end: expression.span.end });
		default:
			return at(expression.span);
	}
}

/** When what stands inside a subquery is evaluated last. */
function shiftedTime({ at, offset }: SelectorModifiers, now: number, top: number): number {
	const anchor = at === undefined ? now : typeof at.anchor === "number" ? at.anchor : top;
	return (Number.isNaN(anchor) ? now : anchor) - (secondsOf(offset) ?? 0);
}

function secondsOf(duration: DurationExpression | undefined): number | undefined {
	return duration?.seconds;
}
