import type { Span } from "../text/span.ts";
import type { Aggregation, BinaryExpression, Call, Expression, Grouping } from "./ast.ts";
import { spanOf, type TokenCursor } from "./cursor.ts";
import { explainLeftOver } from "./explainLeftOver.ts";
import { parseNumberLiteral, parseString } from "./parseLiteral.ts";
import { parseBinaryModifiers, parseLabelList } from "./parseMatching.ts";
import { parsePostfix } from "./parsePostfix.ts";
import { parseSelector } from "./parseSelector.ts";
import { aggregationKinds, functionNameKinds, metricNameKinds, type TokenKind } from "./tokens.ts";
import { binaryValueType, unaryValueType, valueTypeOf } from "./valueType.ts";

/** How strongly each binary operator binds; `^` binds to the right, the others to the left. */
const precedences: ReadonlyMap<TokenKind, number> = new Map<TokenKind, number>([
	["or", 1],
	["and", 2],
	["unless", 2],
	["==", 3],
	["!=", 3],
	["<", 3],
	["<=", 3],
	[">", 3],
	[">=", 3],
	["</", 3],
	[">/", 3],
	["+", 4],
	["-", 4],
	["*", 5],
	["/", 5],
	["%", 5],
	["atan2", 5],
	["^", 6],
]);

const powerPrecedence = 6;

/** Parses operands and operators that bind at least as strongly as `minimum`. */
export function parseExpression(cursor: TokenCursor, minimum = 1): Expression {
	return cursor.descend(() => parseOperators(cursor, minimum)) ?? { kind: "missing", span: cursor.gap };
}

function parseOperators(cursor: TokenCursor, minimum: number): Expression {
	let left = parseOperand(cursor);
	for (;;) {
		const precedence = precedences.get(cursor.kind);
		if (precedence === undefined || precedence < minimum) return left;
		left = parseBinary(cursor, left, precedence);
	}
}

function parseBinary(cursor: TokenCursor, left: Expression, precedence: number): BinaryExpression {
	const token = cursor.take();
	const modifiers = parseBinaryModifiers(cursor);
	const right = parseExpression(cursor, precedence === powerPrecedence ? precedence : precedence + 1);
	return {
		kind: "binary",
		span: { start: left.span.start, end: Math.max(right.span.end, cursor.previous.end) },
		operator: { name: token.kind, span: spanOf(token) },
		left,
		right,
		...modifiers,
		valueType: binaryValueType(valueTypeOf(left), valueTypeOf(right)),
	};
}

/** Parses a sign with what it belongs to (`-a ^ 2` is `-(a ^ 2)`), or a primary expression with what is hung on it. */
function parseOperand(cursor: TokenCursor): Expression {
	const token = cursor.token;
	if (token.kind !== "+" && token.kind !== "-") return parsePostfix(cursor, parsePrimary(cursor));
	cursor.take();
	const operand = parseExpression(cursor, powerPrecedence);
	const span = { start: token.start, end: operand.span.end };
	if (operand.kind === "number")
		return { ...operand, span, value: token.kind === "-" ? -operand.value : operand.value };
	const valueType = unaryValueType(valueTypeOf(operand));
	return { kind: "unary", span, operator: token.kind, expression: operand, valueType };
}

function parsePrimary(cursor: TokenCursor): Expression {
	const token = cursor.token;
	const next = cursor.peek(1).kind;
	switch (token.kind) {
		case "number":
		case "duration":
			return parseNumberLiteral(cursor);
		case "string":
			return parseString(cursor);
		case "(":
			return parseParentheses(cursor);
		case "{":
			return parseSelector(cursor);
	}
	if (functionNameKinds.has(token.kind) && next === "(") return parseCall(cursor);
	if (aggregationKinds.has(token.kind) && (next === "(" || next === "by" || next === "without")) {
		return parseAggregation(cursor);
	}
	if (metricNameKinds.has(token.kind)) return parseSelector(cursor);
	cursor.fail("a metric, a number, a function or an aggregation");
	const gap = cursor.gap;
	// What no rule can use is skipped, so that the operator after it finds its place.
	if (token.kind === "bad" || token.kind === "=") {
		cursor.take();
		return { kind: "missing", span: spanOf(token) };
	}
	return { kind: "missing", span: gap };
}

