import type { Span } from "../text/span.ts";
import type { Expression, MatrixSelector, SelectorModifiers, Subquery, VectorSelector } from "./ast.ts";
import { spanOf, type TokenCursor } from "./cursor.ts";
import { parseOffsetDuration, parsePositiveDuration } from "./parseDuration.ts";
import { parseNumberLiteral } from "./parseLiteral.ts";
import type { Token } from "./tokens.ts";

type Selecting = VectorSelector | MatrixSelector | Subquery;

/** Parses ranges, subqueries, `offset`, `@`, `anchored` and `smoothed`, as many as there are, after `primary`. */
export function parsePostfix(cursor: TokenCursor, primary: Expression): Expression {
	let expression = primary;
	for (;;) {
		switch (cursor.kind) {
			case "[":
				expression = parseBrackets(cursor, expression);
				break;
			case "offset":
				expression = parseOffset(cursor, expression);
				break;
			case "@":
				expression = parseAt(cursor, expression);
				break;
			case "anchored":
			case "smoothed":
				expression = parseExtended(cursor, expression);
				break;
			default:
				return expression;
		}
	}
}

function parseBrackets(cursor: TokenCursor, expression: Expression): MatrixSelector | Subquery {
	const open = cursor.takeOpening();
	const range = parsePositiveDuration(cursor, "a duration such as 5m");
	const colon = cursor.accept(":");
	const step =
		colon !== undefined && !cursor.is("]", "endOfInput")
			? parsePositiveDuration(cursor, 'a resolution such as 1m, or "]"')
			: undefined;
	const expected = colon === undefined ? '"]", or ":" for a subquery' : '"]"';
	if (!cursor.is("]", "endOfInput")) {
		cursor.fail(expected);
		cursor.skipToSeparator();
	}
	cursor.takeClosing("]", expected);
	const brackets = { start: open.start, end: cursor.previous.end };
	const span = { start: expression.span.start, end: brackets.end };
	if (colon !== undefined) {
		return { kind: "subquery", span, expression, range, ...(step && { step }), brackets, modifiers: {} };
	}
	if (cursor.syntaxProblem === undefined) reportMisplacedRange(cursor, expression, brackets);
	return { kind: "matrix", span, selector: expression, range, brackets, modifiers: {} };
}

function reportMisplacedRange(cursor: TokenCursor, expression: Expression, brackets: Span) {
	if (expression.kind === "missing") return;
	if (expression.kind !== "selector") {
		const written = cursor.quoteOf(brackets);
		const message = `A range such as ${written} can only follow a selector like metric{…}. For the values of an expression over time, use a subquery: ${written.slice(0, -1)}:].`;
		return cursor.report("promql/misplaced-range", brackets, message);
	}
	const { modifiers } = expression;
	const early = hasOffset(modifiers) ? "offset" : modifiers.at !== undefined ? "@" : undefined;
	if (early === undefined) return;
	const span = early === "offset" ? modifiers.offsetSpan : modifiers.at?.span;
	const message = `The range must stand directly after the selector, before ${early}. Write metric[5m] ${early} …, or make it a subquery with a colon: [5m:].`;
	const related = span && [{ span, message: "Move this behind the range." }];
	cursor.report("promql/modifier-before-range", brackets, message, related);
}

function parseOffset(cursor: TokenCursor, expression: Expression): Expression {
	const anchor = cursor.previous;
	const keyword = cursor.take();
	const offset = parseOffsetDuration(cursor);
	const offsetSpan = { start: keyword.start, end: cursor.previous.end };
	if (!isSelecting(expression)) {
		return reportMisplacedModifier(cursor, expression, anchor, "offset");
	}
	if (hasOffset(expression.modifiers)) {
		const span = { start: anchor.start, end: offsetSpan.end };
		const message = "A selector takes one offset. Add the two up and keep one.";
		if (cursor.syntaxProblem === undefined) cursor.report("promql/repeated-modifier", span, message);
		return widen(expression, offsetSpan.end);
	}
	return modify(expression, { offset, offsetSpan }, offsetSpan.end);
}

