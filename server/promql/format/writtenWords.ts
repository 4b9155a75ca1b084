import type { Span } from "../../text/span.ts";
import type { Word } from "./words.ts";

/** The words as they are written, and what is to be printed in another order. */
export class WrittenWords {
	readonly #words: Word[];
	readonly #starts: Float64Array;
	/** By the index of a word: what to print from there on, and the word to go on with. */
	readonly #moves = new Map<number, { readonly insert: readonly number[]; readonly resume: number }>();
	/** The word that ends in print what the written word ended. */
	readonly #ends = new Map<number, number>();

	constructor(words: Word[]) {
		this.#words = words;
		this.#starts = Float64Array.from(words, (word) => word.start);
	}

	at(index: number): Word | undefined {
		return this.#words[index];
	}

	/** The index of the first word that starts at `offset` or after it. */
	firstFrom(offset: number): number {
		let low = 0;
		let high = this.#starts.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.#starts[middle] ?? 0) < offset) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	lastOf(span: Span): number {
		return this.firstFrom(span.end) - 1;
	}

	endOf(span: Span): number {
		const last = this.lastOf(span);
		return this.#ends.get(last) ?? last;
	}

	/** A word that is not written, to be printed by a move. */
	add(text: "(" | ")"): number {
		const { start } = this.#words[0] ?? { start: 0 };
		this.#words.push({ kind: text, text, start, end: start, leading: [], trailing: [] });
		return this.#words.length - 1;
	}

	/** Prints `insert` in place of the words from `from` to before `resume`. */
	move(from: number, insert: readonly number[], resume: number): void {
		this.#moves.set(from, { insert, resume });
	}

	/** Makes `end` the last word of all nodes that ended with `was`, and moves the comment behind them along. */
	endWith(was: number, end: number): void {
		const [from, to] = [this.#words[was], this.#words[end]];
		if (from === undefined || to === undefined || from === to) return;
		this.#ends.set(was, end);
		to.trailing = [...to.trailing, ...from.trailing];
		from.trailing = [];
	}

	/** The indices of the words to print. */
	order(): number[] {
		const order: number[] = [];
		const count = this.#starts.length;
		for (let index = 0; index < count; ) {
			const move = this.#moves.get(index);
			for (const inserted of move?.insert ?? [index]) if (!this.#dropsComma(inserted)) order.push(inserted);
			index = move?.resume ?? index + 1;
		}
		return order;
	}

	/** Claims that the word is a comma that nothing follows, and hands its comments to the word before. */
	#dropsComma(index: number): boolean {
		const [word, next, previous] = [this.#words[index], this.#words[index + 1], this.#words[index - 1]];
		if (word?.text !== "," || previous === undefined || (next?.text !== ")" && next?.text !== "}")) return false;
		previous.trailing = [...previous.trailing, ...word.leading, ...word.trailing];
		return true;
	}
}
