import type { Span } from "../../text/span.ts";

/** A fenced code block. */
export interface Fence {
	/** The first word behind the opening fence, in small letters. */
	readonly language: string;
	/** The word where it stands. */
	readonly languageSpan: Span;
	/** The content of each line, without the marks of quotes and lists around it and without the fence's indentation. */
	readonly lines: readonly Span[];
	/** What stands before the content of a line. */
	readonly prefix: string;
}

type Container = { readonly kind: "quote" } | { readonly kind: "item"; readonly width: number };

interface OpenFence {
	readonly mark: string;
	readonly indent: number;
	readonly containers: number;
	readonly language: string;
	readonly languageSpan: Span;
	readonly lines: Span[];
	readonly prefix: string;
}

const opening = /^( {0,3})(`{3,}|~{3,})[ \t]*([^\s`]*)([^\n]*)$/;
const itemMark = /^( {0,3})([-*+]|\d{1,9}[.)])( {1,4}(?=\S)| (?=\s)|$)/;
const thematicBreak = /^ {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$/;

/**
 * Finds the fenced code blocks of a Markdown text, in quotes and lists too, by the rules of CommonMark 0.31: a fence is
 * closed by one of its own kind that is at least as long, by the end of what is around it, or by the end of the file.
 */
export function findFences(text: string): readonly Fence[] {
	const fences: Fence[] = [];
	let containers: Container[] = [];
	let fence: OpenFence | undefined;
	let html: RegExp | undefined;
	const close = (): void => {
		if (fence !== undefined) fences.push(fence);
		fence = undefined;
	};
	for (const line of splitLines(text)) {
		const place = enterContainers(text, line, containers);
		if (fence !== undefined) {
			const rest = text.slice(place.offset, line.end);
			const blank = rest.trim() === "";
			const left = place.matched < fence.containers && !(blank && onlyItems(containers, place.matched));
			if (left) close();
			else {
				if (isClosing(rest, fence.mark)) close();
				else fence.lines.push(contentOf(text, line, place.offset, fence.indent));
				continue;
			}
		}
		containers = containers.slice(0, place.matched);
		const offset = openContainers(text, line, place.offset, containers);
		const rest = text.slice(offset, line.end);
		if (html !== undefined) {
			if (html.test(rest)) html = undefined;
			continue;
		}
		html = htmlEnd(rest);
		if (html !== undefined) continue;
		fence = openFence(text, line, offset, rest, containers);
	}
	close();
	return fences;
}

function* splitLines(text: string): Generator<Span> {
	let start = 0;
	while (start < text.length) {
		const lineFeed = text.indexOf("\n", start);
		const stop = lineFeed === -1 ? text.length : lineFeed;
		yield { start, end: text[stop - 1] === "\r" && stop > start ? stop - 1 : stop };
		start = stop + 1;
	}
}

/** How many of the open containers the line goes on with, and where it stands after their marks. */
function enterContainers(
	text: string,
	line: Span,
	containers: readonly Container[],
): { readonly matched: number; readonly offset: number } {
	let offset = line.start;
	let matched = 0;
	for (const container of containers) {
		const rest = text.slice(offset, line.end);
		if (container.kind === "quote") {
			const mark = /^ {0,3}> ?/.exec(rest)?.[0];
			if (mark === undefined) break;
			offset += mark.length;
		} else {
			const indent = /^[ \t]*/.exec(rest)?.[0] ?? "";
			if (indent.length !== rest.length && widthOf(indent) < container.width) break;
			offset += columnsOf(indent, container.width);
		}
		matched++;
	}
	return { matched, offset };
}

function openContainers(text: string, line: Span, from: number, containers: Container[]): number {
	let offset = from;
	for (;;) {
		const rest = text.slice(offset, line.end);
		const quote = /^ {0,3}> ?/.exec(rest)?.[0];
		if (quote !== undefined) {
			containers.push({ kind: "quote" });
			offset += quote.length;
			continue;
		}
		const item = thematicBreak.test(rest) ? null : itemMark.exec(rest);
		if (item === null) return offset;
		containers.push({ kind: "item", width: Math.max(item[0].length, (item[1] + (item[2] ?? "")).length + 1) });
		offset += item[0].length;
	}
}

function openFence(
	text: string,
	line: Span,
	offset: number,
	rest: string,
	containers: readonly Container[],
): OpenFence | undefined {
	const match = opening.exec(rest);
	const [, indent = "", mark = "", word = "", more = ""] = match ?? [];
	if (match === null || (mark.startsWith("`") && more.includes("`"))) return undefined;
	const language = /^\{?\.?([\w+#-]*)/.exec(word)?.[1]?.toLowerCase() ?? "";
	const wordStart = offset + rest.indexOf(word, indent.length + mark.length);
	const before = text.slice(line.start, offset) + indent;
	return {
		mark,
		indent: indent.length,
		containers: containers.length,
		language,
		languageSpan: { start: wordStart, end: wordStart + word.length },
		lines: [],
		// The mark of a list's item stands on its first line alone.
		prefix: before.replaceAll(/[^>\s]/g, " "),
	};
}

function isClosing(rest: string, mark: string): boolean {
	const match = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(rest);
	const written = match?.[1] ?? "";
	return written.length >= mark.length && written[0] === mark[0];
}

function contentOf(text: string, line: Span, offset: number, indent: number): Span {
	const blanks = /^ */.exec(text.slice(offset, line.end))?.[0].length ?? 0;
	return { start: offset + Math.min(blanks, indent), end: line.end };
}

/** Blank lines go on with items of lists, but not with quotes. */
function onlyItems(containers: readonly Container[], from: number): boolean {
	return containers.slice(from).every(({ kind }) => kind === "item");
}

/** What ends a block of HTML in which fences are only text; `undefined` where none begins, or ends on this line. */
function htmlEnd(rest: string): RegExp | undefined {
	if (/^ {0,3}<!--/.test(rest)) return rest.includes("-->") ? undefined : /-->/;
	const tag = /^ {0,3}<(pre|script|style|textarea)(?=[\s>]|$)/i.exec(rest)?.[1];
	if (tag === undefined) return undefined;
	const end = new RegExp(`</${tag}>`, "i");
	return end.test(rest) ? undefined : end;
}

function widthOf(indent: string): number {
	let width = 0;
	for (const character of indent) width += character === "\t" ? 4 - (width % 4) : 1;
	return width;
}

/** How many characters of the indentation fill `columns`. */
function columnsOf(indent: string, columns: number): number {
	let width = 0;
	let count = 0;
	for (const character of indent) {
		if (width >= columns) break;
		width += character === "\t" ? 4 - (width % 4) : 1;
		count++;
	}
	return count;
}
