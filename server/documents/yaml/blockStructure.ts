import { type Block, blockOfLines, isPassive, type LineTable, lineKind } from "./lineTable.ts";

/**
 * The outermost structure of a block of lines, found by indentation alone, so that each part can be read by itself.
 * What it finds in valid YAML is what YAML finds; in broken YAML it is a guess that keeps the fault in its part.
 */
export type BlockStructure =
	| { readonly kind: "sequence"; readonly indent: number; readonly items: readonly ItemPart[] }
	| { readonly kind: "mapping"; readonly indent: number; readonly entries: readonly EntryPart[] };

export interface ItemPart {
	/** Offset of the dash. */
	readonly dash: number;
	/** What follows the dash; an empty block where nothing does. */
	readonly content: Block;
	/** Dash and content together, where the content cannot be read without: a block scalar counts from the dash. */
	readonly whole?: Block;
	/** The dash stands at a column of its own. */
	readonly misplaced: boolean;
	/** No item but a line without a dash among the items. */
	readonly stray: boolean;
}

export interface EntryPart {
	readonly block: Block;
	/** Offset of the entry's first character. */
	readonly start: number;
	/** Where the value stands on lines of its own: the lines after the key's. */
	readonly nested?: {
		readonly key: { readonly start: number; readonly end: number };
		readonly colon: number;
		readonly value: Block;
	};
	/** The key stands at a column of its own. */
	readonly misplaced: boolean;
}

/** `undefined` where the block does not begin like a block sequence or a block mapping. */
export function findBlockStructure(table: LineTable, block: Block): BlockStructure | undefined {
	const first = findFirstContent(table, block);
	if (first === undefined) return undefined;
	const midLine = first === block.firstLine && block.column > 0;
	const indent = midLine ? block.column : (table.indents[first] ?? 0);
	const offset = midLine ? block.start : (table.starts[first] ?? 0) + indent;
	if (isDash(table.text, offset)) return splitSequence(table, block, first, indent);
	if (matchKey(table.text, offset) === undefined) return undefined;
	return splitMapping(table, block, first, indent);
}

function findFirstContent(table: LineTable, block: Block): number | undefined {
	for (let line = block.firstLine; line < block.endLine; line++) {
		if (line === block.firstLine && block.column > 0) {
			if (block.start < block.end) return line;
			continue;
		}
		const kind = table.kinds[line];
		if (kind !== lineKind.blank && kind !== lineKind.comment) return line;
	}
	return undefined;
}

function splitSequence(table: LineTable, block: Block, first: number, indent: number): BlockStructure {
	const begins: { line: number; misplaced: boolean; stray: boolean }[] = [
		{ line: first, misplaced: false, stray: false },
	];
	for (let line = first + 1; line < block.endLine; line++) {
		const kind = table.kinds[line];
		if (isPassive(kind)) continue;
		const column = table.indents[line] ?? 0;
		if (column > indent) continue;
		if (kind === lineKind.dash) begins.push({ line, misplaced: column !== indent, stray: false });
		else begins.push({ line, misplaced: false, stray: true });
	}
	const items = begins.map(({ line, misplaced, stray }, index): ItemPart => {
		const endLine = begins[index + 1]?.line ?? block.endLine;
		const midLine = line === block.firstLine && block.column > 0;
		const dash = midLine ? block.start : (table.starts[line] ?? 0) + (table.indents[line] ?? 0);
		if (stray) return { dash, content: blockOfLines(table, line, endLine), misplaced, stray };
		const content = contentAfterDash(table, line, endLine, dash);
		blockScalar.lastIndex = content.start;
		if (content.column === 0 || !blockScalar.test(table.text)) return { dash, content, misplaced, stray };
		const whole = { ...content, start: dash, column: dash - (table.starts[line] ?? 0) };
		return { dash, content, whole, misplaced, stray };
	});
	return { kind: "sequence", indent, items };
}

const blockScalar = /(?:[&!]\S*[ \t]+)*[|>]/y;

