import { findAggregation } from "../promql/aggregations.ts";
import type { Token } from "./promqlTokens.ts";

/**
 * What the brackets around a place in PromQL stand for, read from the tokens before it.
 * Half-written text is the normal case: a bracket that is never closed stays open to the end.
 */
export interface Frame {
	readonly kind: FrameKind;
	/** Index of the opening bracket's token; -1 for the whole text. */
	readonly open: number;
	/** Index of the closing bracket's token, or the number of tokens where it is missing. */
	close: number;
	/** The function, aggregation or clause before the bracket, or the metric before the braces. */
	readonly head?: Token;
}

export type FrameKind =
	| "whole"
	| "paren"
	| "call"
	| "aggregation"
	/** `by (…)`, `without (…)` */
	| "grouping"
	/** `on (…)`, `ignoring (…)` */
	| "matching"
	/** `group_left (…)`, `group_right (…)` */
	| "include"
	| "fill"
	| "matchers"
	| "range";

const CLAUSES: Readonly<Record<string, FrameKind>> = {
	by: "grouping",
	without: "grouping",
	on: "matching",
	ignoring: "matching",
	group_left: "include",
	group_right: "include",
	fill: "fill",
	fill_left: "fill",
	fill_right: "fill",
};

const CLOSERS: Readonly<Record<string, string>> = { "(": ")", "{": "}", "[": "]" };

/** Every bracket pair of the text, by the index of its opening token; the first is the whole text. */
export function findFrames(tokens: readonly Token[]): Frame[] {
	const whole: Frame = { kind: "whole", open: -1, close: tokens.length };
	const frames: Frame[] = [whole];
	const stack: Frame[] = [];
	for (const [index, token] of tokens.entries()) {
		if (token.kind !== "punctuation") continue;
		if (token.text in CLOSERS) {
			const head = headOf(tokens, index);
			const frame: Frame = {
				kind: kindOf(tokens, index),
				open: index,
				close: tokens.length,
				...(head === undefined ? {} : { head }),
			};
			frames.push(frame);
			stack.push(frame);
			continue;
		}
		const depth = stack.findLastIndex((frame) => CLOSERS[tokens[frame.open]?.text ?? ""] === token.text);
		if (depth === -1) continue;
		for (const frame of stack.splice(depth)) frame.close = index;
	}
	return frames;
}

/** The innermost frame that token `index` is in. */
export function frameAt(frames: readonly Frame[], index: number): Frame {
	let best = frames[0];
	for (const frame of frames) {
		if (frame.open < index && index <= frame.close && frame.open >= (best?.open ?? -1)) best = frame;
	}
	return best ?? { kind: "whole", open: -1, close: index };
}

/** The frame whose closing bracket is token `index`. */
export function frameClosedBy(frames: readonly Frame[], index: number): Frame | undefined {
	return frames.findLast((frame) => frame.open >= 0 && frame.close === index);
}

export function frameOpenedBy(frames: readonly Frame[], index: number): Frame | undefined {
	return frames.find((frame) => frame.open === index);
}

function headOf(tokens: readonly Token[], open: number): Token | undefined {
	const previous = previousToken(tokens, open);
	if (previous?.kind !== "word") return undefined;
	if (tokens[open]?.text === "{" && (isKeyword(previous.text) || findAggregation(previous.text) !== undefined))
		return undefined;
	return previous;
}

function kindOf(tokens: readonly Token[], open: number): FrameKind {
	const bracket = tokens[open]?.text;
	if (bracket === "{") return "matchers";
	if (bracket === "[") return "range";
	const head = previousToken(tokens, open);
	if (head?.kind !== "word") return aggregationBeforeClause(tokens, open) === undefined ? "paren" : "aggregation";
	const name = head.text.toLowerCase();
	const clause = CLAUSES[name];
	if (clause !== undefined) return clause;
	if (findAggregation(name) !== undefined) return "aggregation";
	return isKeyword(name) ? "paren" : "call";
}

/** The aggregation's word where `open` follows `sum by (…)`. */
export function aggregationBeforeClause(tokens: readonly Token[], open: number): Token | undefined {
	let index = previousIndex(tokens, open);
	if (tokens[index]?.text !== ")") return undefined;
	let depth = 0;
	for (; index >= 0; index -= 1) {
		const text = tokens[index]?.text;
		if (text === ")") depth += 1;
		if (text === "(") depth -= 1;
		if (depth === 0) break;
	}
	const clause = previousIndex(tokens, index);
	const word = tokens[clause]?.text.toLowerCase();
	if (word !== "by" && word !== "without") return undefined;
	const aggregation = previousToken(tokens, clause);
	return aggregation !== undefined && findAggregation(aggregation.text) !== undefined ? aggregation : undefined;
}

/** Index of the nearest token before `index` that is no comment, or -1. */
export function previousIndex(tokens: readonly Token[], index: number): number {
	let previous = index - 1;
	while (previous >= 0 && tokens[previous]?.kind === "comment") previous -= 1;
	return previous;
}

export function previousToken(tokens: readonly Token[], index: number): Token | undefined {
	return tokens[previousIndex(tokens, index)];
}

export function nextIndex(tokens: readonly Token[], index: number): number {
	let next = index + 1;
	while (next < tokens.length && tokens[next]?.kind === "comment") next += 1;
	return next;
}

const KEYWORDS: ReadonlySet<string> = new Set(
	"and or unless atan2 bool by without on ignoring group_left group_right offset fill fill_left fill_right".split(" "),
);

/** Claims that `word` is one of PromQL's reserved words, in any case. A metric may still bear such a name. */
export function isKeyword(word: string): boolean {
	return KEYWORDS.has(word.toLowerCase());
}
