import type { Span } from "../../text/span.ts";
import type { Aggregation, BinaryExpression, Expression, MatrixSelector, Subquery, VectorSelector } from "../ast.ts";
import { keywordOf } from "../tokens.ts";
import type { Word } from "./words.ts";
import { WrittenWords } from "./writtenWords.ts";

/**
 * The words of an expression in the order in which they are printed, keywords in lower case.
 *
 * This much differs from what is written: a grouping stands before the arguments, `@` before `offset`, `group_left` has
 * its parentheses, a comma before a closing bracket is gone and so are empty braces behind a name. What stood behind a
 * node as a comment stands behind it still. No other word is added, dropped or moved, so the tree stays the same.
 */
export class ArrangedWords {
	readonly words: readonly Word[];
	readonly #written: WrittenWords;
	/** Where each written word is now; -1 for a dropped one. */
	readonly #places: Int32Array;
	/** How many comments stand before each word, counted from the beginning. */
	readonly #comments: Int32Array;

	constructor(words: Word[], nodes: readonly Expression[]) {
		const written = new WrittenWords(words);
		for (const node of nodes) arrangeNode(written, node);
		const order = written.order();
		this.#written = written;
		this.#places = new Int32Array(words.length).fill(-1);
		const arranged: Word[] = [];
		for (const index of order) {
			const word = words[index];
			if (word === undefined) continue;
			this.#places[index] = arranged.length;
			arranged.push(word);
		}
		settleComments(arranged);
		this.words = arranged;
		this.#comments = new Int32Array(arranged.length + 1);
		for (const [index, word] of arranged.entries()) {
			const between = word.leading.length + (arranged[index - 1]?.trailing.length ?? 0);
			this.#comments[index + 1] = (this.#comments[index] ?? 0) + between;
		}
	}

	/** The first and last word of what is written in `span`; `undefined` where there is none. */
	rangeOf(span: Span): WordRange | undefined {
		const first = this.#places[this.#written.firstFrom(span.start)];
		const last = this.#places[this.#written.endOf(span)];
		if (first === undefined || last === undefined || first < 0 || last < first) return undefined;
		return { first, last };
	}

	/** Claims that a comment stands between two words of the range. */
	hasCommentInside(range: WordRange): boolean {
		return (this.#comments[range.last + 1] ?? 0) > (this.#comments[range.first + 1] ?? 0);
	}
}

/** Indices of words, both inclusive. */
export interface WordRange {
	readonly first: number;
	readonly last: number;
}

function arrangeNode(written: WrittenWords, node: Expression): void {
	switch (node.kind) {
		case "aggregation":
			arrangeAggregation(written, node);
			break;
		case "binary":
			arrangeOperator(written, node);
			break;
		case "selector":
			arrangeSelector(written, node);
			break;
		case "matrix":
			arrangeRange(written, node, ["anchored", "smoothed", "@", "offset"]);
			break;
		case "subquery":
			arrangeRange(written, node, ["@", "offset"]);
			break;
		case "call":
		case "unary":
		case "paren":
		case "number":
		case "string":
		case "missing":
			break;
		default:
			node satisfies never;
	}
}

function arrangeAggregation(written: WrittenWords, { operator, grouping, argumentsSpan, span }: Aggregation): void {
	const name = written.firstFrom(operator.span.start);
	lowerCase(written, name, name);
	if (grouping === undefined) return;
	const first = written.firstFrom(grouping.span.start);
	lowerCase(written, first, first);
	if (grouping.span.start < argumentsSpan.start) return;
	const last = written.lastOf(span);
	written.move(name, [name, ...indices(first, last)], name + 1);
	written.move(first, [], last + 1);
	const [word, by] = [written.at(name), written.at(first)];
	if (word !== undefined && by !== undefined) {
		word.leading = [...word.leading, ...by.leading];
		by.leading = [];
	}
	written.endWith(last, first - 1);
}

function arrangeOperator(written: WrittenWords, { operator, matching, left, right }: BinaryExpression): void {
	const first = written.firstFrom(Math.max(left.span.end, operator.span.start));
	let depth = 0;
	for (const index of indices(first, written.firstFrom(right.span.start) - 1)) {
		const text = written.at(index)?.text;
		if (text === "(") depth++;
		else if (text === ")") depth--;
		else if (depth === 0) lowerCase(written, index, index);
	}
	if (matching?.group === undefined || matching.group.labelsSpan !== undefined) return;
	const group = written.firstFrom(matching.group.span.start);
	const close = written.add(")");
	written.move(group, [group, written.add("("), close], group + 1);
	written.endWith(group, close);
}

function arrangeSelector(written: WrittenWords, { name, braces, span }: VectorSelector): void {
	const first = written.firstFrom(span.start);
	const close = braces === undefined ? first : written.lastOf(braces);
	const last = written.lastOf(span);
	orderModifiers(written, close + 1, last, ["@", "anchored", "smoothed", "offset"]);
	const [open, brace] = [written.at(first + 1), written.at(close)];
	const empty = close === first + 2 && name !== undefined && keywordOf(name.name) === undefined;
	if (!empty || open === undefined || brace === undefined) return;
	if (open.text !== "{" || open.leading.length + open.trailing.length + brace.leading.length > 0) return;
	written.move(first + 1, [], close + 1);
	written.endWith(close, first);
}

function arrangeRange(written: WrittenWords, node: MatrixSelector | Subquery, order: readonly string[]): void {
	const open = written.firstFrom(node.brackets.start);
	const close = written.lastOf(node.brackets);
	lowerCase(written, open, close);
	orderModifiers(written, close + 1, written.lastOf(node.span), order);
}

/** Puts `offset`, `@` and their like, which may stand in any order, into that of `order`. */
function orderModifiers(written: WrittenWords, first: number, last: number, order: readonly string[]): void {
	if (last < first) return;
	lowerCase(written, first, last);
	const modifiers: { readonly rank: number; readonly indices: number[] }[] = [];
	for (const index of indices(first, last)) {
		const rank = order.indexOf(written.at(index)?.text ?? "");
		if (rank >= 0) modifiers.push({ rank, indices: [index] });
		else if (modifiers.length === 0) return;
		else modifiers.at(-1)?.indices.push(index);
	}
	const ordered = modifiers.toSorted((a, b) => a.rank - b.rank);
	if (ordered.every((modifier, index) => modifier === modifiers[index])) return;
	const insert = ordered.flatMap((modifier) => modifier.indices);
	written.move(first, insert, last + 1);
	written.endWith(last, insert.at(-1) ?? last);
}

/** Prometheus knows keywords in any case. */
function lowerCase(written: WrittenWords, first: number, last: number): void {
	for (const index of indices(first, last)) {
		const word = written.at(index);
		if (word !== undefined && word.kind === keywordOf(word.text)) word.text = word.kind;
	}
}

function indices(first: number, last: number): number[] {
	return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

/**
 * Leaves at most one comment behind each word and none before a comma, so that commas stand behind what they end:
 * further comments go to lines of their own before the next word.
 */
function settleComments(words: readonly Word[]): void {
	for (const [index, word] of words.entries()) {
		const [previous, next] = [words[index - 1], words[index + 1]];
		if (word.text === "," && previous !== undefined) {
			word.trailing = [...previous.trailing, ...word.leading, ...word.trailing];
			previous.trailing = [];
			word.leading = [];
		}
		if (word.trailing.length > 1 && next !== undefined) {
			next.leading = [...word.trailing.slice(1), ...next.leading];
			word.trailing = word.trailing.slice(0, 1);
		}
	}
}
