import type { Span } from "../../text/span.ts";
import type { CursorLine } from "./cursorLine.ts";

/** The way from the document's root to the mapping that a line's key is in. */
export interface HostPath {
	/** Keys, and `[]` for an item of a sequence. */
	readonly steps: readonly string[];
	/** The mapping's keys on other lines. */
	readonly present: readonly string[];
}

/** A line as block structure sees it. */
interface StructureLine {
	/** Column of the first dash. */
	readonly dash?: number;
	/** Column of the key, or of whatever else the line holds. */
	readonly column: number;
	readonly key?: string;
	/** Nothing follows the key's colon but a comment, an anchor or a tag. */
	readonly opens: boolean;
	/** A dash with nothing behind it: its item is on the next lines. */
	readonly bare?: boolean;
}

/**
 * Climbs from a line to the document's start: a line that is less indented is the parent, if it is a key without a
 * value. A parent with a value, such as a block's header, means that the line is part of that value: `undefined`.
 */
export function readPath(text: string, document: Span, line: CursorLine): HostPath | undefined {
	const present = readFollowingKeys(text, document, line);
	const steps: string[] = [];
	let place: { readonly kind: "mapping" | "sequence"; readonly column: number } = {
		kind: "mapping",
		column: line.column,
	};
	if (line.dash !== undefined) {
		steps.push("[]");
		place = { kind: "sequence", column: line.dash };
	}
	for (const above of linesAbove(text, document, line.start)) {
		const isItem = above.dash !== undefined;
		if (above.bare === true && place.kind === "mapping" && (above.dash ?? 0) < place.column) {
			steps.push("[]");
			place = { kind: "sequence", column: above.dash ?? 0 };
			continue;
		}
		if (place.kind === "mapping" && above.column === place.column && (above.dash ?? -1) < place.column) {
			if (steps.length === 0 && above.key !== undefined) present.unshift(above.key);
			if (!isItem) continue;
			steps.push("[]");
			place = { kind: "sequence", column: above.dash ?? 0 };
			continue;
		}
		const holds: boolean =
			place.kind === "mapping"
				? above.column < place.column
				: above.column <= place.column && (above.dash ?? -1) < place.column;
		if (!holds) {
			// A key between a dash and what the dash begins belongs to no mapping.
			if (place.kind === "mapping" && isItem && (above.dash ?? 0) < place.column) return undefined;
			continue;
		}
		if (!above.opens || above.key === undefined) return undefined;
		steps.push(above.key);
		place = { kind: "mapping", column: above.column };
		if (!isItem) continue;
		steps.push("[]");
		place = { kind: "sequence", column: above.dash ?? 0 };
	}
	return { steps: steps.reverse(), present };
}

/** Keys of the same mapping below the line. */
function readFollowingKeys(text: string, document: Span, line: CursorLine): string[] {
	const keys: string[] = [];
	let start = line.end + 1;
	while (start < document.end) {
		const lineFeed = text.indexOf("\n", start);
		const end = lineFeed === -1 ? document.end : lineFeed;
		const below = readStructure(text.slice(start, end));
		start = end + 1;
		if (below === undefined) continue;
		const column = below.dash ?? below.column;
		if (column < line.column) break;
		if (below.dash === undefined && column === line.column && below.key !== undefined) keys.push(below.key);
	}
	return keys;
}

function* linesAbove(text: string, document: Span, lineStart: number): Generator<StructureLine> {
	let end = lineStart - 1;
	while (end > document.start) {
		const start = Math.max(text.lastIndexOf("\n", end - 1) + 1, document.start);
		const line = readStructure(text.slice(start, end));
		if (line !== undefined) yield line;
		end = start - 1;
	}
}

const keyPattern = /^(?:"((?:[^"\\])*)"|'([^']*)'|([^\s#"'{}[\]&*!|>%@`,][^:]*(?::[^\s:][^:]*)*?))\s*:(?=\s|$)/;
const nothingElse = /^\s*(?:[&!]\S+\s*)*(?:#.*)?$/;

/** `undefined` of blank lines, comments and the lines between documents. */
function readStructure(line: string): StructureLine | undefined {
	const match = /^( *)((?:- +)*)(.*)$/.exec(line.trimEnd());
	if (match === null) return undefined;
	const [, spaces = "", dashes = "", content = ""] = match;
	if ((content === "" && dashes === "") || content.startsWith("#")) return undefined;
	if (content === "-") return { dash: spaces.length, column: spaces.length + 1, opens: false, bare: true };
	const column = spaces.length + dashes.length;
	const dash = dashes === "" ? {} : { dash: spaces.length };
	const key = keyPattern.exec(content);
	if (key === null) return { ...dash, column, opens: false };
	const opens = nothingElse.test(content.slice(key[0].length));
	return { ...dash, column, key: key[1] ?? key[2] ?? key[3] ?? "", opens };
}
