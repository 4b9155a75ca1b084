import type { Aggregation, BinaryExpression, Call, Expression } from "../ast.ts";
import type { ArrangedWords, WordRange } from "./arrange.ts";
import type { LineWriter } from "./lineWriter.ts";
import { isApart, OneLiners } from "./oneLiners.ts";
import { Spacing } from "./spacing.ts";
import type { Word } from "./words.ts";

export interface PrintOptions {
	readonly width: number;
	readonly flush: boolean;
}

/**
 * Writes the tree that `nodes` holds, each node before those inside it.
 * Claims that every word was written once, which is what makes the result safe to use.
 */
export function printExpression(
	nodes: readonly Expression[],
	arranged: ArrangedWords,
	writer: LineWriter,
	{ width, flush }: PrintOptions,
): boolean {
	const [root] = nodes;
	if (root === undefined) return false;
	const oneLiners = new OneLiners(arranged, width);
	for (const node of nodes.toReversed()) if (!oneLiners.add(node)) return false;
	return new Printer(arranged, oneLiners, writer).printAll(root, flush);
}

class Printer {
	readonly #arranged: ArrangedWords;
	readonly #words: readonly Word[];
	readonly #oneLiners: OneLiners;
	readonly #writer: LineWriter;
	#written = 0;

	constructor(arranged: ArrangedWords, oneLiners: OneLiners, writer: LineWriter) {
		this.#arranged = arranged;
		this.#words = arranged.words;
		this.#oneLiners = oneLiners;
		this.#writer = writer;
	}

	/** Writes the whole expression; `false` where a word would be missing or written twice. */
	printAll(root: Expression, flush: boolean): boolean {
		this.#print(root, 0, flush);
		this.#writer.newLine();
		this.#writer.comments(this.#words.at(-1)?.leading ?? [], 0);
		return this.#written === this.#words.length - 1;
	}

	#print(node: Expression, level: number, flush: boolean): void {
		const range = this.#oneLiners.rangeOf(node);
		const [first, last] = [this.#words[range.first], this.#words[range.last]];
		if (first === undefined || last === undefined) return;
		// What is said before an expression is said of all of it: the comment stands as far left as the node begins.
		this.#writer.comments(first.leading, level);
		first.leading = [];
		const flat = this.#oneLiners.flatOf(node);
		if (flat !== undefined) {
			this.#writer.text(flat, level, false);
			this.#writer.remark(last.trailing);
			this.#written += range.last - range.first + 1;
			return;
		}
		switch (node.kind) {
			case "binary":
				this.#printBinary(node, level, flush);
				break;
			case "call":
			case "aggregation":
				this.#printArguments(node, range, level);
				break;
			case "paren":
				this.#run({ first: range.first, last: range.first }, level);
				this.#print(node.expression, this.#breakLine(level + 1), false);
				this.#close(range.last, level);
				break;
			case "unary":
				this.#run({ first: range.first, last: range.first }, level);
				this.#print(node.expression, level, false);
				break;
			case "subquery":
				this.#print(node.expression, level, false);
				this.#run({ first: this.#oneLiners.rangeOf(node.expression).last + 1, last: range.last }, level + 1);
				break;
			case "matrix":
				this.#printSelector(range, level, node.selector);
				break;
			case "selector":
				this.#printSelector(range, level, node);
				break;
			case "number":
			case "string":
				this.#run(range, level);
				break;
			case "missing":
				break;
			default:
				node satisfies never;
		}
	}

	#printBinary(node: BinaryExpression, level: number, flush: boolean): void {
		const brokenRight = node.right.kind === "binary" && this.#oneLiners.flatOf(node.right) === undefined;
		this.#print(node.left, flush ? level : level + 1, flush);
		this.#run(this.#oneLiners.operatorOf(node), this.#breakLine(level), new Spacing(true));
		this.#print(node.right, this.#breakLine(flush && !brokenRight ? level : level + 1), false);
	}

	#printArguments(node: Call | Aggregation, range: WordRange, level: number): void {
		const open = this.#oneLiners.openOf(node);
		this.#run({ first: range.first, last: open - 1 }, level);
		this.#word(open, level, isApart(node));
		for (const argument of node.arguments) {
			this.#print(argument, this.#breakLine(level + 1), false);
			const { last } = this.#oneLiners.rangeOf(argument);
			if (this.#words[last + 1]?.text === ",") this.#word(last + 1, level + 1, false);
		}
		this.#close(range.last, level);
	}

	/** One matcher a line where a comment stands between them, otherwise as it comes. */
	#printSelector(range: WordRange, level: number, selector: Expression): void {
		const braces = selector.kind === "selector" && selector.braces && this.#arranged.rangeOf(selector.braces);
		if (!braces || !this.#arranged.hasCommentInside(braces)) {
			this.#run(range, level);
			return;
		}
		const spacing = new Spacing();
		this.#run({ first: range.first, last: braces.first }, level, spacing);
		let start = braces.first + 1;
		for (let index = start; index < braces.last; index++) {
			if (this.#words[index]?.text !== "," && index + 1 < braces.last) continue;
			this.#run({ first: start, last: index }, this.#breakLine(level + 1), spacing);
			start = index + 1;
		}
		this.#close(braces.last, level, spacing);
		this.#run({ first: braces.last + 1, last: range.last }, level + 1, spacing);
	}

	/** Writes a closing bracket on a line of its own, with the comments before it at the level of what it closes. */
	#close(index: number, level: number, spacing = new Spacing()): void {
		this.#breakLine(level);
		const word = this.#words[index];
		if (word === undefined) return;
		spacing.before(word);
		this.#writer.comments(word.leading, level + 1);
		word.leading = [];
		this.#word(index, level, false);
	}

	#breakLine(level: number): number {
		this.#writer.newLine();
		return level;
	}

	#run({ first, last }: WordRange, level: number, spacing = new Spacing()): void {
		for (let index = first; index <= last; index++) {
			const word = this.#words[index];
			if (word !== undefined) this.#word(index, index === first ? level : level + 1, spacing.before(word));
		}
	}

	#word(index: number, level: number, space: boolean): void {
		const word = this.#words[index];
		if (word === undefined) return;
		this.#writer.word(word, level, space);
		this.#written++;
	}
}
