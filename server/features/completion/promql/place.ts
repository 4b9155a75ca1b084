import type { EmbeddedRegion } from "../../../documents/embedded/region.ts";
import { type Frame, findFrames, previousIndex } from "../../promqlFrames.ts";
import { type Token, tokenize } from "../../promqlTokens.ts";
import type { Word } from "./situation.ts";

/** The tokens and brackets around a cursor. */
export interface Place {
	readonly text: string;
	readonly tokens: readonly Token[];
	readonly frames: readonly Frame[];
	readonly cursor: number;
	/** Index of the token that the cursor is in or at the end of, if it is one that a completion replaces. */
	readonly current: number | undefined;
	/** Index of the last token that is wholly before what is being written, comments left out; or -1. */
	readonly before: number;
	/** Index of the first token after it. */
	readonly after: number;
}

export function findPlace(text: string, cursor: number, masks?: EmbeddedRegion["masks"]): Place | undefined {
	const tokens = tokenize(text, masks);
	if (isInComment(tokens, cursor)) return undefined;
	const current = currentToken(tokens, cursor);
	const first = tokens.findIndex((token) => token.start >= cursor);
	const after = current === undefined ? (first === -1 ? tokens.length : first) : current + 1;
	const before = previousIndex(tokens, current ?? after);
	return { text, tokens, frames: findFrames(tokens), cursor, current, before, after };
}

function isInComment(tokens: readonly Token[], cursor: number): boolean {
	return tokens.some((token) => token.kind === "comment" && token.start < cursor && cursor <= token.end);
}

function currentToken(tokens: readonly Token[], cursor: number): number | undefined {
	const index = tokens.findIndex((token) => {
		switch (token.kind) {
			case "word":
			case "number":
				return token.start <= cursor && cursor <= token.end && !(token.start === cursor && token.kind === "number");
			case "string":
				return token.start < cursor && (cursor < token.end || (!token.closed && cursor === token.end));
			default:
				return false;
		}
	});
	return index === -1 ? undefined : index;
}

/** The word being written, or an empty one at the cursor. */
export function wordAt({ tokens, current, cursor }: Place): Word {
	const token = current === undefined ? undefined : tokens[current];
	if (token === undefined) return { replace: { start: cursor, end: cursor }, typed: "" };
	return { replace: { start: token.start, end: token.end }, typed: token.text.slice(0, cursor - token.start) };
}

/** The content of the string literal that the cursor is in. */
export function stringContent(token: Token, cursor: number): Word {
	const start = token.start + 1;
	const end = token.closed ? token.end - 1 : Math.max(start, endOfWord(token));
	return { replace: { start, end: Math.max(end, cursor) }, typed: token.text.slice(1, cursor - token.start) };
}

/** Where an unclosed string runs to the line's end, only its first part is taken for the user's word. */
function endOfWord(token: Token): number {
	const match = /[\s,{}()[\]]/.exec(token.text.slice(1));
	return match === null ? token.end : token.start + 1 + match.index;
}

export function nameOf(token: Token): string {
	return token.kind === "string" ? token.text.slice(1, token.closed ? -1 : undefined) : token.text;
}