function parseParentheses(cursor: TokenCursor): Expression {
	const open = cursor.takeOpening();
	const expression = parseExpression(cursor);
	if (!cursor.is(")", "endOfInput")) {
		cursor.fail('an operator or ")"', explainLeftOver(cursor));
		cursor.skipToSeparator();
	}
	cursor.takeClosing(")", 'an operator or ")"');
	const span = { start: open.start, end: cursor.previous.end };
	return { kind: "paren", span, expression, valueType: valueTypeOf(expression) };
}

function parseCall(cursor: TokenCursor): Call {
	const token = cursor.take();
	const { values, span } = parseArguments(cursor);
	return {
		kind: "call",
		span: { start: token.start, end: span.end },
		function: { name: cursor.textOf(token), span: spanOf(token) },
		arguments: values,
		argumentsSpan: span,
	};
}

const aggregationsWithParameter: ReadonlySet<TokenKind> = new Set<TokenKind>([
	"topk",
	"bottomk",
	"count_values",
	"quantile",
	"limitk",
	"limit_ratio",
]);

function parseAggregation(cursor: TokenCursor): Aggregation {
	const token = cursor.take();
	const before = parseGrouping(cursor);
	if (!cursor.is("(")) cursor.fail('"(" with the expression to aggregate, as in sum by (job) (…)');
	const { values, span } = cursor.is("(") ? parseArguments(cursor) : { values: [], span: cursor.gap };
	const grouping = before ?? parseGrouping(cursor);
	const [first, second] = values;
	const missing: Expression = { kind: "missing", span: { start: span.end, end: span.end } };
	const takesParameter = aggregationsWithParameter.has(token.kind);
	return {
		kind: "aggregation",
		span: { start: token.start, end: Math.max(cursor.previous.end, span.end) },
		operator: { name: token.kind, span: spanOf(token) },
		...(takesParameter && first !== undefined && { parameter: first }),
		expression: (takesParameter ? second : first) ?? missing,
		arguments: values,
		...(grouping && { grouping }),
		argumentsSpan: span,
	};
}

function parseGrouping(cursor: TokenCursor): Grouping | undefined {
	const token = cursor.token;
	if (token.kind !== "by" && token.kind !== "without") return undefined;
	cursor.take();
	const { labels, span } = parseLabelList(cursor, cursor.textOf(token));
	return { span: { start: token.start, end: span.end }, without: token.kind === "without", labels, labelsSpan: span };
}

function parseArguments(cursor: TokenCursor): { values: readonly Expression[]; span: Span } {
	const open = cursor.takeOpening();
	const values: Expression[] = [];
	while (!cursor.is(")", "endOfInput")) {
		values.push(parseExpression(cursor));
		if (!cursor.is(",", ")", "endOfInput")) {
			cursor.fail('an operator, "," or ")"', explainLeftOver(cursor));
			cursor.skipToSeparator();
		}
		const comma = cursor.accept(",");
		if (comma === undefined) break;
		if (cursor.is(")") && cursor.syntaxProblem === undefined) {
			const message = 'A "," must be followed by another argument. Remove it or add the argument.';
			cursor.report("promql/trailing-comma", spanOf(comma), message);
		} else if (cursor.is("endOfInput")) {
			values.push({ kind: "missing", span: cursor.gap });
		}
	}
	cursor.takeClosing(")", values.length === 0 ? 'an expression and ")"' : 'an operator, "," or ")"');
	return { values, span: { start: open.start, end: cursor.previous.end } };
}
