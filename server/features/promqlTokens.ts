import type { Span } from "../text/span.ts";

/**
 * A lexer for PromQL that never fails: what completion and hover read, because a syntax tree of half-written text does
 * not say what is about to be written.
 *
 * Invariant: tokens are in order and do not overlap; only white space lies between them.
 */
export interface Token extends Span {
	readonly kind: "word" | "number" | "string" | "operator" | "punctuation" | "comment" | "unknown";
	readonly text: string;
	/** For a string: the closing quote is there. */
	readonly closed: boolean;
}

const WHITE_SPACE = /\s+/y;
const DURATION_OR_NUMBER =
	/(?:\d+(?:ms|[smhdwy]))+(?![a-zA-Z0-9_])|0[xX][0-9a-fA-F_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?/y;
/** A half-written duration such as `5x` is one token, so that a completion replaces it whole. */
const NUMBER_WITH_TAIL = /\d[a-zA-Z0-9]*/y;
const WORD = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const WORD_IN_BRACKETS = /[a-zA-Z_][a-zA-Z0-9_]*/y;
const OPERATOR = /=~|!~|==|!=|>=|<=|<\/|>\/|[-+*/%^<>=@]/y;

export function tokenize(text: string): Token[] {
	const tokens: Token[] = [];
	let offset = 0;
	/** In `[5m:1m]` a colon stands for itself; elsewhere it is part of a name. */
	let brackets = 0;
	const match = (pattern: RegExp): string | undefined => {
		pattern.lastIndex = offset;
		return pattern.exec(text)?.[0];
	};
	const push = (kind: Token["kind"], length: number, closed = true): void => {
		const end = offset + length;
		tokens.push({ kind, start: offset, end, text: text.slice(offset, end), closed });
		offset = end;
	};
	while (offset < text.length) {
		const space = match(WHITE_SPACE);
		if (space !== undefined) {
			offset += space.length;
			continue;
		}
		const character = text.charAt(offset);
		if (character === "#") {
			const end = text.indexOf("\n", offset);
			push("comment", (end === -1 ? text.length : end) - offset);
			continue;
		}
		if (character === '"' || character === "'" || character === "`") {
			const { end, closed } = findStringEnd(text, offset, character);
			push("string", end - offset, closed);
			continue;
		}
		const word = match(brackets > 0 ? WORD_IN_BRACKETS : WORD);
		if (word !== undefined) {
			push("word", word.length);
			continue;
		}
		const number = longer(match(DURATION_OR_NUMBER), match(NUMBER_WITH_TAIL));
		if (number !== undefined) {
			push("number", number.length);
			continue;
		}
		const operator = match(OPERATOR);
		if (operator !== undefined) {
			push("operator", operator.length);
			continue;
		}
		if (character === "[") brackets += 1;
		if (character === "]") brackets = Math.max(0, brackets - 1);
		push("(){}[],:".includes(character) ? "punctuation" : "unknown", 1);
	}
	return tokens;
}

function longer(a: string | undefined, b: string | undefined): string | undefined {
	return (a?.length ?? 0) >= (b?.length ?? 0) ? a : b;
}

/** A string in `"` or `'` ends at the line's end at the latest, as Prometheus allows no raw line break in it. */
function findStringEnd(text: string, start: number, quote: string): { end: number; closed: boolean } {
	for (let offset = start + 1; offset < text.length; offset += 1) {
		const character = text.charAt(offset);
		if (character === quote) return { end: offset + 1, closed: true };
		if (quote === "`") continue;
		if (character === "\n") return { end: offset, closed: false };
		if (character === "\\") offset += 1;
	}
	return { end: text.length, closed: false };
}
