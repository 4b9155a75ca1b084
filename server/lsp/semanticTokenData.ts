import type { SemanticTokensEdit } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type SemanticToken, semanticTokenModifiers, semanticTokenTypes } from "../features/semanticTokens/token.ts";

/** Numbers for each token in the protocol: lines and characters since the one before, length, type, modifiers. */
const width = 5;

const typeNumbers: ReadonlyMap<string, number> = new Map(semanticTokenTypes.map((type, index) => [type, index]));
const modifierBits: ReadonlyMap<string, number> = new Map(
	semanticTokenModifiers.map((modifier, index) => [modifier, 1 << index]),
);

/**
 * The tokens, which are in order and none longer than a line, as the protocol wants them. The library's own builder
 * takes three times as long for the tokens of a large file.
 */
export function encodeTokens(document: TextDocument, tokens: readonly SemanticToken[]): number[] {
	const data = new Array<number>(tokens.length * width);
	let lastLine = 0;
	let lastCharacter = 0;
	let next = 0;
	for (const { start, end, type, modifier } of tokens) {
		const { line, character } = document.positionAt(start);
		data[next++] = line - lastLine;
		data[next++] = line === lastLine ? character - lastCharacter : character;
		data[next++] = end - start;
		data[next++] = typeNumbers.get(type) ?? 0;
		data[next++] = modifier === undefined ? 0 : (modifierBits.get(modifier) ?? 0);
		lastLine = line;
		lastCharacter = character;
	}
	return data;
}

/** The one edit that makes `after` of `before`: what lies between their common beginning and their common end. */
export function diffTokens(before: readonly number[], after: readonly number[]): SemanticTokensEdit[] {
	const shorter = Math.min(before.length, after.length);
	let start = 0;
	while (start < shorter && before[start] === after[start]) start++;
	if (start === before.length && start === after.length) return [];
	let same = 0;
	while (same < shorter - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
	const data = after.slice(start, after.length - same);
	return [{ start, deleteCount: before.length - same - start, ...(data.length === 0 ? {} : { data }) }];
}
