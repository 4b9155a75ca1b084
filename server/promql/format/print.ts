import type { Aggregation, BinaryExpression, Call, Expression } from "../ast.ts";
import type { ArrangedWords, WordRange } from "./arrange.ts";
import type { LineWriter } from "./lineWriter.ts";
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
	options: PrintOptions,
): boolean {
	const [root] = nodes;
	if (root === undefined) return false;
	const printer = new Printer(arranged, writer, options);
	// From the innermost outwards, so that no node has to ask twice and none has to recurse.
	for (const node of nodes.toReversed()) if (!printer.measure(node)) return false;
	return printer.printAll(root);
}

interface Laid {
	readonly range: WordRange;
	/** The node on one line, where it fits on one and no comment is inside it. */
	readonly flat: string | undefined;
}

class Printer {
	readonly #arranged: ArrangedWords;
	readonly #words: readonly Word[];
	readonly #writer: LineWriter;
	readonly #options: PrintOptions;
	readonly #laid = new Map<Expression, Laid>();
	readonly #ascii: boolean;
	#written = 0;

	constructor(arranged: ArrangedWords, writer: LineWriter, options: PrintOptions) {
		this.#arranged = arranged;
		this.#words = arranged.words;
		this.#ascii = this.#words.every((word) => /^[\x20-\x7e]*$/.test(word.text));
		this.#writer = writer;
		this.#options = options;
	}

	/** Finds out where a node is written and whether it fits on one line; `false` where its words are not found. */
	measure(node: Expression): boolean {
		const range = this.#arranged.rangeOf(node.span);
		if (range === undefined) return false;
		const flat = this.#arranged.hasCommentInside(range) ? undefined : this.#flatten(node, range);
		this.#laid.set(node, { range, flat });
		return true;
	}

	/** Writes the whole expression; `false` where a word would be missing or written twice. */
	printAll(root: Expression): boolean {
		this.#print(root, 0, this.#options.flush);
		this.#writer.newLine();
		this.#writer.comments(this.#words.at(-1)?.leading ?? [], 0);
		return this.#written === this.#words.length - 1;
	}

	#rangeOf(node: Expression): WordRange {
		return this.#laid.get(node)?.range ?? { first: 0, last: -1 };
	}

	/** A selector stays on one line however long it is; all else only up to the width. */
	#flatten(node: Expression, range: WordRange): string | undefined {
		switch (node.kind) {
			case "number":
			case "string":
			case "selector":
			case "matrix":
				return this.#join(range.first, range.last);
			case "unary":
				return this.#fit(node.operator, node.expression, "");
			case "paren":
				return this.#fit("(", node.expression, ")");
			case "subquery":
				return this.#fit("", node.expression, this.#join(this.#rangeOf(node.expression).last + 1, range.last));
			case "binary": {
				const left = this.#laid.get(node.left)?.flat;
				const operator = this.#operatorOf(node);
				const between = this.#join(operator.first, operator.last, new Spacing(true));
				return left && this.#fit(`${left} ${between} `, node.right, "");
			}
			case "call":
			case "aggregation": {
				let flat = this.#join(range.first, this.#openOf(node) - 1);
				flat += this.#parts(node) ? " (" : "(";
				for (const [index, argument] of node.arguments.entries()) {
					const joined = this.#fit(index === 0 ? flat : `${flat}, `, argument, "");
					if (joined === undefined) return undefined;
					flat = joined;
				}
				return this.#lengthOf(flat) < this.#options.width ? `${flat})` : undefined;
			}
			default:
				return undefined;
		}
	}

	#fit(before: string, node: Expression, after: string): string | undefined {
		const flat = this.#laid.get(node)?.flat;
		if (flat === undefined) return undefined;
		const joined = before + flat + after;
		return this.#lengthOf(joined) <= this.#options.width ? joined : undefined;
	}

	/** In bytes of UTF-8, as Prometheus counts. */
	#lengthOf(text: string): number {
		return this.#ascii ? text.length : new TextEncoder().encode(text).length;
	}

	#join(first: number, last: number, spacing = new Spacing()): string {
		let joined = "";
		for (let index = first; index <= last; index++) {
			const word = this.#words[index];
			if (word !== undefined) joined += spacing.before(word) ? ` ${word.text}` : word.text;
		}
		return joined;
	}

	/** The words between two operands. */
	#operatorOf(node: BinaryExpression): WordRange {
		return { first: this.#rangeOf(node.left).last + 1, last: this.#rangeOf(node.right).first - 1 };
	}

	/** The parenthesis before the arguments. */
	#openOf(node: Call | Aggregation): number {
		const [argument] = node.arguments;
		const after = argument === undefined ? this.#arranged.rangeOf(node.span)?.last : this.#rangeOf(argument).first;
		return (after ?? 0) - 1;
	}

	/** Claims that a space stands before the arguments: they follow a grouping. */
	#parts(node: Call | Aggregation): boolean {
		return node.kind === "aggregation" && node.grouping !== undefined;
	}

	#print(node: Expression, level: number, flush: boolean): void {
		const laid = this.#laid.get(node);
		const first = this.#words[laid?.range.first ?? -1];
		const last = this.#words[laid?.range.last ?? -1];
		if (laid === undefined || first === undefined || last === undefined) return;
		// What is said before an expression is said of all of it: the comment stands as far left as the node begins.
		this.#writer.comments(first.leading, level);
		first.leading = [];
		if (laid.flat !== undefined) {
			this.#writer.text(laid.flat, level, false);
			this.#writer.remark(last.trailing);
			this.#written += laid.range.last - laid.range.first + 1;
			return;
		}
		const { range } = laid;
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
				this.#run({ first: this.#rangeOf(node.expression).last + 1, last: range.last }, level + 1);
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
		const brokenRight = node.right.kind === "binary" && this.#laid.get(node.right)?.flat === undefined;
		this.#print(node.left, flush ? level : level + 1, flush);
		this.#run(this.#operatorOf(node), this.#breakLine(level), new Spacing(true));
		this.#print(node.right, this.#breakLine(flush && !brokenRight ? level : level + 1), false);
	}

	#printArguments(node: Call | Aggregation, range: WordRange, level: number): void {
		const open = this.#openOf(node);
		this.#run({ first: range.first, last: open - 1 }, level);
		this.#word(open, level, this.#parts(node));
		for (const argument of node.arguments) {
			this.#print(argument, this.#breakLine(level + 1), false);
			const { last } = this.#rangeOf(argument);
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
