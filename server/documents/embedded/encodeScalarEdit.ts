import { SegmentMap } from "../../text/segmentMap.ts";
import type { TextEdit } from "../../text/textEdit.ts";
import type { YamlScalar } from "../yaml/node.ts";
import { isNullText, isPlainLine } from "../yaml/plainScalar.ts";
import type { DecodedScalar } from "./decodedScalar.ts";
import { decodeScalar } from "./decodeScalar.ts";

/**
 * Encodes an edit of the decoded text as an edit of the scalar, in offsets from the scalar's first character.
 *
 * The encoded edit is tried: where the scalar would not decode to the edited text, such as a space that a folded line
 * would swallow, the answer is the whole content written anew, or `undefined` where this style cannot hold the text.
 */
export function encodeScalarEdit(scalar: YamlScalar, decoded: DecodedScalar, edit: TextEdit): TextEdit | undefined {
	const wanted = decoded.text.slice(0, edit.span.start) + edit.newText + decoded.text.slice(edit.span.end);
	const map = new SegmentMap(decoded.segments, decoded.start);
	if (!fallsOnEdges(decoded, edit.span.start) || !fallsOnEdges(decoded, edit.span.end)) return undefined;
	if (scalar.json === true && scalar.style === "plain") {
		// A number or a literal: any other text needs quotes.
		return { span: { start: decoded.start, end: decoded.end }, newText: JSON.stringify(wanted) };
	}
	const local = encodeWithinLine(scalar, decoded, map, edit);
	if (local !== undefined) return local;
	for (const candidate of [encodePart(scalar, decoded, map, edit), encodeWhole(scalar, decoded, wanted)]) {
		if (candidate !== undefined && holds(scalar, decoded, candidate, wanted)) return candidate;
	}
	return undefined;
}

/**
 * An edit that leaves all lines of a literal block as they are but for the inside of one, or that lies in double quotes
 * on one line, cannot change what the rest is read as. So a long scalar need not be read again for it.
 */
function encodeWithinLine(
	scalar: YamlScalar,
	decoded: DecodedScalar,
	map: SegmentMap,
	edit: TextEdit,
): TextEdit | undefined {
	if (scalar.raw.length < longScalar) return undefined;
	const { start, end } = edit.span;
	if (scalar.style === "double" && !scalar.raw.includes("\n")) {
		const span = start === end ? insertionPoint(map, decoded, start) : map.toHostSpan(edit.span);
		const isClosed = scalar.raw.endsWith('"') && span.end < scalar.raw.length;
		return isClosed ? { span, newText: escapeDouble(edit.newText) } : undefined;
	}
	if (scalar.style !== "literal" || !isPrintable(edit.newText) || edit.newText.includes("\r")) return undefined;
	const { text } = decoded;
	const lineStart = text.lastIndexOf("\n", start - 1) + 1;
	const lineFeed = text.indexOf("\n", end);
	const before = text.slice(lineStart, start);
	const after = text.slice(end, lineFeed === -1 ? text.length : lineFeed);
	if (before.trim() === "" || after.trim() === "" || text.slice(start, end).includes("\n")) return undefined;
	const span = { start: map.toHost(start, "end"), end: map.toHost(end, "end") };
	return { span, newText: indentLines(scalar, decoded, edit.newText) };
}

/** Characters from which on a scalar is not read again for an edit that cannot matter to the rest. */
const longScalar = 500;

/** An escape that stands for two code units cannot be cut in half. */
function fallsOnEdges(decoded: DecodedScalar, offset: number): boolean {
	return !decoded.segments.some(
		(segment) => !segment.literal && segment.embedded < offset && offset < segment.embedded + segment.embeddedLength,
	);
}

function encodePart(scalar: YamlScalar, decoded: DecodedScalar, map: SegmentMap, edit: TextEdit): TextEdit | undefined {
	const trimmed = keepLastBreak(scalar, decoded, edit);
	const newText = encodeText(scalar, decoded, trimmed.newText);
	if (newText === undefined) return undefined;
	const { start, end } = trimmed.span;
	const span = start === end ? insertionPoint(map, decoded, start) : map.toHostSpan(trimmed.span);
	return { span, newText };
}

/** Text is inserted where the text before it ends, unless a line begins here. */
function insertionPoint(map: SegmentMap, decoded: DecodedScalar, offset: number): { start: number; end: number } {
	const edge = offset > 0 && decoded.text[offset - 1] !== "\n" ? "end" : "start";
	const host = map.toHost(offset, edge);
	return { start: host, end: host };
}

