import { lex } from "../promql/lexer.ts";
import type { TokenKind } from "../promql/tokens.ts";
import { overlaps, type Span } from "../text/span.ts";

/**
 * The words of PromQL as completion, hovers and signatures read them: by their text and a coarse kind, because a syntax
 * tree of half-written text does not say what is about to be written, and the parser's kinds take for decided what is
 * still being typed. The cuts between them are the parser's own.
 *
 * Invariant: tokens are in order and do not overlap; only white space lies between them.
 */
export interface Token extends Span {
	readonly kind: "word" | "number" | "string" | "operator" | "punctuation" | "comment" | "unknown";
	readonly text: string;
	/** For a string: the closing quote is there. */
	readonly closed: boolean;
	/** A stand-in is part of it: what it says is not what the query says. */
	readonly foreign?: true;
}

export function tokenize(text: string, masks: readonly { readonly span: Span }[] = []): Token[] {
	const found = tokenizeText(text);
	if (masks.length === 0) return found;
	return found.map((token) => (masks.some(({ span }) => overlaps(span, token)) ? { ...token, foreign: true } : token));
}

function tokenizeText(text: string): Token[] {
	const { tokens, comments } = lex(text);
	const found: Token[] = [];
	let comment = 0;
	const pushComments = (before: number): void => {
		for (let span = comments[comment]; span !== undefined && span.start < before; span = comments[comment]) {
			found.push({ kind: "comment", ...span, text: text.slice(span.start, span.end), closed: true });
			comment += 1;
		}
	};
	for (const { kind, start, end } of tokens) {
		if (kind === "endOfInput") break;
		pushComments(start);
		const written = text.slice(start, end);
		const coarse = coarsen(kind, written);
		found.push({ kind: coarse, start, end, text: written, closed: coarse !== "string" || isClosed(written) });
	}
	pushComments(text.length + 1);
	return found;
}

function coarsen(kind: TokenKind, text: string): Token["kind"] {
	switch (kind) {
		case "string":
		case "number":
		case "duration":
			// Infinity and NaN are numbers, but are written, completed and explained as words.
			return kind === "string" ? "string" : /^[a-z]/i.test(text) ? "word" : "number";
		case "(":
		case ")":
		case "{":
		case "}":
		case "[":
		case "]":
		case ",":
		case ":":
			return "punctuation";
		case "bad":
			return coarsenBad(text);
		default:
			return /^\w/.test(kind) ? "word" : "operator";
	}
}

/** What the parser refuses is often only not finished, such as `[ste`, or in the wrong place. */
function coarsenBad(text: string): Token["kind"] {
	if (/^[a-z_:]/i.test(text)) return "word";
	if (/^\d/.test(text)) return "number";
	if (/^[-+*/%^<>=@]|^!~/.test(text)) return "operator";
	return /^[(){}[\],:]/.test(text) ? "punctuation" : "unknown";
}

/** A quote behind an odd number of backslashes is part of the text, save in backticks. */
function isClosed(literal: string): boolean {
	const quote = literal.charAt(0);
	if (literal.length < 2 || !literal.endsWith(quote)) return false;
	if (quote === "`") return true;
	const backslashes = /\\*$/.exec(literal.slice(1, -1))?.[0].length ?? 0;
	return backslashes % 2 === 0;
}