function contentAfterDash(table: LineTable, line: number, endLine: number, dash: number): Block {
	const lineStart = table.starts[line] ?? 0;
	let start = dash + 1;
	while (table.text.charCodeAt(start) === 32) start++;
	const end = table.starts[endLine] ?? table.text.length;
	const code = table.text.charCodeAt(start);
	const empty = start >= end || code === 10 || code === 13 || code === 35;
	if (empty) return blockOfLines(table, line + 1, Math.max(endLine, line + 1));
	return { firstLine: line, endLine, start, end, column: start - lineStart };
}

function splitMapping(table: LineTable, block: Block, first: number, indent: number): BlockStructure {
	const begins: { line: number; misplaced: boolean }[] = [{ line: first, misplaced: false }];
	let holdsItems = false;
	let holdsText = false;
	for (let line = first + 1; line < block.endLine; line++) {
		const kind = table.kinds[line];
		if (isPassive(kind)) continue;
		const column = table.indents[line] ?? 0;
		if (column > indent) {
			holdsText ||= !holdsItems;
			continue;
		}
		if (kind === lineKind.dash && column === indent && !holdsText) {
			holdsItems = true;
			continue;
		}
		// A half-written line between the items of a sequence is no key, and must not take the items after it with it.
		if ((holdsItems || holdsText) && !holdsColon(table, line) && isFollowedByDash(table, line, block.endLine)) continue;
		begins.push({ line, misplaced: column !== indent || kind === lineKind.dash });
		holdsItems = false;
		holdsText = false;
	}
	const entries = begins.map(({ line, misplaced }, index): EntryPart => {
		const endLine = begins[index + 1]?.line ?? block.endLine;
		const midLine = line === block.firstLine && block.column > 0;
		const whole = midLine
			? { ...block, endLine, end: table.starts[endLine] ?? table.text.length }
			: blockOfLines(table, line, endLine);
		const offset = midLine ? block.start : (table.starts[line] ?? 0) + (table.indents[line] ?? 0);
		const nested = findNestedValue(table, line, endLine, offset);
		return { block: whole, start: offset, misplaced, ...(nested === undefined ? {} : { nested }) };
	});
	return { kind: "mapping", indent, entries };
}

/** Claims that the line may be a key, of whatever form. */
function holdsColon(table: LineTable, line: number): boolean {
	return /:(?:\s|$)/.test(table.text.slice(table.starts[line], table.starts[line + 1]));
}

function isFollowedByDash(table: LineTable, line: number, endLine: number): boolean {
	for (let next = line + 1; next < endLine; next++) {
		const kind = table.kinds[next];
		if (isPassive(kind)) continue;
		return kind === lineKind.dash;
	}
	return false;
}

function findNestedValue(table: LineTable, line: number, endLine: number, offset: number): EntryPart["nested"] {
	const key = matchKey(table.text, offset);
	if (key === undefined || !key.alone || line + 1 >= endLine) return undefined;
	const value = blockOfLines(table, line + 1, endLine);
	if (findFirstContent(table, value) === undefined) return undefined;
	return { key: { start: offset, end: offset + key.length }, colon: key.colon, value };
}

const simpleKey =
	/[A-Za-z0-9_./$-][^\s:#"'{}[\],&*!|>]*(?=[ \t]*:(?:[ \t\r\n]|$))|"[^"\\\r\n]*"(?=[ \t]*:(?:[ \t\r\n]|$))|'[^'\r\n]*'(?=[ \t]*:(?:[ \t\r\n]|$))/y;
const nothingMore = /[ \t]*:[ \t]*(?:#.*)?(?:\r?\n|$)/y;

/** The key that begins at `offset`; `alone` claims that nothing but a comment follows its colon on the line. */
function matchKey(text: string, offset: number): { length: number; colon: number; alone: boolean } | undefined {
	simpleKey.lastIndex = offset;
	const match = simpleKey.exec(text);
	if (match === null) return undefined;
	nothingMore.lastIndex = offset + match[0].length;
	const alone = nothingMore.test(text);
	return { length: match[0].length, colon: text.indexOf(":", offset + match[0].length), alone };
}

function isDash(text: string, offset: number): boolean {
	if (text.charCodeAt(offset) !== 45) return false;
	const next = text.charCodeAt(offset + 1);
	return Number.isNaN(next) || next === 32 || next === 10 || next === 13 || next === 9;
}
