import { compute } from "./arithmetic.ts";
import type { DurationCall, DurationExpression, DurationLiteral } from "./ast.ts";
import { spanOf, type TokenCursor } from "./cursor.ts";
import { largestDurationSeconds } from "./duration.ts";
import { parseNumberLiteral } from "./parseLiteral.ts";
import type { Token, TokenKind } from "./tokens.ts";

const precedences: ReadonlyMap<TokenKind, number> = new Map<TokenKind, number>([
	["+", 1],
	["-", 1],
	["*", 2],
	["/", 2],
	["%", 2],
	["^", 3],
]);

const powerPrecedence = 3;

/** Parses what stands in square brackets; a plain duration there must be more than nothing. */
export function parsePositiveDuration(cursor: TokenCursor, expected: string): DurationExpression {
	const duration = parseDurationExpression(cursor, expected);
	const seconds = literalSeconds(duration);
	if (seconds !== undefined && seconds <= 0) {
		const message = `${cursor.quoteOf(duration.span)} is not a length of time: it must be more than 0. Write one such as 5m.`;
		cursor.report("promql/duration-not-positive", duration.span, message);
	}
	return duration;
}

/**
 * Parses the duration after `offset`. A plain one ends with its literal, so that `a offset 5m + b` adds; only what starts
 * with a parenthesis, or with two signs, is computed to the end.
 */
export function parseOffsetDuration(cursor: TokenCursor): DurationExpression {
	const expected = "a duration such as 5m after offset";
	const sign = cursor.token;
	if (sign.kind !== "+" && sign.kind !== "-") {
		return cursor.is("(") ? parseDurationExpression(cursor, expected) : parsePrimary(cursor, expected);
	}
	const next = cursor.peek(1).kind;
	if (next === "+" || next === "-") return parseDurationExpression(cursor, expected);
	cursor.take();
	return applySign(cursor, sign, parsePrimary(cursor, expected));
}

function parseDurationExpression(cursor: TokenCursor, expected: string, minimum = 1): DurationExpression {
	return cursor.descend(() => parseOperators(cursor, expected, minimum)) ?? { kind: "missing", span: cursor.gap };
}

function parseOperators(cursor: TokenCursor, expected: string, minimum: number): DurationExpression {
	let left = parseOperand(cursor, expected);
	for (;;) {
		const precedence = precedences.get(cursor.kind);
		if (precedence === undefined || precedence < minimum) return left;
		left = parseBinary(cursor, left, precedence, expected);
	}
}

function parseBinary(cursor: TokenCursor, left: DurationExpression, precedence: number, expected: string) {
	const token = cursor.take();
	const right = parseDurationExpression(cursor, expected, precedence === powerPrecedence ? precedence : precedence + 1);
	const operator = { name: token.kind, span: spanOf(token) };
	if ((token.kind === "/" || token.kind === "%") && literalSeconds(right) === 0) {
		const span = { start: token.start, end: right.span.end };
		cursor.report(
			"promql/duration-division-by-zero",
			span,
			"A duration cannot be divided by 0. Divide by another number.",
		);
	}
	const seconds = computeKnown(left.seconds, token.kind, right.seconds);
	const span = { start: left.span.start, end: right.span.end };
	return { kind: "binary", span, operator, left, right, ...(seconds !== undefined && { seconds }) } as const;
}

function computeKnown(left: number | undefined, operator: string, right: number | undefined): number | undefined {
	return left === undefined || right === undefined ? undefined : compute(left, operator, right);
}

function parseOperand(cursor: TokenCursor, expected: string): DurationExpression {
	const sign = cursor.token;
	if (sign.kind !== "+" && sign.kind !== "-") return parsePrimary(cursor, expected);
	cursor.take();
	return applySign(cursor, sign, parseDurationExpression(cursor, expected, powerPrecedence));
}

function applySign(cursor: TokenCursor, sign: Token, operand: DurationExpression): DurationExpression {
	const operator = sign.kind === "-" ? "-" : "+";
	const seconds = operand.seconds === undefined ? undefined : operator === "-" ? -operand.seconds : operand.seconds;
	const span = { start: sign.start, end: Math.max(operand.span.end, cursor.previous.end) };
	return { kind: "unary", span, operator, operand, ...(seconds !== undefined && { seconds }) };
}

function parsePrimary(cursor: TokenCursor, expected: string): DurationExpression {
	switch (cursor.kind) {
		case "number":
		case "duration":
			return parseLiteral(cursor);
		case "step":
		case "range":
		case "min_of":
		case "max_of":
			return parseCall(cursor);
		case "(": {
			const open = cursor.takeOpening();
			const inner = parseDurationExpression(cursor, expected);
			if (!cursor.is(")", "endOfInput")) {
				cursor.fail('")"');
				cursor.skipToSeparator();
			}
			cursor.takeClosing(")", '")"');
			const span = { start: open.start, end: cursor.previous.end };
			return { kind: "paren", span, inner, ...(inner.seconds !== undefined && { seconds: inner.seconds }) };
		}
		default:
			cursor.fail(expected);
			return { kind: "missing", span: cursor.gap };
	}
}

function parseLiteral(cursor: TokenCursor): DurationLiteral {
	const { span, value } = parseNumberLiteral(cursor);
	if (value > largestDurationSeconds) {
		const message = `${cursor.quoteOf(span)} is longer than Prometheus can hold (about 292 years).`;
		cursor.report("promql/duration-out-of-range", span, message);
	}
	return { kind: "literal", span, seconds: value };
}

function parseCall(cursor: TokenCursor): DurationCall {
	const token = cursor.take();
	const name = token.kind;
	const wanted = name === "step" || name === "range" ? 0 : 2;
	const values: DurationExpression[] = [];
	if (!cursor.is("(")) {
		cursor.fail(`"(" after ${name}`, undefined);
	} else {
		cursor.takeOpening();
		for (let index = 0; index < wanted; index++) {
			values.push(parseDurationExpression(cursor, "a duration such as 5m"));
			if (index + 1 < wanted && cursor.accept(",") === undefined) {
				cursor.fail(`"," and a second duration: ${name} takes two`);
				break;
			}
		}
		if (!cursor.is(")", "endOfInput")) {
			cursor.fail(wanted === 0 ? `")": ${name}() takes no arguments` : '")"');
			while (cursor.is(",")) {
				cursor.take();
				cursor.skipToSeparator();
			}
		}
		cursor.takeClosing(")", '")"');
	}
	const seconds = values.map((value) => value.seconds).filter((value) => value !== undefined);
	const known = wanted === 2 && seconds.length === 2;
	return {
		kind: "call",
		span: { start: token.start, end: cursor.previous.end },
		function: { name, span: spanOf(token) },
		arguments: values,
		...(known && { seconds: name === "min_of" ? Math.min(...seconds) : Math.max(...seconds) }),
	};
}

/** The seconds of a literal with its signs; `undefined` for what Prometheus only computes when it evaluates. */
function literalSeconds(duration: DurationExpression): number | undefined {
	let sign = 1;
	let inner = duration;
	while (inner.kind === "unary") {
		if (inner.operator === "-") sign = -sign;
		inner = inner.operand;
	}
	// The lexer has reported a literal without a value.
	return inner.kind === "literal" && !Number.isNaN(inner.seconds) ? sign * inner.seconds : undefined;
}
