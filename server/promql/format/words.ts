import type { Lexed } from "../lexer.ts";
import type { TokenKind } from "../tokens.ts";

/**
 * A token with its text and the comments that go with it.
 *
 * Comments are part of no tree, so they travel with the words: those on lines of their own with the word that follows,
 * one at the end of a line with the word that it stands behind.
 */
export interface Word {
	readonly kind: TokenKind;
	text: string;
	readonly start: number;
	readonly end: number;
	/** Comments on lines of their own before the word. */
	leading: readonly string[];
	/** Comments behind the word on its line; more than one only until the words are arranged. */
	trailing: readonly string[];
}

const none: readonly string[] = [];

/** The tokens of `text` with their comments, the end of input last. */
export function readWords(text: string, { tokens, comments }: Pick<Lexed, "tokens" | "comments">): Word[] {
	const words: Word[] = [];
	let next = 0;
	for (const { kind, start, end } of tokens) {
		const previous = words.at(-1);
		let leading: string[] | undefined;
		for (let comment = comments[next]; comment !== undefined && comment.start < start; comment = comments[++next]) {
			const remark = text.slice(comment.start, comment.end).trimEnd();
			if (leading === undefined && previous !== undefined && !hasLineBreak(text, previous.end, comment.start)) {
				previous.trailing = [remark];
			} else {
				leading ??= [];
				leading.push(remark);
			}
		}
		words.push({ kind, text: text.slice(start, end), start, end, leading: leading ?? none, trailing: none });
	}
	return words;
}

function hasLineBreak(text: string, from: number, to: number): boolean {
	return /[\r\n]/.test(text.slice(from, to));
}
