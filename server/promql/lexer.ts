import type { Problem } from "../text/problem.ts";
import type { Span } from "../text/span.ts";
import { isAlpha, isAlphaNumeric, isDigit, isLowSurrogate, isSpace } from "./characters.ts";
import { explainCharacter, showCharacter } from "./explainCharacter.ts";
import type { PromqlCode } from "./faults.ts";
import { findEscapeFault } from "./literals.ts";
import { scanNumber } from "./scanNumber.ts";
import { shorten } from "./shorten.ts";
import { type Keyword, keywordOf, type Punctuation, type Token, type TokenKind } from "./tokens.ts";

export interface Lexed {
	/** In order, without comments, with `endOfInput` last. */
	readonly tokens: readonly Token[];
	readonly comments: readonly Span[];
	/** The first fault in the characters themselves; what follows from it is not reported. */
	readonly problem: Problem | undefined;
	/** Faults inside literals, which do not disturb what follows. */
	readonly literalProblems: readonly Problem[];
}

/**
 * Cuts PromQL into tokens by Prometheus's own rules, which depend on the place: inside braces a word is a label and
 * never a keyword, inside square brackets only a duration may stand.
 *
 * It goes on after a fault, so that the rest of a half-written expression still has a shape: what can only stand outside
 * braces or brackets closes them.
 */
export function lex(text: string): Lexed {
	return new Lexer(text).run();
}

const literalProblemLimit = 20;

/** Where inside square brackets the lexer is; before the first number, fewer characters are allowed. */
type Place = "expression" | "braces" | "beforeDuration" | "afterDuration";

const durationWords: ReadonlySet<Keyword> = new Set(["step", "range", "min_of", "max_of"]);

class Lexer {
	readonly #text: string;
	readonly #tokens: Token[] = [];
	readonly #comments: Span[] = [];
	readonly #literalProblems: Problem[] = [];
	#problem: Problem | undefined;
	#position = 0;
	#place: Place = "expression";
	/** A number has stood in square brackets, now or before: until then Prometheus refuses a colon there. */
	#sawDuration = false;
	/** Parentheses open since the bracket was opened. */
	#parenthesesInBracket = 0;

	constructor(text: string) {
		this.#text = text;
	}

	run(): Lexed {
		while (this.#position < this.#text.length) this.#scan();
		this.#emit("endOfInput", this.#position);
		return {
			tokens: this.#tokens,
			comments: this.#comments,
			problem: this.#problem,
			literalProblems: this.#literalProblems,
		};
	}

	#scan() {
		const code = this.#text.charCodeAt(this.#position);
		if (code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d) {
			this.#position++;
			return;
		}
		if (code === 0x23 /* # */) return this.#scanComment();
		if (code === 0x22 || code === 0x27 || code === 0x60) return this.#scanString(code);
		if (this.#place === "braces") return this.#scanInBraces(code);
		if (isAlpha(code)) return this.#scanWord();
		if (isDigit(code) || (code === 0x2e && isDigit(this.#text.charCodeAt(this.#position + 1)))) {
			return this.#scanNumber();
		}
		this.#scanPunctuation(code);
	}

	#emit(kind: TokenKind, end: number): void {
		this.#tokens.push({ kind, start: this.#position, end });
		this.#position = end;
	}

	#report(code: PromqlCode, start: number, end: number, message: string): void {
		this.#problem ??= { code, severity: "error", span: { start, end }, message };
	}

	#scanComment() {
		const start = this.#position;
		if (this.#place === "beforeDuration") {
			this.#report(
				"promql/unexpected-character",
				start,
				start + 1,
				"A comment cannot stand before the duration inside square brackets. Move it in front of the selector.",
			);
		}
		let end = start + 1;
		while (end < this.#text.length && this.#text[end] !== "\n" && this.#text[end] !== "\r") end++;
		this.#comments.push({ start, end });
		this.#position = end;
	}