/** The last line break of a block lies outside its content, so an edit that keeps it must not touch it. */
function keepLastBreak(scalar: YamlScalar, decoded: DecodedScalar, edit: TextEdit): TextEdit {
	const block = scalar.style === "literal" || scalar.style === "folded";
	if (!block || edit.span.end !== decoded.text.length || !decoded.text.endsWith("\n")) return edit;
	if (!edit.newText.endsWith("\n") || edit.span.start === edit.span.end) return edit;
	return { span: { start: edit.span.start, end: edit.span.end - 1 }, newText: edit.newText.slice(0, -1) };
}

function encodeText(scalar: YamlScalar, decoded: DecodedScalar, text: string): string | undefined {
	switch (scalar.style) {
		case "plain":
			return text.includes("\n") ? undefined : text;
		case "single":
			return text.includes("\n") ? undefined : text.replaceAll("'", "''");
		case "double":
			return escapeDouble(text);
		case "literal":
			return indentLines(scalar, decoded, text);
		case "folded":
			return text.includes("\n") ? undefined : text;
		default:
			return scalar.style satisfies never;
	}
}

function indentLines(scalar: YamlScalar, decoded: DecodedScalar, text: string): string {
	const lineBreak = scalar.raw.includes("\r\n") ? "\r\n" : "\n";
	return text.replaceAll("\n", `${lineBreak}${" ".repeat(decoded.contentIndent ?? 0)}`);
}

const shortEscapes: Readonly<Record<string, string>> = {
	'"': '\\"',
	"\\": "\\\\",
	"\n": "\\n",
	"\t": "\\t",
	"\r": "\\r",
};

function escapeDouble(text: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: YAML allows none of them unescaped.
	return text.replace(/["\\\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (character) => {
		const code = character.charCodeAt(0);
		return shortEscapes[character] ?? `\\u${code.toString(16).padStart(4, "0")}`;
	});
}

/** The whole content on one line, or line by line in a literal block. */
function encodeWhole(scalar: YamlScalar, decoded: DecodedScalar, wanted: string): TextEdit | undefined {
	if (scalar.style === "folded" || scalar.style === "literal") return undefined;
	const newText = encodeText(scalar, decoded, wanted);
	return newText === undefined ? undefined : { span: { start: decoded.start, end: decoded.end }, newText };
}

function holds(scalar: YamlScalar, decoded: DecodedScalar, edit: TextEdit, wanted: string): boolean {
	if (edit.span.start < decoded.start || edit.span.end > decoded.end || edit.span.start > edit.span.end) return false;
	const raw = scalar.raw.slice(0, edit.span.start) + edit.newText + scalar.raw.slice(edit.span.end);
	if (!isReadable(scalar, raw)) return false;
	return decodeScalar(scalar.style, raw, scalar.parentIndent).text === wanted;
}

/** Claims that YAML reads `raw` as a scalar of the same style in the same place, whatever its text. */
export function isReadable(scalar: YamlScalar, raw: string): boolean {
	switch (scalar.style) {
		case "plain": {
			const lines = raw.split(/\r?\n/).map((line) => line.replace(/^[ \t]+|[ \t]+$/g, ""));
			if (raw.trim() !== raw || isNullText(raw)) return false;
			return lines.every((line, index) => line === "" || isPlainLine(line, index === 0, scalar.flow));
		}
		case "single":
		case "double":
			return isPrintable(raw);
		case "literal":
		case "folded":
			return isPrintable(raw) && keepsIndentation(scalar, raw);
		default:
			return scalar.style satisfies never;
	}
}

/** Where the block's indentation is found from its first line, that line must stay as far in as before. */
function keepsIndentation(scalar: YamlScalar, raw: string): boolean {
	const before = decodeScalar(scalar.style, scalar.raw, scalar.parentIndent);
	const after = decodeScalar(scalar.style, raw, scalar.parentIndent);
	if (before.contentIndent !== after.contentIndent) return false;
	const lines = raw.split("\n").slice(1);
	const first = lines.findIndex((line) => line.trim() !== "");
	const indented = lines.every((line) => line.trim() === "" || line.startsWith(" ".repeat(after.contentIndent ?? 0)));
	return indented && lines.slice(0, first).every((line) => line.replace("\r", "").length <= (after.contentIndent ?? 0));
}

function isPrintable(raw: string): boolean {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
	return !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)/.test(
		raw,
	);
}
