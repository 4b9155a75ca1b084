import type { DecodedScalar } from "./decodedScalar.ts";
import { SegmentBuilder } from "./segmentBuilder.ts";

interface Line {
	/** Offset of the line's first character, before its indentation. */
	readonly start: number;
	/** Offset of the line break, or of the end. */
	readonly end: number;
	/** Length of the line break: 0 at the end of the text. */
	readonly breakLength: number;
	/** How many spaces it begins with. */
	readonly indent: number;
	/** Nothing but spaces. */
	readonly blank: boolean;
}

/** Decodes a literal (`|`) or folded (`>`) scalar with its chomping and indentation indicators. */
export function decodeBlockScalar(raw: string, parentIndent: number, folded: boolean): DecodedScalar {
	const header = /^[|>]([-+0-9]*)[^\n]*(?:\n|$)/.exec(raw);
	const headerLength = header?.[0].length ?? raw.length;
	const indicators = header?.[1] ?? "";
	const lines = splitLines(raw, headerLength);
	const contentIndent = findContentIndent(lines, indicators, parentIndent);
	const builder = new SegmentBuilder(raw);
	const contentEnd = lines.findLastIndex((line) => !line.blank || line.indent > contentIndent) + 1;

	if (folded) foldLines(builder, raw, lines.slice(0, contentEnd), contentIndent);
	else joinLines(builder, lines.slice(0, contentEnd), contentIndent);
	chomp(builder, lines, contentEnd, contentIndent, indicators);

	const { start, end } = findContent(lines, contentEnd, contentIndent, headerLength, parentIndent);
	return { text: builder.text, segments: builder.segments, start, end, contentIndent };
}

function splitLines(raw: string, from: number): readonly Line[] {
	const lines: Line[] = [];
	let start = from;
	while (start < raw.length) {
		const lineFeed = raw.indexOf("\n", start);
		const next = lineFeed === -1 ? raw.length : lineFeed + 1;
		const crlf = lineFeed > start && raw.charCodeAt(lineFeed - 1) === 13;
		const end = lineFeed === -1 ? raw.length : crlf ? lineFeed - 1 : lineFeed;
		let text = start;
		while (text < end && raw.charCodeAt(text) === 32) text++;
		lines.push({ start, end, breakLength: next - end, indent: text - start, blank: text === end });
		start = next;
	}
	return lines;
}

function findContentIndent(lines: readonly Line[], indicators: string, parentIndent: number): number {
	const explicit = /[1-9]/.exec(indicators);
	if (explicit !== null) return Math.max(parentIndent, 0) + Number(explicit[0]);
	const first = lines.find((line) => !line.blank);
	if (first !== undefined) return first.indent;
	return lines.reduce((most, line) => Math.max(most, line.indent), parentIndent + 1);
}

function joinLines(builder: SegmentBuilder, lines: readonly Line[], contentIndent: number): void {
	const last = lines.at(-1);
	for (const line of lines) {
		const { start, end, breakLength } = line;
		const from = Math.min(start + contentIndent, end);
		// A line feed stands for itself, and so goes with its line.
		if (line !== last && breakLength === 1) builder.copy(from, end + 1);
		else {
			builder.copy(from, end);
			if (line !== last) builder.unit("\n", end, breakLength);
		}
	}
}

/**
 * A break between two lines of text stands for a space; of several breaks, the first stands for nothing. Breaks beside
 * more-indented lines all stand for themselves.
 */
function foldLines(builder: SegmentBuilder, raw: string, lines: readonly Line[], contentIndent: number): void {
	let pending: Line[] = [];
	let previous: "none" | "text" | "spaced" = "none";
	for (const line of lines) {
		const from = Math.min(line.start + contentIndent, line.end);
		if (line.blank && line.indent <= contentIndent) {
			pending.push(line);
			continue;
		}
		const spaced = raw[from] === " " || raw[from] === "\t";
		const [first, ...more] = pending;
		if (first !== undefined) {
			if (previous === "none") for (const empty of pending) builder.unit("\n", empty.end, empty.breakLength);
			else if (previous === "text" && !spaced) {
				if (more.length === 0) builder.unit(" ", first.end, first.breakLength);
				for (const empty of more) builder.unit("\n", empty.end, empty.breakLength);
			} else for (const empty of pending) builder.unit("\n", empty.end, empty.breakLength);
		}
		builder.copy(from, line.end);
		previous = spaced ? "spaced" : "text";
		pending = [line];
	}
}

function chomp(
	builder: SegmentBuilder,
	lines: readonly Line[],
	contentEnd: number,
	contentIndent: number,
	indicators: string,
): void {
	const last = lines[contentEnd - 1];
	if (indicators.includes("-")) return;
	if (last !== undefined) addBreak(builder, last);
	if (!indicators.includes("+")) return;
	for (const line of lines.slice(contentEnd)) {
		builder.copy(Math.min(line.start + contentIndent, line.end), line.end);
		if (line.breakLength > 0) addBreak(builder, line);
	}
}

/** A last line without a line break is read as if it had one. */
function addBreak(builder: SegmentBuilder, line: Line): void {
	builder.unit("\n", line.end, line.breakLength);
}

/**
 * The content from the first line's indentation to the end of the last line that is indented like content. An empty
 * scalar's content is its first indented line.
 */
function findContent(
	lines: readonly Line[],
	contentEnd: number,
	contentIndent: number,
	headerLength: number,
	parentIndent: number,
): { start: number; end: number } {
	const first = lines[0];
	if (first === undefined) return { start: headerLength, end: headerLength };
	if (contentEnd === 0) {
		const fresh = lines.find((line) => line.indent > parentIndent) ?? first;
		return { start: fresh.end, end: fresh.end };
	}
	let last = contentEnd - 1;
	while (last + 1 < lines.length && (lines[last + 1]?.indent ?? 0) >= contentIndent) last++;
	const end = lines[last]?.end ?? headerLength;
	return { start: Math.min(first.start + contentIndent, first.end), end };
}