	#scanString(quoteCode: number) {
		const text = this.#text;
		const start = this.#position;
		const quote = text.charAt(start);
		const raw = quote === "`";
		const known = this.#literalProblems.length;
		let end = start + 1;
		for (; ; end++) {
			const code = text.charCodeAt(end);
			if (Number.isNaN(code) || (!raw && code === 0x0a)) {
				end = Math.min(end, text.length);
				// What is wrong inside is of no use while the text runs on to where it was not meant to.
				this.#literalProblems.length = known;
				this.#reportUnterminated(quote, end);
				break;
			}
			if (code === quoteCode) {
				end++;
				break;
			}
			if (code === 0x5c && !raw) {
				const fault = findEscapeFault(text, end, quote);
				if (fault !== undefined) this.#reportLiteral(fault);
				if (text.charCodeAt(end + 1) !== 0x0a) end += (text.codePointAt(end + 1) ?? 0) > 0xffff ? 2 : 1;
			} else if (code === 0xfffd || (code >= 0xd800 && code <= 0xdfff)) {
				if (code >= 0xd800 && code < 0xdc00 && isLowSurrogate(text.charCodeAt(end + 1))) end++;
				else this.#reportInvalidCharacter(end);
			}
		}
		end = Math.min(end, text.length);
		if (this.#place === "beforeDuration") {
			this.#report("promql/unexpected-character", start, end, "A range takes a duration without quotes, such as [5m].");
		}
		this.#emit("string", end);
	}

	#reportUnterminated(quote: string, end: number) {
		const raw = quote === "`";
		const message = `This text starts with ${quote} and never ends${raw ? "" : " on its line"}. Add the closing ${quote}${raw ? "" : "; a text over several lines stands between backticks"}.`;
		this.#report("promql/unterminated-string", this.#position, end, message);
	}

	#reportLiteral(problem: Problem): void {
		if (this.#literalProblems.length < literalProblemLimit) this.#literalProblems.push(problem);
	}

	#reportInvalidCharacter(offset: number): void {
		const message =
			"This character is not valid UTF-8, so Prometheus rejects the whole expression. Save the file as UTF-8 and type the character again.";
		this.#reportLiteral({
			code: "promql/invalid-utf8",
			severity: "error",
			span: { start: offset, end: offset + 1 },
			message,
		});
	}

	#scanInBraces(code: number) {
		const start = this.#position;
		if (isAlpha(code)) {
			let end = start + 1;
			while (isAlphaNumeric(this.#text.charCodeAt(end))) end++;
			return this.#emit("identifier", end);
		}
		const next = this.#text.charCodeAt(start + 1);
		switch (code) {
			case 0x2c /* , */:
				return this.#emit(",", start + 1);
			case 0x3d /* = */:
				return next === 0x7e ? this.#emit("=~", start + 2) : this.#emit("=", start + 1);
			case 0x21 /* ! */:
				if (next === 0x7e) return this.#emit("!~", start + 2);
				if (next === 0x3d) return this.#emit("!=", start + 2);
				this.#report(
					"promql/unexpected-character",
					start,
					start + 1,
					'"!" is not a matching operator. Use != (is not) or !~ (does not match the regular expression).',
				);
				return this.#emit("bad", start + 1);
			case 0x7d /* } */:
				this.#place = "expression";
				return this.#emit("}", start + 1);
		}
		const character = this.#characterAt(start);
		this.#report(
			"promql/unexpected-character",
			start,
			start + character.length,
			`${showCharacter(character)} cannot stand inside the braces of a selector. Matchers look like label="value", with commas between them${character === "{" ? "; braces do not nest" : ""}.`,
		);
		// What can only follow a selector closes it, so that the rest of the expression keeps its shape.
		if ("()[]".includes(character)) this.#place = "expression";
		else this.#emit("bad", start + character.length);
	}

	#scanWord() {
		const start = this.#position;
		const text = this.#text;
		let end = start + 1;
		if (this.#inBrackets) {
			while (isAlpha(text.charCodeAt(end))) end++;
			const keyword = keywordOf(text.slice(start, end));
			if (keyword !== undefined && durationWords.has(keyword)) return this.#emit(keyword, end);
			this.#reportWordInBrackets(text.slice(start, end), start);
		}
		let colon = false;
		for (; ; end++) {
			const code = text.charCodeAt(end);
			if (code === 0x3a) colon = true;
			else if (!isAlphaNumeric(code)) break;
		}
		const word = text.slice(start, end);
		if (this.#inBrackets) return this.#emit("bad", end);
		if (/^(?:inf|nan)$/i.test(word)) return this.#emit("number", end);
		const keyword = keywordOf(word);
		if (keyword !== undefined && (!keyword.startsWith("fill") || this.#isCalled(end))) return this.#emit(keyword, end);
		this.#emit(colon ? "metricIdentifier" : "identifier", end);
	}

	get #inBrackets(): boolean {
		return this.#place === "beforeDuration" || this.#place === "afterDuration";
	}

	#reportWordInBrackets(word: string, start: number): void {
		const shown = shorten(word);
		const message =
			this.#place === "afterDuration"
				? `"${shown}" cannot follow the duration. Close the range with "]", or put ":" and a resolution after it for a subquery, as in [1h:5m].`
				: `"${shown}" is not a duration. A range is a number with a unit, such as [5m], or is computed with step(), range(), min_of() and max_of().`;
		this.#report("promql/unexpected-character", start, start + word.length, message);
	}

	/** Claims that a parenthesis follows; only then `fill` and its sisters are keywords. */
	#isCalled(offset: number): boolean {
		let next = offset;
		while (isSpace(this.#text.charCodeAt(next))) next++;
		return this.#text[next] === "(";
	}

	#scanNumber() {
		const start = this.#position;
		if (this.#place === "beforeDuration") {
			this.#place = "afterDuration";
			this.#sawDuration = true;
		}
		const { kind, end, fault } = scanNumber(this.#text, start);
		if (fault !== undefined) this.#report(fault.code, start, end, fault.message);
		this.#emit(kind, end);
	}

	#scanPunctuation(code: number) {
		const start = this.#position;
		const pair = pairs.get(this.#text.slice(start, start + 2));
		if (pair !== undefined) return this.#emit(pair, start + 2);
		if (code === 0x3a && !this.#inBrackets) {
			// Outside brackets a colon is a letter of a metric's name.
			return this.#scanColonName();
		}
		const character = this.#characterAt(start);
		const isRegexOperator = code === 0x3d && this.#text[start + 1] === "~";
		const kind = isRegexOperator ? undefined : singles.get(character);
		if (kind === undefined) {
			const length = isRegexOperator || this.#text.startsWith("!~", start) ? 2 : character.length;
			this.#reportCharacter(character, start);
			return this.#emit("bad", start + length);
		}
		if (kind === ":" && !this.#sawDuration && this.#tokens.at(-1)?.kind !== "[") this.#reportEarlyColon(start);
		this.#enter(kind);
		this.#emit(kind, start + 1);
	}

	#scanColonName() {
		let end = this.#position + 1;
		while (isAlphaNumeric(this.#text.charCodeAt(end)) || this.#text[end] === ":") end++;
		this.#emit("metricIdentifier", end);
	}

	#reportEarlyColon(start: number) {
		const message =
			"Prometheus only takes a subquery whose length has a number in it. Write it with one, such as [1 * step():].";
		this.#report("promql/unexpected-character", start, start + 1, message);
	}

	#enter(kind: Punctuation): void {
		switch (kind) {
			case "{":
				this.#place = "braces";
				return;
			case "[":
				if (this.#inBrackets) return;
				this.#place = "beforeDuration";
				this.#parenthesesInBracket = 0;
				return;
			case "]":
				this.#place = "expression";
				return;
			case "(":
				this.#parenthesesInBracket++;
				return;
			case ")":
				// A parenthesis that was opened before the bracket ends it: the "]" is missing.
				if (--this.#parenthesesInBracket < 0 && this.#inBrackets) this.#place = "expression";
				return;
		}
	}

	#reportCharacter(character: string, start: number): void {
		const next = this.#text.charAt(start + 1);
		if (character === "=" || character === "!") {
			const message =
				next === "~"
					? `${character}~ matches a label with a regular expression and only stands inside braces, as in metric{label${character}~"a|b"}.`
					: '"!" alone is no operator. Use != for "is not equal"; there is no "not" in PromQL, use unless or == bool 0.';
			this.#report("promql/unexpected-character", start, start + (next === "~" ? 2 : 1), message);
			return;
		}
		const message = explainCharacter(character);
		this.#report("promql/unexpected-character", start, start + character.length, message);
	}

	#characterAt(offset: number): string {
		return String.fromCodePoint(this.#text.codePointAt(offset) ?? 0xfffd);
	}
}

const pairs: ReadonlyMap<string, Punctuation> = new Map(
	(["==", "!=", "<=", ">=", "</", ">/"] as const).map((kind) => [kind, kind]),
);

const singles: ReadonlyMap<string, Punctuation> = new Map(
	(["(", ")", "{", "[", "]", ",", ":", "@", "=", "<", ">", "+", "-", "*", "/", "%", "^"] as const).map((kind) => [
		kind,
		kind,
	]),
);
