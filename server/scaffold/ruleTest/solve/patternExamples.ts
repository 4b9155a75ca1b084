/**
 * Texts that a regular expression of a matcher may match, the plainest first: guesses, each of which whoever asks has to
 * put to the regular expression itself. Source: RE2's syntax, as Go's regexp/syntax documents it.
 */
export function listPatternExamples(pattern: string): readonly string[] {
	const reader = new PatternReader(pattern);
	const examples = reader.alternatives();
	return [...new Set(examples)].slice(0, mostExamples);
}

const mostExamples = 40;

class PatternReader {
	readonly #pattern: string;
	#at = 0;

	constructor(pattern: string) {
		this.#pattern = pattern;
	}

	alternatives(): readonly string[] {
		const all: string[] = [];
		for (;;) {
			all.push(...this.#sequence());
			if (this.#pattern[this.#at] !== "|") return all;
			this.#at++;
		}
	}

	#sequence(): readonly string[] {
		let texts: readonly string[] = [""];
		while (this.#at < this.#pattern.length && !"|)".includes(this.#pattern[this.#at] ?? "")) {
			const piece = this.#repeat(this.#piece());
			texts = texts.flatMap((text) => piece.map((more) => text + more)).slice(0, mostExamples);
		}
		return texts;
	}

	/** What one character, class or group can be. */
	#piece(): readonly string[] {
		const character = this.#pattern[this.#at++] ?? "";
		switch (character) {
			case "(": {
				const opening = /^\?(?:P?<\w+>|[imsU-]*:|[imsU-]+(?=\)))/.exec(this.#pattern.slice(this.#at));
				this.#at += opening?.[0].length ?? 0;
				const inner = this.alternatives();
				this.#at++;
				return inner;
			}
			case "[":
				return this.#class();
			case ".":
				// The rest of a status code: `5..`.
				return /\d\.*$/.test(this.#pattern.slice(0, this.#at - 1)) ? ["0", "x"] : ["x", "1"];
			case "^":
			case "$":
				return [""];
			case "\\":
				return escaped(this.#pattern[this.#at++] ?? "");
			default:
				return [character];
		}
	}

	#class(): readonly string[] {
		const rest = this.#pattern.slice(this.#at);
		const body = /^\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*/.exec(rest)?.[0] ?? "";
		this.#at += body.length + 1;
		const negated = body.startsWith("^");
		const inside = negated ? body.slice(1) : body;
		if (negated) return ["x", "1", "-", "A"];
		const found: string[] = [];
		for (const [piece] of inside.matchAll(/\[:\w+:\]|\\.|[^\\]/g)) {
			if (piece.startsWith("[:")) found.push("a", "1", "A", " ");
			else if (piece.startsWith("\\")) found.push(...escaped(piece[1] ?? ""));
			else found.push(piece);
		}
		return found.slice(0, 6);
	}

	#repeat(piece: readonly string[]): readonly string[] {
		const repetition = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(this.#pattern.slice(this.#at));
		if (repetition === null) return piece;
		this.#at += repetition[0].length;
		const [first = ""] = piece;
		if (repetition[1] !== undefined) return [first.repeat(Number(repetition[1]))];
		if (repetition[0].startsWith("?")) return [...piece, ""];
		return repetition[0].startsWith("*") ? [first, ""] : piece;
	}
}

function escaped(character: string): readonly string[] {
	const classes: Readonly<Record<string, readonly string[]>> = {
		d: ["1"],
		D: ["x"],
		w: ["x"],
		W: ["-"],
		s: [" "],
		S: ["x"],
		b: [""],
		B: [""],
		A: [""],
		z: [""],
	};
	return classes[character] ?? [character];
}
