import type { Span } from "../../text/span.ts";

/** The line of the cursor: `- key: value`, of which all may be missing. */
export interface CursorLine {
	readonly start: number;
	readonly end: number;
	/** Column of the dash before the key. */
	readonly dash?: number;
	/** Column of the key. */
	readonly column: number;
	/** Empty at the cursor where nothing is written. */
	readonly key: Span;
	readonly colon?: number;
	/** The value with nothing around it; left out where there is no colon. */
	readonly value?: Span;
}

const linePattern = /^( *)(- +)?([^\s#:"'{}[\]&*!|>%@`,-][^\s:]*)?([ ]*:)?(?=\s|$)([ \t]*)(.*?)[ \t]*(?:\s#.*)?\r?$/;

/** Reads the line at `offset`; `undefined` where it cannot be a key with or without a value. */
export function readCursorLine(text: string, document: Span, offset: number): CursorLine | undefined {
	const start = Math.max(text.lastIndexOf("\n", offset - 1) + 1, document.start);
	const lineFeed = text.indexOf("\n", offset);
	const end = lineFeed === -1 ? text.length : lineFeed;
	const match = linePattern.exec(text.slice(start, end));
	if (match === null) return undefined;
	const [, spaces = "", dash = "", word = "", colon = "", blanks = "", rest = ""] = match;
	if (word === "" && (colon !== "" || rest !== "")) return undefined;
	// A line without a colon is a key that is being written, as long as it is one word.
	if (colon === "" && rest !== "") return undefined;
	const column = word === "" ? Math.max(offset - start, spaces.length + dash.length) : spaces.length + dash.length;
	const keyStart = start + column;
	if (offset < keyStart) return undefined;
	const key = { start: keyStart, end: keyStart + word.length };
	const line = { start, end, column, key, ...(dash === "" ? {} : { dash: spaces.length }) };
	if (colon === "") return offset > key.end ? undefined : line;
	const valueStart = key.end + colon.length + blanks.length;
	const value = { start: valueStart, end: valueStart + rest.length };
	return { ...line, colon: key.end + colon.length - 1, value };
}
