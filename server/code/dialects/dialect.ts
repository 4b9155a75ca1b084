import type { Span } from "../../text/span.ts";
import type { BoundValue, CallExpression, Expression, FileReading, NameExpression } from "../expression.ts";
import { fieldOf, type SyntaxNode } from "../syntax/syntaxNode.ts";
import { decodeEscapes } from "./escapes.ts";

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
	// A node that only passes on the value of another one gives the same call.
	const calls = new Set<CallExpression>();
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
		if (expression.kind === "call") calls.add(expression);
	}
	return { bindings, calls: [...calls], wildcards, fullPaths: dialect.fullPaths };
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

/** The name of the innermost of `types` around `node`. */
export function ownerAround(node: SyntaxNode, types: ReadonlySet<string>, file: DialectFile): string | undefined {
	for (let outer = node.parent; outer !== undefined; outer = outer.parent) {
		if (!types.has(outer.type)) continue;
		const name = fieldOf(outer, "name") ?? fieldOf(outer.parent, "name");
		return name === undefined ? undefined : file.textOf(name);
	}
	return undefined;
}

/** A text whose content lies between two offsets. */
export function textBetween(node: SyntaxNode, start: number, end: number, raw: boolean, text: string): Expression {
	const content = { start, end: Math.max(start, end) };
	const written = text.slice(content.start, content.end);
	return { kind: "text", value: raw ? written : decodeEscapes(written), content, span: spanOf(node) };
}

/** A text with expressions in it, between two offsets; `expressionIn` gives that of a child, or nothing for what is text. */
export function joinedBetween(
	node: SyntaxNode,
	start: number,
	end: number,
	raw: boolean,
	file: DialectFile,
	expressionIn: (child: SyntaxNode) => Expression | undefined,
): Expression {
	const parts: Expression[] = [];
	let at = start;
	for (const child of node.children) {
		const part = expressionIn(child);
		if (part === undefined) continue;
		if (child.start > at) parts.push(textBetween(child, at, child.start, raw, file.text));
		parts.push(part);
		at = child.end;
	}
	if (parts.length === 0) return textBetween(node, start, end, raw, file.text);
	if (at < end) parts.push(textBetween(node, at, end, raw, file.text));
	return { kind: "joined", parts, span: spanOf(node) };
}

/** Two operands that are joined where the operator says so. */
export function joinedBy(operator: string, node: SyntaxNode, file: DialectFile): Expression | undefined {
	const left = fieldOf(node, "left") ?? node.children[0];
	const right = fieldOf(node, "right") ?? node.children[1];
	if (left === undefined || right === undefined || operatorBetween(file.text, left, right) !== operator)
		return undefined;
	return { kind: "joined", parts: [file.express(left), file.express(right)], span: spanOf(node) };
}

export function nameOf(node: SyntaxNode, file: DialectFile): NameExpression {
	return { kind: "name", name: file.textOf(node), span: spanOf(node) };
}

/** The values of a list; what `spreads` it in makes it incomplete. */
export function listOf(node: SyntaxNode, file: DialectFile, ...spreads: readonly string[]): Expression {
	const items = node.children.filter((child) => !spreads.includes(child.type));
	const complete = items.length === node.children.length;
	return { kind: "list", items: items.map((item) => file.express(item)), complete, span: spanOf(node) };
}

export function spanOf(node: SyntaxNode): Span {
	return { start: node.start, end: node.end };
}

/** What two nodes have between them, without spaces: an operator. */
export function operatorBetween(text: string, left: SyntaxNode, right: SyntaxNode): string {
	return text.slice(left.end, right.start).trim();
}