function parseAt(cursor: TokenCursor, expression: Expression): Expression {
	const anchor = cursor.previous;
	const at = cursor.take();
	const value = parseTimestamp(cursor);
	const span = { start: at.start, end: cursor.previous.end };
	if (!isSelecting(expression)) return reportMisplacedModifier(cursor, expression, anchor, "@");
	const place = { start: anchor.start, end: span.end };
	if (value === undefined) {
		return expression.modifiers.at === undefined
			? modify(expression, { at: { span, anchor: Number.NaN } }, span.end)
			: widen(expression, span.end);
	}
	if (typeof value === "number" && !(Math.abs(value) < 2 ** 63) && !isMistyped(cursor, value)) {
		const written = cursor.quoteOf({ start: at.end, end: span.end }).trim();
		const message = `@ takes a time in seconds since 1970, which ${written} is not. Write one such as @ 1609746000, or @ start() or @ end().`;
		cursor.report("promql/timestamp-out-of-range", place, message);
	}
	if (expression.modifiers.at !== undefined) {
		const message = "A selector takes one @. Keep the time that you mean.";
		if (cursor.syntaxProblem === undefined) cursor.report("promql/repeated-modifier", place, message);
		return widen(expression, span.end);
	}
	return modify(expression, { at: { span, anchor: value } }, span.end);
}

/** Claims that the number just taken has no value because the lexer has found it wrong. */
function isMistyped(cursor: TokenCursor, value: number): boolean {
	return Number.isNaN(value) && !/^nan$/i.test(cursor.textOf(cursor.previous));
}

function parseTimestamp(cursor: TokenCursor): number | "start" | "end" | undefined {
	const kind = cursor.kind;
	if (kind === "start" || kind === "end") {
		cursor.take();
		if (!cursor.is("(")) {
			cursor.fail(`"()" after ${kind}`);
			return kind;
		}
		cursor.takeOpening();
		if (!cursor.is(")", "endOfInput")) {
			cursor.fail(`")": ${kind}() takes no arguments`);
			cursor.skipToSeparator();
		}
		cursor.takeClosing(")", `")" after ${kind}(`);
		return kind;
	}
	const sign = kind === "-" || kind === "+" ? cursor.take().kind : "+";
	if (!cursor.is("number", "duration")) {
		cursor.fail("a time in seconds since 1970, start() or end() after @");
		return undefined;
	}
	const { value } = parseNumberLiteral(cursor);
	return sign === "-" ? -value : value;
}

function parseExtended(cursor: TokenCursor, expression: Expression): Expression {
	const anchor = cursor.previous;
	const token = cursor.take();
	const mode = token.kind === "anchored" ? "anchored" : "smoothed";
	const span = { start: anchor.start, end: token.end };
	if (expression.kind === "missing") return expression;
	if (!isSelecting(expression) || expression.kind === "subquery") {
		const what = expression.kind === "subquery" ? "a subquery" : "this";
		const message = `${mode} cannot be applied to ${what}. It follows a selector or its range, as in rate(metric[5m] ${mode}).`;
		cursor.report("promql/misplaced-modifier", span, message);
		return expression;
	}
	const inner =
		expression.kind === "matrix" && expression.selector.kind === "selector" ? expression.selector : undefined;
	const before = expression.modifiers.extended ?? inner?.modifiers.extended;
	if (before !== undefined && before.mode !== mode) {
		const message = "A selector is either anchored or smoothed. Keep one of the two.";
		cursor.report("promql/repeated-modifier", span, message);
		return widen(expression, token.end);
	}
	return modify(expression, { extended: { span: spanOf(token), mode } }, token.end);
}

function reportMisplacedModifier(
	cursor: TokenCursor,
	expression: Expression,
	anchor: Token,
	modifier: string,
): Expression {
	// A fault inside the expression is enough.
	if (expression.kind === "missing" || cursor.syntaxProblem !== undefined) return expression;
	const span = { start: anchor.start, end: cursor.previous.end };
	const message = `${modifier} can only follow a selector, a range or a subquery. Put it on the selector inside, as in rate(metric[5m] ${modifier} …).`;
	cursor.report("promql/misplaced-modifier", span, message);
	return expression;
}

function isSelecting(expression: Expression): expression is Selecting {
	return expression.kind === "selector" || expression.kind === "matrix" || expression.kind === "subquery";
}

/** An offset of a plain zero, in nanoseconds, counts as none, as in Prometheus. */
function hasOffset({ offset }: SelectorModifiers): boolean {
	let inner = offset;
	while (inner?.kind === "unary") inner = inner.operand;
	return inner !== undefined && !(inner.kind === "literal" && Math.round(inner.seconds * 1e9) === 0);
}

function modify<T extends Selecting>(expression: T, added: SelectorModifiers, end: number): T {
	return {
		...expression,
		span: { start: expression.span.start, end },
		modifiers: { ...expression.modifiers, ...added },
	};
}

function widen<T extends Selecting>(expression: T, end: number): T {
	return { ...expression, span: { start: expression.span.start, end } };
}
