import type { Aggregation, BinaryExpression, Call, Expression } from "../ast.ts";
import type { ArrangedWords, WordRange } from "./arrange.ts";
import { Spacing } from "./spacing.ts";

/** Where the nodes of a tree are among the words, and what they are on one line. */
export class OneLiners {
	readonly #arranged: ArrangedWords;
	readonly #width: number;
	readonly #ranges = new Map<Expression, WordRange>();
	readonly #flat = new Map<Expression, string>();

	constructor(arranged: ArrangedWords, width: number) {
		this.#arranged = arranged;
		this.#width = width;
	}

	/** Takes a node up after those inside it; `false` where its words are not found. */
	add(node: Expression): boolean {
		const range = this.#arranged.rangeOf(node.span);
		if (range === undefined) return false;
		this.#ranges.set(node, range);
		const flat = this.#arranged.hasCommentInside(range) ? undefined : this.#flatten(node, range);
		if (flat !== undefined) this.#flat.set(node, flat);
		return true;
	}

	/** The node on one line; `undefined` where it is too long for one or a comment is inside it. */
	flatOf(node: Expression): string | undefined {
		return this.#flat.get(node);
	}

	rangeOf(node: Expression): WordRange {
		return this.#ranges.get(node) ?? { first: 0, last: -1 };
	}

	/** The words between two operands. */
	operatorOf(node: BinaryExpression): WordRange {
		return { first: this.rangeOf(node.left).last + 1, last: this.rangeOf(node.right).first - 1 };
	}

	/** The parenthesis before the arguments. */
	openOf(node: Call | Aggregation): number {
		const [argument] = node.arguments;
		const after = argument === undefined ? this.#arranged.rangeOf(node.span)?.last : this.rangeOf(argument).first;
		return (after ?? 0) - 1;
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
				return this.#fit("", node.expression, this.#join(this.rangeOf(node.expression).last + 1, range.last));
			case "binary": {
				const left = this.#flat.get(node.left);
				const operator = this.operatorOf(node);
				const between = this.#join(operator.first, operator.last, new Spacing(true));
				return left && this.#fit(`${left} ${between} `, node.right, "");
			}
			case "call":
			case "aggregation": {
				let flat = this.#join(range.first, this.openOf(node) - 1);
				flat += isApart(node) ? " (" : "(";
				for (const [index, argument] of node.arguments.entries()) {
					const joined = this.#fit(index === 0 ? flat : `${flat}, `, argument, "");
					if (joined === undefined) return undefined;
					flat = joined;
				}
				return this.#fits(`${flat})`) ? `${flat})` : undefined;
			}
			default:
				return undefined;
		}
	}

	#fit(before: string, node: Expression, after: string): string | undefined {
		const flat = this.#flat.get(node);
		if (flat === undefined) return undefined;
		const joined = before + flat + after;
		return this.#fits(joined) ? joined : undefined;
	}

	/** Counts bytes of UTF-8, as Prometheus does. */
	#fits(text: string): boolean {
		if (text.length > this.#width) return false;
		return text.length * 3 <= this.#width || new TextEncoder().encode(text).length <= this.#width;
	}

	#join(first: number, last: number, spacing = new Spacing()): string {
		let joined = "";
		for (let index = first; index <= last; index++) {
			const word = this.#arranged.words[index];
			if (word !== undefined) joined += spacing.before(word) ? ` ${word.text}` : word.text;
		}
		return joined;
	}
}

/** Claims that a space stands before the arguments, because they follow a grouping. */
export function isApart(node: Call | Aggregation): boolean {
	return node.kind === "aggregation" && node.grouping !== undefined;
}
