import type { LineIndex } from "./lineIndex.ts";

/** A line and those below it that belong to it by their indentation; both count from zero and are inclusive. */
export interface IndentedBlock {
	readonly startLine: number;
	readonly endLine: number;
}

interface OpenBlock {
	readonly line: number;
	readonly indent: number;
	/** The line is a key whose value may be a sequence that is not indented any further, as YAML allows. */
	readonly holdsSequence: boolean;
}

/** How many columns a tab counts for; in YAML it can only stand inside of text. */
const TAB_WIDTH = 4;

/**
 * Every block of more than one line, outer ones first: what an editor folds by itself where the language says nothing,
 * and sequences below their key besides. Blank lines at a block's end do not belong to it.
 */
export function findIndentedBlocks(text: string, lines: LineIndex): readonly IndentedBlock[] {
	const blocks: IndentedBlock[] = [];
	const open: OpenBlock[] = [];
	let last = -1;
	const closeTo = (indent: number, isItem: boolean): void => {
		for (let top = open.at(-1); top !== undefined && !holds(top, indent, isItem); top = open.at(-1)) {
			open.pop();
			if (last > top.line) blocks.push({ startLine: top.line, endLine: last });
		}
	};
	for (let line = 0; line < lines.lineCount; line++) {
		const start = lines.lineStart(line);
		const end = lines.lineEnd(line);
		let first = start;
		let indent = 0;
		for (; first < end; first++) {
			const code = text.charCodeAt(first);
			if (code === 0x20) indent += 1;
			else if (code === 0x09) indent += TAB_WIDTH - (indent % TAB_WIDTH);
			else break;
		}
		if (first === end) continue;
		const isItem = text.charCodeAt(first) === 0x2d && (first + 1 === end || text.charCodeAt(first + 1) === 0x20);
		closeTo(indent, isItem);
		open.push({ line, indent, holdsSequence: !isItem && endsKey(text, first, end) });
		last = line;
	}
	closeTo(-1, false);
	return blocks.sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
}

function holds(block: OpenBlock, indent: number, isItem: boolean): boolean {
	return block.indent < indent || (block.indent === indent && isItem && block.holdsSequence);
}

/** Claims that the line is nothing but a key, with or without a comment behind it. */
function endsKey(text: string, start: number, end: number): boolean {
	if (text.charCodeAt(end - 1) === 0x3a) return text.charCodeAt(start) !== 0x23;
	return /^[^\s#][^#]*:\s+#/.test(text.slice(start, end));
}
