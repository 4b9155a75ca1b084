import type { Word } from "./words.ts";

/**
 * Writes words and their comments line by line.
 *
 * Invariant: nothing follows a comment on its line, so no comment swallows code wherever it stands.
 */
export class LineWriter {
	readonly #indent: string;
	readonly #limit: number;
	readonly #lines: string[] = [];
	#line = "";
	#afterComment = false;
	#length = 0;

	/** `limit` is the number of characters after which nothing more is written. */
	constructor(indent: string, limit: number) {
		this.#indent = indent;
		this.#limit = limit;
	}

	/** Ends the line, if anything is on it. */
	newLine(): void {
		this.#afterComment = false;
		if (this.#line === "") return;
		this.#length += this.#line.length + 1;
		if (this.#length <= this.#limit) this.#lines.push(this.#line);
		this.#line = "";
	}

	/** Writes comments on lines of their own. */
	comments(comments: readonly string[], level: number): void {
		for (const comment of comments) {
			this.newLine();
			this.#line = this.#indent.repeat(level) + comment;
			this.newLine();
		}
	}

	/** Writes text on the current line, or on the next one where a comment ended this. */
	text(text: string, level: number, space: boolean): void {
		if (this.#afterComment) this.newLine();
		if (this.#line === "") this.#line = this.#indent.repeat(level);
		else if (space) this.#line += " ";
		this.#line += text;
	}

	/** Writes the comment behind a word. */
	remark(comments: readonly string[]): void {
		for (const comment of comments) {
			this.#line += ` ${comment}`;
			this.#afterComment = true;
		}
	}

	word(word: Word, level: number, space: boolean): void {
		this.comments(word.leading, level);
		this.text(word.text, level, space);
		this.remark(word.trailing);
	}

	/** All that was written, without a line break at its end; `undefined` where it is longer than the limit. */
	finish(): string | undefined {
		this.newLine();
		return this.#length <= this.#limit ? this.#lines.join("\n") : undefined;
	}
}
