import type { Punctuation } from "../tokens.ts";
import type { Word } from "./words.ts";

/** Words that stand before their parentheses as a function does. */
const calls: ReadonlySet<string> = new Set(["start", "end", "step", "range", "min_of", "max_of"]);

const arithmetic: ReadonlySet<string> = new Set<Punctuation>(["+", "-", "*", "/", "%", "^"]);

/**
 * Where a space stands between the words of a piece that is never broken: a selector with its range and modifiers, or
 * an operator with its matching. Give it every word in order.
 */
export class Spacing {
	readonly #open: string[] = [];
	#previous: Word | undefined;
	/** The previous word is an operator with one operand, such as the minus of `-5m`. */
	#sign = false;

	readonly #afterOperand: boolean;

	/** `afterOperand` says that the first word is an operator between two operands, not a sign. */
	constructor(afterOperand = false) {
		this.#afterOperand = afterOperand;
	}

	/** Claims that a space stands before `word`. */
	before(word: Word): boolean {
		const previous = this.#previous;
		const space = previous !== undefined && this.#parts(previous, word);
		const afterOperand = previous === undefined ? this.#afterOperand : endsOperand(previous);
		this.#sign = arithmetic.has(word.text) && !afterOperand;
		this.#previous = word;
		if (word.text === "(" || word.text === "[" || word.text === "{") this.#open.push(word.text);
		else if (word.text === ")" || word.text === "]" || word.text === "}") this.#open.pop();
		return space;
	}

	#parts(previous: Word, word: Word): boolean {
		if (this.#sign || this.#open.at(-1) === "{") return false;
		switch (previous.text) {
			case "(":
			case "[":
			case ":":
				return false;
		}
		switch (word.text) {
			case ")":
			case "]":
			case "[":
			case "{":
			case ",":
			case ":":
				return false;
			case "(":
				return !calls.has(previous.text);
			default:
				return true;
		}
	}
}

function endsOperand(word: Word): boolean {
	return word.kind === "number" || word.kind === "duration" || word.text === ")";
}
