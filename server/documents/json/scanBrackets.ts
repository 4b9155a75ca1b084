/**
 * Every bracket of a JSON text and where it ends, found without reading what is between them. A text whose brackets do
 * not pair is looked at again by its indentation, so that a bracket that is missing in one place does not reach into
 * the next; a text whose brackets pair is never judged by its indentation.
 */
export interface Brackets {
	/** Every bracket has its counterpart. */
	readonly pairs: boolean;
	/** Offsets of the opening brackets, in order. */
	readonly opens: Int32Array;
	/** For each: the offset of its closing bracket, or of where it must end without one. */
	readonly ends: Int32Array;
	/** For each: whether a closing bracket of its kind is there. */
	readonly closed: Uint8Array;
	/** For each: the index of the first bracket behind its end. */
	readonly next: Int32Array;
}

export function scanBrackets(text: string): Brackets {
	const scan = new BracketScan(text, false);
	if (scan.run() || !isIndented(text)) return scan.result();
	const second = new BracketScan(text, true);
	second.run();
	return { ...second.result(), pairs: false };
}

const quote = 34;
const slash = 47;
const star = 42;
const lineFeed = 10;
const openList = 91;
const closeList = 93;
const openObject = 123;
const closeObject = 125;

class BracketScan {
	readonly #text: string;
	readonly #byIndentation: boolean;
	readonly #opens: number[] = [];
	readonly #ends: number[] = [];
	readonly #closed: number[] = [];
	readonly #next: number[] = [];
	/** Indices of the brackets that are open. */
	readonly #stack: number[] = [];
	/** Of each bracket: how far in its line is. */
	readonly #indents: number[] = [];
	#pairs = true;

	constructor(text: string, byIndentation: boolean) {
		this.#text = text;
		this.#byIndentation = byIndentation;
	}

	/** Claims that all brackets pair. */
	run(): boolean {
		const text = this.#text;
		const { length } = text;
		let lineStart = 0;
		/** How far in the line is; -1 as long as nothing stands on it. */
		let indent = -1;
		for (let offset = 0; offset < length; offset++) {
			const code = text.charCodeAt(offset);
			if (code <= 32) {
				if (code === lineFeed) {
					lineStart = offset + 1;
					indent = -1;
					// Most of a file that people read is indentation.
					while (text.charCodeAt(offset + 1) === 32) offset++;
				}
				continue;
			}
			const begins = indent === -1;
			if (this.#byIndentation && begins) {
				indent = offset - lineStart;
				this.#leaveByIndentation(code, indent, offset);
			}
			switch (code) {
				case quote:
					offset = findStringEnd(text, offset, length) - 1;
					break;
				case slash:
					offset = findCommentEnd(text, offset, length) - 1;
					break;
				case openObject:
				case openList:
					this.#stack.push(this.#opens.length);
					this.#opens.push(offset);
					this.#indents.push(indent);
					this.#ends.push(length);
					this.#closed.push(0);
					this.#next.push(0);
					break;
				case closeObject:
				case closeList:
					if (!this.#byIndentation || !begins || this.#opensAt(indent)) this.#close(code, offset);
					break;
				default:
			}
		}
		if (this.#stack.length > 0) this.#pairs = false;
		for (const index of this.#stack) this.#next[index] = this.#opens.length;
		return this.#pairs;
	}

	/** What stands no further in than the line of a bracket is not in it. */
	#leaveByIndentation(code: number, indent: number, offset: number): void {
		const closes = code === closeObject || code === closeList;
		while (this.#stack.length > 1) {
			const top = this.#stack.at(-1) ?? 0;
			const own = this.#indents[top] ?? 0;
			if (closes ? own <= indent : own < indent) return;
			this.#end(offset, 0);
		}
	}

	/** Claims that the innermost bracket may end on a line that is this far in; where it may not, another is missing. */
	#opensAt(indent: number): boolean {
		const top = this.#stack.at(-1);
		return top !== undefined && (this.#indents[top] ?? 0) >= indent;
	}

	#close(code: number, offset: number): void {
		const wanted = code === closeObject ? openObject : openList;
		const isWanted = (candidate: number) => this.#text.charCodeAt(this.#opens[candidate] ?? 0) === wanted;
		const top = this.#stack.length - 1;
		const index = top >= 0 && isWanted(this.#stack[top] ?? 0) ? top : this.#stack.findLastIndex(isWanted);
		if (index === -1) {
			this.#pairs = false;
			return;
		}
		while (this.#stack.length - 1 > index) {
			this.#pairs = false;
			this.#end(offset, 0);
		}
		this.#end(offset, 1);
	}

	#end(offset: number, closed: 0 | 1): void {
		const top = this.#stack.pop();
		if (top === undefined) return;
		this.#ends[top] = offset;
		this.#closed[top] = closed;
		this.#next[top] = this.#opens.length;
	}

	result(): Brackets {
		return {
			pairs: this.#pairs,
			opens: Int32Array.from(this.#opens),
			ends: Int32Array.from(this.#ends),
			closed: Uint8Array.from(this.#closed),
			next: Int32Array.from(this.#next),
		};
	}
}

/** The offset behind a string's closing quote; an open one ends with its line. */
export function findStringEnd(text: string, start: number, limit: number): number {
	for (let offset = start + 1; offset < limit; offset++) {
		const code = text.charCodeAt(offset);
		if (code === quote) return offset + 1;
		if (code === lineFeed) return text.charCodeAt(offset - 1) === 13 ? offset - 1 : offset;
		if (code === 92 && text.charCodeAt(offset + 1) !== lineFeed) offset++;
	}
	return limit;
}

/** The offset behind the comment that may begin here, or the next one where none does. */
export function findCommentEnd(text: string, start: number, limit: number): number {
	const code = text.charCodeAt(start + 1);
	if (code !== slash && code !== star) return start + 1;
	const end = code === slash ? text.indexOf("\n", start) : text.indexOf("*/", start + 2);
	if (end === -1) return limit;
	return Math.min(code === slash ? end : end + 2, limit);
}

/** Claims that what is in brackets stands further in than their line, as far as the text has lines at all. */
function isIndented(text: string): boolean {
	let deeper = 0;
	let others = 0;
	for (const match of text.slice(0, 200_000).matchAll(/^([ \t]*)(?:\S.*)?[[{][ \t]*\r?\n([ \t]*)[^\s\]}]/gm)) {
		if ((match[2]?.length ?? 0) > (match[1]?.length ?? 0)) deeper++;
		else others++;
	}
	return deeper > 10 * others;
}
