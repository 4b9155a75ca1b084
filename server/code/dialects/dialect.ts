import type { Span } from "../../text/span.ts";
import type { BoundValue, CallExpression, Expression, FileReading } from "../expression.ts";
import type { SyntaxNode } from "../syntax/syntaxNode.ts";

/** The front end of a language: turns its syntax into what all languages have in common. */
export interface Dialect {
	/** Claims that undeclared names may start the full path of something, as in Java. */
	readonly fullPaths: boolean;
	/** Says what `node` declares. Called for every node, parents first. */
	declare(node: SyntaxNode, file: DialectFile): void;
	/** What `node` means; `undefined` where it is no expression, or one that nothing is claimed about. */
	express(node: SyntaxNode, file: DialectFile): Expression | undefined;
	/** The types of nodes that may be calls. */
	readonly calls: ReadonlySet<string>;
	/** The types of nodes that hold names which are not seen outside. */
	readonly scopes: ReadonlySet<string>;
	/** The types of nodes that hold members. */
	readonly classes: ReadonlySet<string>;
}

/** What a dialect is given of a file, and tells. */
export interface DialectFile {
	readonly text: string;
	textOf(node: SyntaxNode): string;
	/** The same node is expressed once. */
	express(node: SyntaxNode | undefined): Expression;
	/** Binds a name in the innermost scope around `node`. */
	bind(name: string, node: SyntaxNode, value: BoundValue): void;
	/** Binds a name where it was declared, in or around the innermost scope of `node`. */
	assign(name: string, node: SyntaxNode, value: BoundValue): void;
	/** Binds a member, such as a field, of the innermost class around `node`, whose name `owner` is, if it has one. */
	bindMember(owner: string | undefined, name: string, node: SyntaxNode, value: BoundValue): void;
	/** Everything public of that module, package or namespace is there. */
	wildcard(path: string): void;
}

/** A name that stands for something of which nothing is known, and hides others. */
export const unknownValue: BoundValue = { kind: "unknown" };

/** What is nested deeper than anyone writes is data, and would overflow the stack. */
const deepest = 200;

/** Reads a whole file through its dialect. */
export function readFile(root: SyntaxNode, text: string, dialect: Dialect): FileReading {
	const bindings: FileReading["bindings"][number][] = [];
	const calls: CallExpression[] = [];
	const wildcards: string[] = [];
	const expressed = new Map<SyntaxNode, Expression>();
	const whole: Span = { start: root.start, end: root.end };
	let depth = 0;
	const file: DialectFile = {
		text,
		textOf: (node) => text.slice(node.start, node.end),
		express(node) {
			if (node === undefined) return { kind: "other", span: { start: 0, end: 0 } };
			const known = expressed.get(node);
			if (known !== undefined) return known;
			depth++;
			const expression = node.broken || depth > deepest ? undefined : dialect.express(node, file);
			depth--;
			const result: Expression = expression ?? { kind: "other", span: spanOf(node) };
			if (depth <= deepest) expressed.set(node, result);
			return result;
		},
		bind(name, node, value) {
			bindings.push({ name, scope: around(node, dialect.scopes) ?? whole, value });
		},
		assign(name, node, value) {
			bindings.push({ name, scope: around(node, dialect.scopes) ?? whole, value, assignment: true });
		},
		bindMember(owner, name, node, value) {
			const scope = around(node, dialect.classes) ?? whole;
			bindings.push({ name: `.${name}`, scope, value, ...(owner === undefined ? {} : { owner }) });
		},
		wildcard(path) {
			wildcards.push(path);
		},
	};
	for (const node of walk(root)) {
		dialect.declare(node, file);
		if (!dialect.calls.has(node.type)) continue;
		const expression = file.express(node);
		if (expression.kind === "call") calls.push(expression);
	}
	return { bindings, calls, wildcards, fullPaths: dialect.fullPaths };
}

/** Parents first, in the order of the text. */
function* walk(root: SyntaxNode): Generator<SyntaxNode> {
	const open = [root];
	for (let node = open.pop(); node !== undefined; node = open.pop()) {
		yield node;
		for (let index = node.children.length - 1; index >= 0; index--) {
			const child = node.children[index];
			if (child !== undefined) open.push(child);
		}
	}
}

/** The innermost of `types` around `node`: what a node that is a scope declares is seen outside of it. */
function around(node: SyntaxNode, types: ReadonlySet<string>): Span | undefined {
	for (let outer = node.parent; outer !== undefined; outer = outer.parent) {
		if (types.has(outer.type)) return spanOf(outer);
	}
	return undefined;
}

export function spanOf(node: SyntaxNode): Span {
	return { start: node.start, end: node.end };
}

/** What two nodes have between them, without spaces: an operator. */
export function operatorBetween(text: string, left: SyntaxNode, right: SyntaxNode): string {
	return text.slice(left.end, right.start).trim();
}
