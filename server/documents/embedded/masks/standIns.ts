import type { Form } from "./form.ts";

/**
 * Makes stand-ins of exact lengths, each in as far as its length allows a word that stands nowhere else in the text: so
 * an edit that carries it along can be led back to what the user wrote.
 */
export class StandIns {
	readonly #source: string;
	/** By form, length and source: equal variables in equal roles look equal. */
	readonly #known = new Map<string, string>();
	readonly #used: string[] = [];

	constructor(source: string) {
		this.#source = source;
	}

	make(form: Form, source: string, before: string): string {
		const { length } = source;
		if (length === 0) return "";
		// Behind a backslash a letter is part of an escape: \n is one everywhere.
		if (form === "letters" && before === "\\") return "n".padEnd(length, "0");
		const key = `${form === "letters" ? "name" : form} ${source}`;
		const known = this.#known.get(key) ?? this.#choose(form, length);
		this.#known.set(key, known);
		return known;
	}

	#choose(form: Form, length: number): string {
		const choices = choicesOf(form, length);
		let first: string | undefined;
		for (const choice of choices) {
			first ??= choice;
			if (this.#isFree(choice)) {
				this.#used.push(choice);
				return choice;
			}
		}
		return first ?? " ".repeat(length);
	}

	#isFree(choice: string): boolean {
		if (this.#source.includes(choice)) return false;
		return !this.#used.some((used) => used.includes(choice) || choice.includes(used));
	}
}

/** So many different stand-ins are tried; more different variables than that are in no query. */
const mostChoices = 64;

function* choicesOf(form: Form, length: number): Generator<string> {
	switch (form) {
		case "name":
		case "letters":
			return yield* names(length);
		case "quoted":
			return yield length < 2 ? " " : `"${"z".repeat(length - 2)}"`;
		case "digits":
			return yield* numbers(length, "");
		case "number":
			return yield* numbers(length, "");
		case "duration":
			return yield* length < 2 ? numbers(length, "") : numbers(length - 1, "y");
		case "amount":
			return yield* length < 2 ? numbers(length, "") : numbers(length - 1, "s");
		case "unit":
			// Behind digits, so that 5 becomes 5m, 50m or 5m0s.
			return yield length < 2 ? "m" : length === 2 ? "0m" : `m${"0".repeat(length - 2)}s`;
		case "matcher":
			return yield* matchers(length);
		case "labelList":
			return yield length < 3 ? "()".slice(0, length) : `(${"z".repeat(length - 2)})`;
		case "aggregation":
			return yield (length < 3 ? (names(length).next().value ?? "") : "sum").padEnd(length);
		case "rankedAggregation":
			return yield (length < 4 ? (names(length).next().value ?? "") : "topk").padEnd(length);
		case "operator":
			return yield "+".padEnd(length);
		case "comparison":
			return yield (length < 2 ? ">" : "==").padEnd(length);
		case "matchOperator":
			return yield length < 2 ? "=" : "=~".padEnd(length);
		case "blank":
			return yield " ".repeat(length);
		default:
			form satisfies never;
	}
}

/** A `z` first: behind a dash in a class of characters it ends any range of letters and digits. */
function* names(length: number): Generator<string> {
	if (length === 1) return yield* ["z", "q", "j", "x"];
	const letters = length === 2 ? ["z", "q", "j", "x"] : ["z"];
	for (const letter of letters) {
		const most = length === 2 ? 10 : mostChoices;
		for (let index = 0; index < most; index += 1) {
			const written = index.toString(36);
			if (written.length < length) yield letter + written.padStart(length - 1, "0");
		}
	}
}

/** Odd numbers that people hardly write, of a size that every unit allows. */
function* numbers(length: number, unit: string): Generator<string> {
	const highest = length === 1 ? 9 : 97;
	for (let number = highest; number > Math.max(0, highest - mostChoices); number -= 1) {
		const written = String(number);
		if (written.length <= length) yield written.padStart(length, "0") + unit;
	}
}

function* matchers(length: number): Generator<string> {
	if (length < 2) return yield " ".repeat(length);
	if (length < 4) return yield `"${"z".repeat(length - 2)}"`;
	if (length < 5) return yield 'z=""';
	for (const name of names(length - 4)) yield `${name}!=""`;
}
