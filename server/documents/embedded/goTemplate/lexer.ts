import type { TemplateFault } from "./faults.ts";
import { keywords, type Token, type TokenKind } from "./tokens.ts";

/**
 * Cuts a template into words as Go's text/template does (https://pkg.go.dev/text/template#hdr-Text_and_spaces).
 *
 * Invariants: spaces are words too, since arguments need one between them; the first word that is none is the last one,
 * as Go reads no further; the words end with `end` or `fault`.
 */
export function lexTemplate(text: string): readonly Token[] {
	return new Lexer(text).run();
}

const leftComment = "/*";
const rightComment = "*/";
const spaces = /[ \t\r\n]/;
const nameCharacter = /[\p{L}\p{Nd}_]/u;
const afterName = /[ \t\r\n.,|:()]/;
const keywordSet: ReadonlySet<string> = new Set(keywords);

class Lexer {
	readonly #text: string;
	readonly #tokens: Token[] = [];
	#position = 0;
	#failed = false;

	constructor(text: string) {
		this.#text = text;
	}

	run(): readonly Token[] {
		while (!this.#failed) {
			const action = this.#text.indexOf("{{", this.#position);
			const end = action < 0 ? this.#text.length : action;
			if (end > this.#position) this.#addText(this.#position, end);
			this.#position = end;
			if (action < 0) {
				this.#add("end", end, end);
				break;
			}
			this.#lexDelimited();
		}
		return this.#tokens;
	}

	/** Its text is without the blanks that a trimming delimiter beside it takes away. */
	#addText(start: number, end: number): void {
		const before = /[ \t\r\n]-\}\}$/.test(this.#text.slice(Math.max(0, start - 4), start));
		const after = /^\{\{-[ \t\r\n]/.test(this.#text.slice(end, end + 4));
		const whole = this.#text.slice(start, end);
		const cut = before ? whole.replace(/^[ \t\r\n]+/, "") : whole;
		const text = after ? cut.replace(/[ \t\r\n]+$/, "") : cut;
		this.#tokens.push({ kind: "text", span: { start, end }, text });
	}

	/** A comment or an action, from its `{{` to its `}}`. */
	#lexDelimited(): void {
		const start = this.#position;
		const trims = /^\{\{-[ \t\r\n]/.test(this.#text.slice(start, start + 4));
		const inside = start + (trims ? 4 : 2);
		if (this.#text.startsWith(leftComment, inside)) {
			this.#lexComment(start, inside);
			return;
		}
		this.#add("leftDelimiter", start, trims ? start + 3 : start + 2);
		this.#position = inside;
		this.#lexAction(start);
	}

	#lexComment(start: number, inside: number): void {
		const close = this.#text.indexOf(rightComment, inside + leftComment.length);
		if (close < 0) {
			this.#fail(start, inside + leftComment.length, {
				code: "template/bad-comment",
				message:
					"This comment never ends, so Prometheus rejects the whole rule file. Close it with */ directly before }}.",
			});
			return;
		}
		const after = close + rightComment.length;
		const delimiter = this.#rightDelimiterAt(after);
		if (delimiter === undefined) {
			this.#fail(start, after, {
				code: "template/bad-comment",
				message:
					"Something stands between the comment and its }}, and a comment must fill its action alone. Put nothing after */ but }} or a space and -}}.",
			});
			return;
		}
		this.#position = delimiter;
	}

	#lexAction(start: number): void {
		let depth = 0;
		while (!this.#failed) {
			const delimiter = this.#rightDelimiterAt(this.#position);
			if (delimiter !== undefined) {
				if (depth > 0) {
					this.#fail(this.#position, delimiter, {
						code: "template/unbalanced-parenthesis",
						message: `The action ends before ${depth === 1 ? "a parenthesis is" : `${depth} parentheses are`} closed. Add ${")".repeat(depth)} before }}.`,
					});
					return;
				}
				this.#add("rightDelimiter", this.#position, delimiter);
				this.#position = delimiter;
				return;
			}
			depth += this.#lexWord(start, depth);
		}
	}

	/** One word; answers by how much the depth of parentheses changes. */
	#lexWord(actionStart: number, depth: number): number {
		const start = this.#position;
		const character = this.#characterAt(start);
		switch (character) {
			case "":
				this.#fail(actionStart, Math.min(actionStart + 2, this.#text.length), {
					code: "template/unclosed-action",
					message: "This action has no }}, so Prometheus rejects the whole rule file. Add }} where it should end.",
				});
				return 0;
			case " ":
			case "\t":
			case "\r":
			case "\n":
				this.#lexSpace();
				return 0;
			case "=":
				this.#take("assign", start + 1);
				return 0;
			case ":":
				if (this.#text[start + 1] === "=") this.#take("declare", start + 2);
				else {
					this.#fail(start, start + 1, {
						code: "template/syntax",
						message: "A colon only stands in := here, which declares a variable. Write := or remove it.",
					});
				}
				return 0;
			case "|":
				this.#take("pipe", start + 1);
				return 0;
			case '"':
				this.#lexQuoted('"', "string", "string");
				return 0;
			case "'":
				this.#lexQuoted("'", "character", "character constant");
				return 0;
			case "`":
				this.#lexRawString();
				return 0;
			case "$":
				this.#lexVariable();
				return 0;
			case "(":
				this.#take("leftParen", start + 1);
				return 1;
			case ")":
				if (depth === 0) {
					this.#fail(start, start + 1, {
						code: "template/unbalanced-parenthesis",
						message: "This parenthesis closes none. Remove it, or add the ( that it belongs to.",
					});
					return 0;
				}
				this.#take("rightParen", start + 1);
				return -1;
			default:
				this.#lexOther(character);
				return 0;
		}
	}

	#lexOther(character: string): void {
		const start = this.#position;
		const next = this.#text[start + 1] ?? "";
		// A dot before a digit begins a number; one at the very end is a number to Go's reader as well.
		if (character === "." && next !== "" && !/[0-9]/.test(next)) this.#lexField();
		else if (/[.+\-0-9]/.test(character)) this.#lexNumber();
		else if (nameCharacter.test(character)) this.#lexIdentifier();
		else if (character >= "!" && character <= "~") this.#take("punctuation", start + 1);
		else {
			this.#fail(start, start + character.length, {
				code: "template/syntax",
				message: `The character ${describeCharacter(character)} cannot stand in an action. Remove it, or put it into quotes.`,
			});
		}
	}

	#lexSpace(): void {
		const start = this.#position;
		let end = start;
		while (spaces.test(this.#text[end] ?? "")) end += 1;
		// The last space belongs to a trimming delimiter.
		if (this.#text.startsWith("-}}", end)) end -= 1;
		this.#take("space", end);
	}

	#lexVariable(): void {
		const end = this.#nameEnd(this.#position + 1);
		this.#takeName("variable", end);
	}

	#lexField(): void {
		const start = this.#position;
		const end = this.#nameEnd(start + 1);
		this.#takeName(end === start + 1 ? "dot" : "field", end);
	}

	#lexIdentifier(): void {
		const start = this.#position;
		const end = this.#nameEnd(start);
		const word = this.#text.slice(start, end);
		if (keywordSet.has(word)) this.#takeName("keyword", end);
		else if (word === "nil") this.#takeName("nil", end);
		else if (word === "true" || word === "false") this.#takeName("boolean", end);
		else this.#takeName("identifier", end);
	}

	#nameEnd(start: number): number {
		let end = start;
		for (;;) {
			const character = this.#characterAt(end);
			if (character === "" || !nameCharacter.test(character)) return end;
			end += character.length;
		}
	}

	/** A name must be followed by something that ends it. */
	#takeName(kind: TokenKind, end: number): void {
		const after = this.#characterAt(end);
		if (after === "" || afterName.test(after) || this.#text.startsWith("}}", end)) {
			this.#take(kind, end);
			return;
		}
		const name = this.#text.slice(this.#position, end);
		const rest = this.#text.slice(end, end + 100);
		if (after === "}") this.#fail(end, end + 1, { code: "template/unclosed-action", message: missingBrace });
		else {
			this.#fail(this.#position, end + after.length, {
				code: "template/syntax",
				message: explainBadNameCharacter(name, after, rest),
			});
		}
	}

	#lexQuoted(quote: string, kind: "string" | "character", what: string): void {
		const start = this.#position;
		let position = start + 1;
		for (;;) {
			const character = this.#text[position] ?? "";
			if (character === quote) break;
			const next = this.#text[position + 1] ?? "";
			const broken = character === "" || character === "\n";
			if (broken || (character === "\\" && (next === "" || next === "\n"))) {
				this.#fail(start, position, {
					code: "template/bad-string",
					message: `This ${what} has no closing ${quote} on its line. Add it, or use backquotes for text over several lines.`,
				});
				return;
			}
			position += character === "\\" ? 2 : 1;
		}
		this.#take(kind, position + 1);
	}

	#lexRawString(): void {
		const close = this.#text.indexOf("`", this.#position + 1);
		if (close >= 0) this.#take("rawString", close + 1);
		else {
			this.#fail(this.#position, this.#position + 1, {
				code: "template/bad-string",
				message: "This string has no closing backquote. Add it where the string should end.",
			});
		}
	}

	#lexNumber(): void {
		const first = this.#numberEnd(this.#position);
		if (first.ok && !/[+-]/.test(this.#text[first.end] ?? "")) {
			this.#take("number", first.end);
			return;
		}
		const second = first.ok ? this.#numberEnd(first.end) : first;
		if (second.ok && this.#text[second.end - 1] === "i") {
			this.#take("complex", second.end);
			return;
		}
		const word = this.#text.slice(this.#position, second.end);
		this.#fail(this.#position, second.end, {
			code: "template/bad-number",
			message: `“${word}” is no number, and templates do not calculate. Put spaces around it if it is several words, or calculate in the expression.`,
		});
	}

	/** Where the number ends, including the character that makes it none. */
	#numberEnd(start: number): { readonly end: number; readonly ok: boolean } {
		let end = start;
		const skip = (pattern: RegExp) => {
			const match = pattern.exec(this.#text.slice(end, end + maxNumberLength));
			end += match?.[0].length ?? 0;
			return match !== null;
		};
		skip(/^[+-]/);
		if (skip(/^0[xX]/)) {
			skip(/^[0-9a-fA-F_]+/);
			if (skip(/^\./)) skip(/^[0-9a-fA-F_]+/);
			if (skip(/^[pP][+-]?/)) skip(/^[0-9_]+/);
		} else if (skip(/^0[oO]/)) {
			skip(/^[0-7_]+/);
			if (skip(/^\./)) skip(/^[0-7_]+/);
		} else if (skip(/^0[bB]/)) {
			skip(/^[01_]+/);
			if (skip(/^\./)) skip(/^[01_]+/);
		} else {
			skip(/^[0-9_]+/);
			if (skip(/^\./)) skip(/^[0-9_]+/);
			if (skip(/^[eE][+-]?/)) skip(/^[0-9_]+/);
		}
		skip(/^i/);
		const after = this.#characterAt(end);
		if (after !== "" && nameCharacter.test(after)) return { end: end + after.length, ok: false };
		return { end, ok: true };
	}

	/** The end of `}}` with the trimming dash and the space before it, where they stand at `position`. */
	#rightDelimiterAt(position: number): number | undefined {
		if (this.#text.startsWith("}}", position)) return position + 2;
		const trims = spaces.test(this.#text[position] ?? "") && this.#text.startsWith("-}}", position + 1);
		return trims ? position + 4 : undefined;
	}

	/** The whole character, which may be two code units; empty at the end. */
	#characterAt(position: number): string {
		const code = this.#text.codePointAt(position);
		return code === undefined ? "" : String.fromCodePoint(code);
	}

	#take(kind: TokenKind, end: number): void {
		this.#add(kind, this.#position, end);
		this.#position = end;
	}

	#add(kind: TokenKind, start: number, end: number): void {
		this.#tokens.push({ kind, span: { start, end }, text: this.#text.slice(start, end) });
	}

	#fail(start: number, end: number, fault: TemplateFault): void {
		this.#failed = true;
		this.#tokens.push({ kind: "fault", span: { start, end }, text: this.#text.slice(start, end), fault });
	}
}

/** No number that means anything is longer; it bounds the work on a file full of digits. */
const maxNumberLength = 10_000;

function explainBadNameCharacter(name: string, character: string, rest: string): string {
	if (character === "-" && name.startsWith(".")) {
		const label = name.slice(1) + (/^[^\s.,|:()}]*/.exec(rest)?.[0] ?? "");
		return `A name with “-” cannot be written behind a dot, since “-” ends a name. Write index $labels "${label}" instead.`;
	}
	return `${describeCharacter(character)} cannot follow “${name}” directly, since it neither belongs to a name nor ends one. Put a space between them, or remove it.`;
}

/** Also what to say where a lonely brace stands as a word of its own. */
export const missingBrace = "This action is closed by one brace, and Prometheus goes on looking for two. Write }}.";

function describeCharacter(character: string): string {
	const code = character.codePointAt(0) ?? 0;
	const printable = code > 0x20 && !/\p{C}|\p{Z}/u.test(character);
	const name = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
	return printable ? `“${character}”` : name;
}
