import type { Problem } from "../text/problem.ts";

const decimal = /^(?:\d(?:_?\d)*(?:\.(?:\d(?:_?\d)*)?)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?$/;
const hexadecimal = /^0[xX]_?[\da-fA-F](?:_?[\da-fA-F])*$/;
const octal = /^0(?:_?[0-7])+$/;
const largestInteger = 2n ** 63n - 1n;

/**
 * The value of a number literal as Go's `strconv` reads it: `0x1f`, `0755` (octal), `1_000`, `.5`, `5.`, `5e-3`.
 * `undefined` where it is none, or where it is larger than its form can hold.
 */
export function parseNumber(text: string): number | undefined {
	const first = text.charCodeAt(0) | 0x20;
	if (first === 0x69 /* i */) return /^inf$/i.test(text) ? Number.POSITIVE_INFINITY : undefined;
	if (first === 0x6e /* n */) return /^nan$/i.test(text) ? Number.NaN : undefined;
	if (decimal.test(text)) {
		const digits = text.includes("_") ? text.replaceAll("_", "") : text;
		if (octal.test(text)) {
			const value = BigInt(`0o${digits.slice(1)}`);
			if (value <= largestInteger) return Number(value);
		}
		const value = Number(digits);
		return Number.isFinite(value) ? value : undefined;
	}
	if (!hexadecimal.test(text)) return undefined;
	const value = BigInt(text.replaceAll("_", ""));
	return value <= largestInteger ? Number(value) : undefined;
}

export interface Unquoted {
	readonly value: string;
	readonly invalidUtf8: boolean;
}

const simpleEscapes: ReadonlyMap<string, string> = new Map([
	["a", "\x07"],
	["b", "\b"],
	["f", "\f"],
	["n", "\n"],
	["r", "\r"],
	["t", "\t"],
	["v", "\v"],
	["\\", "\\"],
	["'", "'"],
	['"', '"'],
]);

/** The text that a quoted literal stands for; escapes that are wrong stand for themselves. */
export function unquote(literal: string, terminated: boolean): Unquoted {
	const body = literal.slice(1, terminated ? -1 : undefined);
	if (literal.startsWith("`") || !body.includes("\\")) return { value: body, invalidUtf8: false };
	// Escapes such as \xe2\x98\xba are bytes, and only together a character: each run of them is decoded at once.
	let value = "";
	let run: number[] = [];
	let done = 0;
	for (const match of body.matchAll(escapeSequence)) {
		if (match.index > done) {
			value += decode(run) + body.slice(done, match.index);
			run = [];
		}
		done = match.index + match[0].length;
		const byte = byteOf(match);
		if (byte !== undefined) {
			run.push(byte);
		} else {
			value += decode(run) + characterOf(match);
			run = [];
		}
	}
	value += decode(run) + body.slice(done);
	return { value, invalidUtf8: value.includes("\ufffd") };
}

function decode(bytes: readonly number[]): string {
	return bytes.length === 0 ? "" : new TextDecoder().decode(new Uint8Array(bytes));
}

const escapeSequence = /\\(?:x([\da-fA-F]{2})|([0-7]{3})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))/gsu;

function byteOf(match: RegExpExecArray): number | undefined {
	if (match[1] !== undefined) return Number.parseInt(match[1], 16);
	return match[2] === undefined ? undefined : Number.parseInt(match[2], 8) & 0xff;
}

function characterOf(match: RegExpExecArray): string {
	const simple = match[5];
	if (simple !== undefined) return simpleEscapes.get(simple) ?? match[0];
	const point = Number.parseInt(match[3] ?? match[4] ?? "", 16);
	return point <= 0x10ffff ? String.fromCodePoint(point) : match[0];
}

/** What is wrong with the escape at `start` of `text` inside a literal that `quote` opened; `undefined` if it is right. */
export function findEscapeFault(text: string, start: number, quote: string): Problem | undefined {
	const letter = text[start + 1];
	if (letter === undefined || letter === "\n") {
		return escapeProblem(start, start + 1, "A backslash starts an escape sequence, but nothing follows it.");
	}
	if (letter === quote || (simpleEscapes.has(letter) && letter !== "'" && letter !== '"')) return undefined;
	const digits = letter === "x" ? 2 : letter === "u" ? 4 : letter === "U" ? 8 : /[0-7]/.test(letter) ? 3 : 0;
	if (digits === 0) {
		const written = String.fromCodePoint(text.codePointAt(start + 1) ?? 0);
		return escapeProblem(
			start,
			start + 1 + written.length,
			`\\${written} is not an escape sequence that PromQL knows. Write \\\\ for a backslash, as in "\\\\${written}", or put the text between backticks, where nothing is escaped.`,
		);
	}
	const from = digits === 3 ? start + 1 : start + 2;
	const pattern = digits === 3 ? /^[0-7]{3}/ : new RegExp(`^[0-9a-fA-F]{${digits}}`);
	const match = pattern.exec(text.slice(from, from + digits));
	const end = Math.min(from + digits, text.length);
	if (match === null) {
		const what = digits === 3 ? "three octal digits" : `${digits} hexadecimal digits`;
		return escapeProblem(start, end, `\\${letter} must be followed by ${what}${digits === 3 ? " in all" : ""}.`);
	}
	const value = Number.parseInt(match[0], digits === 3 ? 8 : 16);
	const largest = digits <= 3 ? 255 : 0x10ffff;
	if (value > largest || (value >= 0xd800 && value < 0xe000)) {
		return escapeProblem(start, end, `${text.slice(start, end)} stands for no character: the number is out of range.`);
	}
	return undefined;
}

function escapeProblem(start: number, end: number, message: string): Problem {
	return { code: "promql/bad-escape", severity: "error", span: { start, end }, message };
}
