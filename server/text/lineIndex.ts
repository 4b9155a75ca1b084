/** A place in a text as editors count: both from zero, `character` in UTF-16 code units. */
export interface LinePosition {
	readonly line: number;
	readonly character: number;
}

/** Translates between offsets and lines of one text. A line ends after `\n`, `\r\n` or a lone `\r`, as in LSP. */
export class LineIndex {
	readonly #text: string;
	readonly #starts: readonly number[];

	constructor(text: string) {
		this.#text = text;
		this.#starts = findLineStarts(text);
	}

	get lineCount(): number {
		return this.#starts.length;
	}

	/** The position of an offset; offsets outside of the text are taken as its nearest end. */
	positionAt(offset: number): LinePosition {
		const inside = Math.min(Math.max(offset, 0), this.#text.length);
		const line = this.lineAt(inside);
		return { line, character: inside - this.lineStart(line) };
	}

	/** The offset of a position; a character beyond the line's end is taken as the end of the line. */
	offsetAt(position: LinePosition): number {
		if (position.line < 0) return 0;
		if (position.line >= this.#starts.length) return this.#text.length;
		const start = this.lineStart(position.line);
		return Math.min(start + Math.max(position.character, 0), this.lineEnd(position.line));
	}

	lineAt(offset: number): number {
		let low = 0;
		let high = this.#starts.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.#starts[middle] ?? 0) <= offset) low = middle + 1;
			else high = middle;
		}
		return Math.max(low - 1, 0);
	}

	lineStart(line: number): number {
		return this.#starts[line] ?? this.#text.length;
	}

	/** The end of the line's text, before its line break. */
	lineEnd(line: number): number {
		const start = this.lineStart(line);
		let end = this.#starts[line + 1] ?? this.#text.length;
		while (end > start && isLineBreak(this.#text.charCodeAt(end - 1))) end--;
		return end;
	}
}

function findLineStarts(text: string): readonly number[] {
	const starts = [0];
	for (let offset = 0; offset < text.length; offset++) {
		const code = text.charCodeAt(offset);
		if (code === 13 && text.charCodeAt(offset + 1) === 10) offset++;
		if (isLineBreak(code)) starts.push(offset + 1);
	}
	return starts;
}

function isLineBreak(code: number): boolean {
	return code === 10 || code === 13;
}
