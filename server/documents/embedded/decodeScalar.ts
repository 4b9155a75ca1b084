import type { ScalarStyle } from "../yaml/node.ts";
import { decodeBlockScalar } from "./decodeBlockScalar.ts";
import type { DecodedScalar } from "./decodedScalar.ts";
import { SegmentBuilder } from "./segmentBuilder.ts";

/** Decodes a scalar as YAML does and records where each character stands; `raw` is written as in {@link YamlScalar}. */
export function decodeScalar(style: ScalarStyle, raw: string, parentIndent: number): DecodedScalar {
	switch (style) {
		case "plain":
			return decodeFlowScalar(raw, 0, raw.length, style);
		case "single":
		case "double": {
			const closed = raw.length > 1 && raw.endsWith(raw[0] ?? "");
			return decodeFlowScalar(raw, 1, closed ? raw.length - 1 : raw.length, style);
		}
		case "literal":
		case "folded":
			return decodeBlockScalar(raw, parentIndent, style === "folded");
		default:
			return style satisfies never;
	}
}

function decodeFlowScalar(
	raw: string,
	start: number,
	end: number,
	style: "plain" | "single" | "double",
): DecodedScalar {
	const builder = new SegmentBuilder(raw);
	let offset = start;
	while (offset < end) {
		const runEnd = findRunEnd(raw, offset, end, style);
		builder.copy(offset, runEnd);
		offset = runEnd;
		if (offset >= end) break;
		const character = raw[offset];
		if (style === "single" && character === "'") offset += builder.unit("'", offset, 2);
		else if (style === "double" && character === "\\") offset = decodeEscape(builder, raw, offset, end);
		else offset = decodeBreak(builder, raw, offset, end);
	}
	return { text: builder.text, segments: builder.segments, start, end };
}

/** The end of the characters that stand for themselves; white space before a line break does not. */
function findRunEnd(raw: string, start: number, end: number, style: "plain" | "single" | "double"): number {
	for (let offset = start; offset < end; offset++) {
		const character = raw[offset];
		if (character === "\n" || (character === "\r" && raw[offset + 1] === "\n")) return trimBlanks(raw, start, offset);
		if (style === "single" && character === "'") return offset;
		if (style === "double" && character === "\\") return offset;
	}
	return end;
}

function trimBlanks(raw: string, start: number, end: number): number {
	let offset = end;
	while (offset > start && isBlank(raw[offset - 1])) offset--;
	return offset;
}

/** One line break stands for a space, more of them for one line break less. */
function decodeBreak(builder: SegmentBuilder, raw: string, start: number, end: number): number {
	const breaks: { start: number; end: number }[] = [];
	let offset = start;
	while (offset < end) {
		const character = raw[offset];
		if (character === "\n") breaks.push({ start: raw[offset - 1] === "\r" ? offset - 1 : offset, end: ++offset });
		else if (isBlank(character) || (character === "\r" && raw[offset + 1] === "\n")) offset++;
		else break;
	}
	const [first, ...more] = breaks;
	if (first === undefined) return offset;
	if (more.length === 0) builder.unit(" ", start, offset - start);
	for (const lineBreak of more) builder.unit("\n", lineBreak.start, lineBreak.end - lineBreak.start);
	return offset;
}

const escapes: Readonly<Record<string, string>> = {
	"0": "\0",
	a: "\x07",
	b: "\b",
	e: "\x1b",
	f: "\f",
	n: "\n",
	r: "\r",
	t: "\t",
	"\t": "\t",
	v: "\v",
	N: "\x85",
	_: "\xa0",
	L: "\u2028",
	P: "\u2029",
	" ": " ",
	'"': '"',
	"'": "'",
	"/": "/",
	"\\": "\\",
};

function decodeEscape(builder: SegmentBuilder, raw: string, start: number, end: number): number {
	const continuation = /\\\r?\n(?:[ \t]*\r?\n)*[ \t]*/y;
	continuation.lastIndex = start;
	const match = continuation.exec(raw);
	if (match !== null) return decodeContinuation(builder, start, match[0]);
	const letter = raw[start + 1] ?? "";
	const digits = { x: 2, u: 4, U: 8 }[letter];
	if (digits !== undefined) {
		const code = Number.parseInt(raw.slice(start + 2, Math.min(start + 2 + digits, end)), 16);
		const known = Number.isInteger(code) && code <= 0x10ffff;
		return (
			start + builder.unit(known ? String.fromCodePoint(code) : "\ufffd", start, Math.min(digits + 2, end - start))
		);
	}
	const length = Math.min(2, end - start);
	return start + builder.unit(escapes[letter] ?? raw.slice(start, start + length), start, length);
}

/** An escaped line break stands for nothing; the empty lines after it stand for line breaks. */
function decodeContinuation(builder: SegmentBuilder, start: number, text: string): number {
	const first = text.indexOf("\n");
	for (let offset = text.indexOf("\n", first + 1); offset !== -1; offset = text.indexOf("\n", offset + 1)) {
		const length = text[offset - 1] === "\r" ? 2 : 1;
		builder.unit("\n", start + offset + 1 - length, length);
	}
	return start + text.length;
}

function isBlank(character: string | undefined): boolean {
	return character === " " || character === "\t";
}
