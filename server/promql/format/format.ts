import type { Expression } from "../ast.ts";
import { type ParsedPromql, parsePromql } from "../parse.ts";
import { childrenOf } from "../visit.ts";
import { ArrangedWords } from "./arrange.ts";
import { LineWriter } from "./lineWriter.ts";
import { printExpression } from "./print.ts";
import { readWords } from "./words.ts";

export interface FormatOptions {
	/** The longest piece, in bytes of UTF-8 and without its indentation, that stays on one line; 100 as in Prometheus. */
	readonly width?: number;
	/** What a level is indented by; two spaces as in Prometheus. */
	readonly indent?: string;
	/**
	 * Starts the first line at the margin, as a YAML block scalar wants it: the operands on the left edge of the
	 * expression then stand at the margin with their operators.
	 */
	readonly flush?: boolean;
}

/**
 * The expression in Prometheus's own layout, with its comments; without a line break at its end.
 *
 * `undefined` where it is better left alone: it has faults of syntax, is nested deeper than a person can read, or would
 * become a multiple of its size. Words stay as they are written, so the result has the same tree: see `ArrangedWords`
 * for the little that moves.
 *
 * The layout is that of `promql/parser/prettier.go` in Prometheus 3.x: a piece that fits stays on one line, otherwise
 * operands, arguments and what is in parentheses stand on lines of their own, one level deeper.
 */
export function formatPromql(text: string, options: FormatOptions = {}): string | undefined {
	return formatParsed(parsePromql(text), options);
}

/** The same for a text that is parsed already. */
export function formatParsed(parsed: ParsedPromql, options: FormatOptions = {}): string | undefined {
	const { width = 100, indent = "  ", flush = false } = options;
	const { text } = parsed;
	// What the grammar takes and its rules forbid, such as `1 @ 2`, has no place in the tree, and would be lost.
	if (parsed.problems.length > 0) return undefined;
	const nodes = collectNodes(parsed.expression);
	if (nodes === undefined) return undefined;
	const arranged = new ArrangedWords(readWords(text, parsed), nodes);
	const writer = new LineWriter(indent, text.length * largestGrowth + freeGrowth);
	return printExpression(nodes, arranged, writer, { width, flush }) ? writer.finish() : undefined;
}

/** Each level costs its indentation on every line, so what is nested deeper stays as it is. */
const deepest = 400;

/** How many times its length an expression may grow, and how many characters more. */
const largestGrowth = 8;
const freeGrowth = 1_000_000;

/** All nodes of a tree, each before those inside it; `undefined` where it is nested too deep or not wholly written. */
function collectNodes(root: Expression): Expression[] | undefined {
	const nodes: Expression[] = [];
	const pending: { readonly node: Expression; readonly depth: number }[] = [{ node: root, depth: 0 }];
	for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
		const { node, depth } = next;
		if (depth > deepest || node.kind === "missing") return undefined;
		nodes.push(node);
		for (const child of childrenOf(node)) pending.push({ node: child, depth: depth + 1 });
	}
	return nodes;
}
