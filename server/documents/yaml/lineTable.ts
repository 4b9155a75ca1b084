/** The lines of a YAML file, with what block structure hangs on: how far each is indented and how its text begins. */
export interface LineTable {
	readonly text: string;
	readonly count: number;
	/** Offset of each line's first character; one more entry holds the end of the text. */
	readonly starts: Int32Array;
	/** Number of spaces before each line's text. */
	readonly indents: Int32Array;
	readonly kinds: Uint8Array;
	/** Offsets of the tabs that stand before a line's text, the first of each line. */
	readonly tabs: readonly number[];
}

export const lineKind = {
	blank: 0,
	comment: 1,
	tabbed: 2,
	dash: 3,
	text: 4,
	documentStart: 5,
	documentEnd: 6,
} as const;

/** Claims that a line of this kind begins nothing: it belongs to what stands before it, and so does a tab's fault. */
export function isPassive(kind: number | undefined): boolean {
	return kind === undefined || kind <= lineKind.tabbed;
}

export function scanLines(text: string): LineTable {
	const count = countLines(text);
	const starts = new Int32Array(count + 1);
	const indents = new Int32Array(count);
	const kinds = new Uint8Array(count);
	const tabs: number[] = [];
	let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
	for (let line = 0; line < count; line++) {
		const lineFeed = text.indexOf("\n", start);
		const next = lineFeed === -1 ? text.length : lineFeed + 1;
		let offset = start;
		while (offset < next && text.charCodeAt(offset) === 32) offset++;
		starts[line] = start;
		indents[line] = offset - start;
		if (text.charCodeAt(offset) === 9) tabs.push(offset);
		kinds[line] = classify(text, start, offset, next);
		start = next;
	}
	starts[count] = text.length;
	return { text, count, starts, indents, kinds, tabs };
}

function countLines(text: string): number {
	let count = 1;
	for (let offset = text.indexOf("\n"); offset !== -1; offset = text.indexOf("\n", offset + 1)) count++;
	return count;
}

function classify(text: string, start: number, offset: number, next: number): number {
	if (offset === next) return lineKind.blank;
	switch (text.charCodeAt(offset)) {
		case 10:
		case 13:
			return lineKind.blank;
		case 35:
			return lineKind.comment;
		case 9:
			return text.slice(offset, next).trim() === "" ? lineKind.blank : lineKind.tabbed;
		case 45:
			if (offset === start && text.startsWith("---", offset) && endsWord(text, offset + 3))
				return lineKind.documentStart;
			return endsWord(text, offset + 1) ? lineKind.dash : lineKind.text;
		case 46:
			if (offset === start && text.startsWith("...", offset) && endsWord(text, offset + 3)) return lineKind.documentEnd;
			return lineKind.text;
		default:
			return lineKind.text;
	}
}

function endsWord(text: string, offset: number): boolean {
	const code = text.charCodeAt(offset);
	return Number.isNaN(code) || code === 32 || code === 9 || code === 10 || code === 13;
}

/** A run of whole lines, but for the first, which may begin in its middle, after a dash. */
export interface Block {
	readonly firstLine: number;
	/** The line after the last. */
	readonly endLine: number;
	/** Where the first line's part begins: the line's start, or the text after a dash. */
	readonly start: number;
	readonly end: number;
	/** Column of `start`. */
	readonly column: number;
}

export function blockOfLines(table: LineTable, firstLine: number, endLine: number): Block {
	const start = table.starts[firstLine] ?? table.text.length;
	return { firstLine, endLine, start, end: table.starts[endLine] ?? table.text.length, column: 0 };
}
