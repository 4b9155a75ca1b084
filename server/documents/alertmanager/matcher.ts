// Source: matcher/parse and pkg/labels of Alertmanager 0.34, which by default takes what either of its two readers takes.

import type { RegularExpressions } from "../../promql/regularExpressions.ts";
import type { Span } from "../../text/span.ts";

export type MatcherOperator = "=" | "!=" | "=~" | "!~";

/** One matcher; spans count in the text that was parsed. */
export interface ParsedMatcher {
	readonly label: string;
	readonly operator: MatcherOperator;
	readonly value: string;
	readonly span: Span;
	readonly labelSpan: Span;
	readonly valueSpan: Span;
}

export interface MatcherFault {
	readonly span: Span;
	/** A sentence's end that says what is wrong: "has no operator". */
	readonly reason: string;
}

export type MatcherReading =
	| { readonly matchers: readonly ParsedMatcher[] }
	| { readonly fault: MatcherFault; readonly matchers?: undefined };

/**
 * Reads a list of matchers such as `a="b"`, `a=~b,c!=d` or `{a="b",c!="d"}`. Where the older and the newer reader
 * understand a text differently, Alertmanager goes by the older one, which also is the only one before 0.27.
 */
export function parseMatchers(text: string, regularExpressions: RegularExpressions): MatcherReading {
	const classic = parseClassicMatchers(text, regularExpressions);
	if (classic.matchers !== undefined) return classic;
	const utf8 = parseUtf8Matchers(text, regularExpressions);
	if (utf8.matchers !== undefined) return utf8;
	return utf8;
}

/** The reader of versions before 0.27: label names of letters, digits, `_` and `:`; quotes may be left out. */
export function parseClassicMatchers(text: string, regularExpressions: RegularExpressions): MatcherReading {
	const start = text.startsWith("{") ? 1 : 0;
	const end = text.length > start && text.endsWith("}") ? text.length - 1 : text.length;
	const matchers: ParsedMatcher[] = [];
	for (const part of splitAtCommas(text, start, end)) {
		const read = parseClassicMatcher(text.slice(part.start, part.end), part.start, regularExpressions);
		if ("fault" in read) return read;
		matchers.push(read);
	}
	return { matchers };
}

/** The parts between commas outside of quotes; blanks behind the last comma are no part. */
function splitAtCommas(text: string, from: number, to: number): readonly Span[] {
	const parts: Span[] = [];
	let start = from;
	let quoted = false;
	let escaped = false;
	for (let index = from; index < to; index++) {
		switch (text[index]) {
			case ",":
				// A comma leaves a backslash before it in force, as Alertmanager's own loop does.
				if (!quoted) {
					parts.push({ start, end: index });
					start = index + 1;
				}
				break;
			case '"':
				if (escaped) escaped = false;
				else quoted = !quoted;
				break;
			case "\\":
				escaped = !escaped;
				break;
			default:
				escaped = false;
		}
	}
	if (text.slice(start, to).trim() !== "") parts.push({ start, end: to });
	return parts;
}

const classicPattern =
	/^[\t\n\f\r ]*([a-zA-Z_:][a-zA-Z0-9_:]*)[\t\n\f\r ]*(=~|=|!=|!~)[\t\n\f\r ]*([\s\S]*?)[\t\n\f\r ]*$/;

function parseClassicMatcher(
	text: string,
	base: number,
	regularExpressions: RegularExpressions,
): ParsedMatcher | { readonly fault: MatcherFault; readonly matchers?: undefined } {
	const start = base + text.length - text.trimStart().length;
	const span = { start, end: Math.max(start, base + text.trimEnd().length) };
	const match = classicPattern.exec(text);
	if (match === null) return { fault: { span, reason: 'is no matcher such as `severity="critical"`' } };
	const [, label = "", operator = "=", raw = ""] = match;
	const valueEnd = base + text.length - (/[\t\n\f\r ]*$/.exec(text)?.[0].length ?? 0);
	const valueSpan = { start: valueEnd - raw.length, end: valueEnd };
	const value = readClassicValue(raw);
	if (value === undefined) {
		return { fault: { span: valueSpan, reason: "has a double quote that is not at both ends and not escaped" } };
	}
	const labelStart = base + text.indexOf(label);
	return checkRegularExpression(
		{
			label,
			operator: operator as MatcherOperator,
			value,
			span,
			labelSpan: { start: labelStart, end: labelStart + label.length },
			valueSpan,
		},
		regularExpressions,
	);
}

/** `undefined` of a value with a stray double quote. A backslash before an ordinary character stays one. */
function readClassicValue(raw: string): string | undefined {
	const quoted = raw.startsWith('"');
	const text = quoted ? raw.slice(1) : raw;
	let value = "";
	let closed = !quoted;
	for (let index = 0; index < text.length; index++) {
		const character = text[index] ?? "";
		const next = text[index + 1];
		if (character === "\\" && next !== undefined) {
			value += next === "n" ? "\n" : next === '"' || next === "\\" ? next : character + next;
			index++;
		} else if (character === '"') {
			if (closed || next !== undefined) return undefined;
			closed = true;
		} else value += character;
	}
	return closed ? value : undefined;
}

