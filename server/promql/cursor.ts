import type { Fix, Problem } from "../text/problem.ts";
import type { Span } from "../text/span.ts";
import type { PromqlCode } from "./faults.ts";
import type { Lexed } from "./lexer.ts";
import { shorten } from "./shorten.ts";
import type { Token, TokenKind } from "./tokens.ts";

/** How many expressions may stand inside one another; the reference has no bound, but no person writes so many. */
export const deepestNesting = 500;

const problemLimit = 20;

/**
 * Where the parser is in the tokens, and what it has found wrong so far.
 *
 * Of faults in the grammar only the first is kept: what comes after it is guesswork. `report` is for faults that leave the
 * grammar whole.
 */
export class TokenCursor {
	readonly text: string;
	readonly #tokens: readonly Token[];
	readonly #problems: Problem[] = [];
	/** Parentheses, brackets and braces that are open, the innermost last. */
	readonly #open: Token[] = [];
	#index = 0;
	#depth = 0;
	#syntaxProblem: Problem | undefined;

	constructor(text: string, lexed: Lexed) {
		this.text = text;
		this.#tokens = lexed.tokens;
	}

	get syntaxProblem(): Problem | undefined {
		return this.#syntaxProblem;
	}

	get problems(): readonly Problem[] {
		return this.#problems;
	}

	get token(): Token {
		return this.peek(0);
	}

	get kind(): TokenKind {
		return this.peek(0).kind;
	}

	/** Claims that the current token is one of `kinds`. */
	is(...kinds: readonly TokenKind[]): boolean {
		return kinds.includes(this.peek(0).kind);
	}

	/** The token so many places on; `endOfInput` beyond the last. */
	peek(distance: number): Token {
		return (
			this.#tokens[this.#index + distance] ?? { kind: "endOfInput", start: this.text.length, end: this.text.length }
		);
	}

	/** The token that was taken last; an empty one at the start. */
	get previous(): Token {
		return this.#tokens[this.#index - 1] ?? { kind: "endOfInput", start: 0, end: 0 };
	}

	take(): Token {
		const token = this.token;
		if (token.kind !== "endOfInput") this.#index++;
		return token;
	}

	accept(kind: TokenKind): Token | undefined {
		return this.kind === kind ? this.take() : undefined;
	}

	textOf(span: Span): string {
		return this.text.slice(span.start, span.end);
	}

	/** The same for a message, cut where it is long. */
	quoteOf(span: Span): string {
		return shorten(this.textOf(span));
	}

	takeOpening(): Token {
		const token = this.take();
		this.#open.push(token);
		return token;
	}

	/** Takes the closing `kind` or reports that it is missing; in any case the opening one counts as closed. */
	takeClosing(kind: ")" | "]" | "}", expected: string): Token | undefined {
		const token = this.accept(kind);
		if (token === undefined) this.fail(expected);
		this.#open.pop();
		return token;
	}

	/** An empty span where the next thing should stand: directly after what was taken last. */
	get gap(): Span {
		return { start: this.previous.end, end: this.previous.end };
	}

	/** From the last token that was taken before `start` to `end`: a modifier with what it hangs on. */
	spanFromPrevious(end: number): Span {
		return { start: this.previous.start, end };
	}

	report(code: PromqlCode, span: Span, message: string, related?: Problem["related"]): void {
		if (this.#problems.length >= problemLimit) return;
		const severity = code === "promql/too-deep" ? "warning" : "error";
		this.#problems.push({ code, severity, span, message, ...(related && { related }) });
	}

	/** Reports that the current token is not what the grammar wants here; `expected` completes "Expected …". */
	fail(expected: string, explanation?: string): void {
		if (this.#syntaxProblem !== undefined) return;
		const token = this.token;
		if (token.kind === "endOfInput") {
			this.#syntaxProblem = this.#describeEnd(expected);
			return;
		}
		const found = this.#show(token);
		const message = explanation ?? `${found} cannot stand here. Expected ${expected}.`;
		this.#syntaxProblem = { code: "promql/unexpected-token", severity: "error", span: spanOf(token), message };
	}

	#describeEnd(expected: string): Problem {
		// The reference points at the very end; the gap before it makes the place visible.
		const span = { start: this.previous.end, end: this.text.length };
		const open = this.#open.at(-1);
		if (open === undefined) {
			const after = this.#index === 0 ? "" : ` after ${this.#show(this.previous)}`;
			const message = `The expression ends too early${after}. Expected ${expected}.`;
			return { code: "promql/unexpected-end", severity: "error", span, message };
		}
		const closing = open.kind === "(" ? ")" : open.kind === "[" ? "]" : "}";
		const before = this.text
			.slice(Math.max(0, open.start - 60), open.start)
			.match(/[\w:]+\s*$/)?.[0]
			.trim();
		const where = before === undefined ? "" : ` after ${before}`;
		return {
			code: "promql/unclosed",
			severity: "error",
			span,
			message: `The "${open.kind}"${where} is never closed. Expected ${expected}; add the missing "${closing}".`,
			related: [{ span: spanOf(open), message: `This "${open.kind}" is open.` }],
			fix: this.#closeAll(),
		};
	}

	/** What is missing at the end, for all that is open. */
	#closeAll(): Fix {
		const missing = this.#open.map(({ kind }) => (kind === "(" ? ")" : kind === "[" ? "]" : "}"));
		const newText = missing.reverse().join("");
		return { title: `Add the missing ${newText}`, edits: [{ span: this.gap, newText }] };
	}

	#show(token: Token): string {
		return `"${shorten(this.textOf(token))}"`;
	}

	/** Runs `parse` one level further down; `undefined` where that is too deep, with the rest of the text skipped. */
	descend<T>(parse: () => T): T | undefined {
		if (this.#depth >= deepestNesting) {
			this.report(
				"promql/too-deep",
				spanOf(this.token),
				`This expression nests more than ${deepestNesting} levels deep; what is further inside is not checked. Put inner parts into recording rules.`,
			);
			this.#syntaxProblem ??= this.#problems.at(-1);
			this.#index = this.#tokens.length - 1;
			return undefined;
		}
		this.#depth++;
		const result = parse();
		this.#depth--;
		return result;
	}

	/** Skips to the next `,` or closing token that belongs to what is open, over whole pairs of parentheses. */
	skipToSeparator(): void {
		let depth = 0;
		for (; this.kind !== "endOfInput"; this.#index++) {
			const kind = this.kind;
			if (depth === 0 && (kind === "," || kind === ")" || kind === "]" || kind === "}")) return;
			if (kind === "(" || kind === "[" || kind === "{") depth++;
			if (kind === ")" || kind === "]" || kind === "}") depth--;
		}
	}
}

export function spanOf(token: Token): Span {
	return { start: token.start, end: token.end };
}
