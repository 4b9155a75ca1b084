import { literalOf, piecesOf } from "../../promql/patternPieces.ts";
import type { Span } from "../../text/span.ts";

/** A text between the bars and brackets of a regular expression, and what it is where it is plain text. */
export interface PatternWord {
	/** In offsets of the pattern. */
	readonly span: Span;
	readonly literal: string;
}

/** The alternatives of `pattern` that are plain text, at whatever depth: `Up|(?:Api|Web)Down` has `Up`, `Api`, `Web`. */
export function wordsOf(pattern: string): readonly PatternWord[] {
	const words: PatternWord[] = [];
	const add = (start: number, end: number): void => {
		const text = pattern.slice(start, end);
		const literal = text === "" ? undefined : literalOf(piecesOf(text) ?? []);
		if (literal !== undefined && literal !== "") words.push({ span: { start, end }, literal });
	};
	let from = 0;
	for (let index = 0; index < pattern.length; index++) {
		const character = pattern[index] ?? "";
		if (character === "\\") {
			index += 1;
			continue;
		}
		if (!/[|()^$]/.test(character)) continue;
		add(from, index);
		from = index + 1;
		const group = character === "(" ? /^\?(?::|P?<\w+>)/.exec(pattern.slice(from))?.[0].length : undefined;
		if (group !== undefined) {
			from += group;
			index += group;
		}
	}
	add(from, pattern.length);
	return words;
}

/** `text` as a regular expression that matches it alone. */
export function quotePattern(text: string): string {
	return text.replace(/[\\.+*?()|[\]{}^$]/g, "\\$&");
}