function checkRegularExpression(
	matcher: ParsedMatcher,
	regularExpressions: RegularExpressions,
): ParsedMatcher | { readonly fault: MatcherFault; readonly matchers?: undefined } {
	if (matcher.operator === "=" || matcher.operator === "!=") return matcher;
	const compiled = regularExpressions.compile(matcher.value);
	if (compiled.valid) return matcher;
	return { fault: { span: matcher.valueSpan, reason: `is no regular expression: ${compiled.reason}` } };
}

type Token =
	| { readonly kind: "{" | "}" | "," | "end"; readonly start: number; readonly end: number }
	| { readonly kind: "operator"; readonly operator: MatcherOperator; readonly start: number; readonly end: number }
	| { readonly kind: "word"; readonly value: string; readonly start: number; readonly end: number };

type Scan = Token | { readonly fault: MatcherFault };

/** The reader that 0.27 brought: any label name, quoted where it has more than plain characters. */
export function parseUtf8Matchers(text: string, regularExpressions: RegularExpressions): MatcherReading {
	const matchers: ParsedMatcher[] = [];
	let token = scan(text, 0);
	const isKind = (kind: Token["kind"]): boolean => "kind" in token && token.kind === kind;
	const advance = (): void => {
		if ("kind" in token) token = scan(text, token.end);
	};
	const fail = (reason: string): MatcherReading => {
		if ("fault" in token) return token;
		const start = token.kind === "end" ? Math.max(text.trimEnd().length - 1, 0) : token.start;
		return { fault: { span: { start, end: Math.max(token.end, start) }, reason } };
	};
	const braced = isKind("{");
	if (braced) advance();
	while (!isKind("}") && !isKind("end")) {
		const label = token;
		if ("fault" in label) return label;
		if (label.kind !== "word") return fail("is where a label name is expected");
		advance();
		const operator = token;
		if ("fault" in operator) return operator;
		if (operator.kind !== "operator") return fail("is where `=`, `!=`, `=~` or `!~` is expected");
		advance();
		const value = token;
		if ("fault" in value) return value;
		if (value.kind !== "word") return fail("is where a value is expected");
		const read = checkRegularExpression(
			{
				label: label.value,
				operator: operator.operator,
				value: value.value,
				span: { start: label.start, end: value.end },
				labelSpan: { start: label.start, end: label.end },
				valueSpan: { start: value.start, end: value.end },
			},
			regularExpressions,
		);
		if ("fault" in read) return read;
		matchers.push(read);
		advance();
		if (isKind("}") || isKind("end")) break;
		if (!isKind(",")) return fail("is where a comma is expected");
		advance();
	}
	if (braced) {
		if (!isKind("}")) return fail("lacks the closing brace");
		advance();
	} else if (isKind("}")) return fail("closes a brace that was not opened");
	return isKind("end") ? { matchers } : fail("is more than a list of matchers");
}

const reserved = /[\s\u0085{}!=~,\\"'`]/;

function scan(text: string, from: number): Scan {
	let start = from;
	while (start < text.length && /[\s\u0085]/.test(text[start] ?? "")) start++;
	const character = text[start];
	if (character === undefined) return { kind: "end", start, end: start };
	if (character === "{" || character === "}" || character === ",") return { kind: character, start, end: start + 1 };
	if (character === "=" || character === "!") {
		const operator = /^(?:=~|=|!=|!~)/.exec(text.slice(start, start + 2))?.[0];
		if (operator === undefined) return scanFault(start, start + 1, "is no operator: `!=` and `!~` are");
		return { kind: "operator", operator: operator as MatcherOperator, start, end: start + operator.length };
	}
	if (character === '"') return scanQuoted(text, start);
	if (reserved.test(character)) return scanFault(start, start + 1, "may stand in double quotes alone");
	let end = start + 1;
	while (end < text.length && !reserved.test(text[end] ?? "")) end++;
	return { kind: "word", value: text.slice(start, end), start, end };
}

function scanFault(start: number, end: number, reason: string): Scan {
	return { fault: { span: { start, end }, reason } };
}

const escapes: Readonly<Record<string, string>> = {
	a: "\x07",
	b: "\b",
	f: "\f",
	n: "\n",
	r: "\r",
	t: "\t",
	v: "\v",
	"\\": "\\",
	'"': '"',
};
const quotedPart = /\\(?:([abfnrtv\\"])|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-3][0-7]{2}))|([^\\\n])/y;

/** A string literal as Go writes it. */
function scanQuoted(text: string, start: number): Scan {
	let value = "";
	let index = start + 1;
	while (index < text.length && text[index] !== '"') {
		quotedPart.lastIndex = index;
		const part = quotedPart.exec(text);
		if (part === null) {
			const end = Math.min(index + 2, text.length);
			return scanFault(
				index,
				end,
				text[index] === "\n" ? "breaks the line inside of quotes" : "is no escape that Go knows",
			);
		}
		const [whole, simple, hexadecimal, short, long, octal, plain] = part;
		const code = hexadecimal ?? short ?? long;
		const number =
			code === undefined ? (octal === undefined ? undefined : Number.parseInt(octal, 8)) : Number.parseInt(code, 16);
		if (number !== undefined && (number > 0x10_ffff || (number >= 0xd800 && number < 0xe000))) {
			return scanFault(index, index + whole.length, "is no character");
		}
		value += simple === undefined ? (number === undefined ? plain : String.fromCodePoint(number)) : escapes[simple];
		index += whole.length;
	}
	if (index >= text.length) return scanFault(start, text.length, "lacks the closing quote");
	return { kind: "word", value, start, end: index + 1 };
}
