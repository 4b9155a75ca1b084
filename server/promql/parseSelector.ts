import type { Expression, Identifier, LabelMatcher, MatchOperator, StringLiteral, VectorSelector } from "./ast.ts";
import { spanOf, type TokenCursor } from "./cursor.ts";
import { parseString } from "./parseLiteral.ts";
import { shorten } from "./shorten.ts";
import type { TokenKind } from "./tokens.ts";

/** Parses `metric`, `metric{…}` or `{…}`; the current token starts one. */
export function parseSelector(cursor: TokenCursor): VectorSelector {
	const start = cursor.token.start;
	const name = cursor.is("{") ? undefined : parseName(cursor);
	const inside = cursor.is("{") ? parseBraces(cursor, name) : undefined;
	const metric = inside?.name ?? name;
	return {
		kind: "selector",
		span: { start, end: cursor.previous.end },
		...(metric && { name: metric }),
		matchers: inside?.matchers ?? [],
		...(inside && { braces: inside.braces }),
		modifiers: {},
	};
}

function parseName(cursor: TokenCursor): Identifier {
	const token = cursor.take();
	return { name: cursor.textOf(token), span: spanOf(token) };
}

function parseBraces(cursor: TokenCursor, outerName: Identifier | undefined) {
	const open = cursor.takeOpening();
	const matchers: LabelMatcher[] = [];
	let name = outerName;
	while (!cursor.is("}", "endOfInput")) {
		const item = parseItem(cursor);
		if (item === undefined) {
			cursor.fail('a label, as in label="value", or "}"');
			// A parenthesis or bracket cannot stand in braces: the lexer has left them.
			if (!insideBraces.has(cursor.kind)) break;
			if (!cursor.is(",")) cursor.take();
		} else if (item.kind === "matcher") matchers.push(item.matcher);
		else if (name === undefined) name = item.name;
		else matchers.push(nameMatcher(item));
		if (!cursor.is(",", "}", "endOfInput")) {
			cursor.fail('"," or "}"');
			while (!cursor.is(",") && insideBraces.has(cursor.kind)) cursor.take();
		}
		if (cursor.accept(",") === undefined) break;
	}
	cursor.takeClosing("}", 'a label, as in label="value", or "}"');
	return { name, matchers, braces: { start: open.start, end: cursor.previous.end } };
}

/** What the lexer makes of text inside braces; any other token stands after braces that were not closed. */
const insideBraces: ReadonlySet<TokenKind> = new Set<TokenKind>([
	"identifier",
	"string",
	",",
	"=",
	"!=",
	"=~",
	"!~",
	"bad",
]);

type Item =
	| { readonly kind: "matcher"; readonly matcher: LabelMatcher }
	| { readonly kind: "name"; readonly name: Identifier; readonly literal: StringLiteral };

function parseItem(cursor: TokenCursor): Item | undefined {
	const token = cursor.token;
	if (token.kind === "identifier") {
		cursor.take();
		return parseMatcher(cursor, { name: cursor.textOf(token), span: spanOf(token) });
	}
	if (token.kind !== "string") return undefined;
	const literal = parseString(cursor);
	const name = { name: literal.value, span: literal.span };
	return operators.has(cursor.kind) ? parseMatcher(cursor, name) : { kind: "name", name, literal };
}

const operators: ReadonlyMap<TokenKind, MatchOperator> = new Map<TokenKind, MatchOperator>([
	["=", "="],
	["!=", "!="],
	["=~", "=~"],
	["!~", "!~"],
]);

function parseMatcher(cursor: TokenCursor, label: Identifier): Item {
	const operator = operators.get(cursor.kind);
	if (operator === undefined) {
		cursor.fail(`=, !=, =~ or !~ and a value in quotes after ${shorten(label.name)}`);
		const matcher = { span: label.span, label, operator: "=" as const, value: missingAt(cursor) };
		return { kind: "matcher", matcher };
	}
	const token = cursor.take();
	if (token.kind === "=" && cursor.is("=")) {
		cursor.fail("", `In a selector a single = means "is equal". Write ${shorten(label.name)}="…".`);
		cursor.take();
	}
	const value = parseValue(cursor, label);
	const matcher = {
		span: { start: label.span.start, end: Math.max(value.span.end, token.end) },
		label,
		operator,
		operatorSpan: spanOf(token),
		value,
	};
	return { kind: "matcher", matcher };
}

function parseValue(cursor: TokenCursor, label: Identifier): StringLiteral | Extract<Expression, { kind: "missing" }> {
	if (cursor.is("string")) return parseString(cursor);
	const token = cursor.token;
	if (token.kind === "identifier") {
		const word = cursor.quoteOf(token);
		cursor.fail("", `The value of ${shorten(label.name)} must stand in quotes: ${shorten(label.name)}="${word}".`);
		cursor.take();
		return { kind: "missing", span: spanOf(token) };
	}
	cursor.fail(`a value in quotes for ${shorten(label.name)}`);
	return missingAt(cursor);
}

function missingAt(cursor: TokenCursor): Extract<Expression, { kind: "missing" }> {
	return { kind: "missing", span: cursor.gap };
}

/** A further quoted name is one more condition on the metric's name. */
function nameMatcher(item: Extract<Item, { kind: "name" }>): LabelMatcher {
	const label = { name: "__name__", span: item.name.span };
	return { span: item.name.span, label, operator: "=", value: item.literal };
}
