import type { Argument, BoundValue, Expression, RecordEntry } from "../expression.ts";
import { fieldOf, type SyntaxNode } from "../syntax/syntaxNode.ts";
import {
	type Dialect,
	type DialectFile,
	joinedBetween,
	joinedBy,
	listOf,
	nameOf,
	ownerAround,
	spanOf,
	textBetween,
	unknownValue,
} from "./dialect.ts";

/** Ruby. Constants are reached from everywhere, wherever they are required. A symbol is a text. */
export const ruby: Dialect = {
	fullPaths: true,
	calls: new Set(["call"]),
	scopes: new Set(["class", "module", "singleton_class", "method", "singleton_method", "block", "do_block", "lambda"]),
	classes: new Set(["class", "module"]),
	declare,
	express,
};

function declare(node: SyntaxNode, file: DialectFile): void {
	switch (node.type) {
		case "assignment": {
			const right = fieldOf(node, "right");
			bindName(fieldOf(node, "left"), { kind: "expression", expression: file.express(right) }, file);
			return;
		}
		case "operator_assignment": {
			// `@registry ||= …` is how a value is kept.
			const [left, right] = [fieldOf(node, "left"), fieldOf(node, "right")];
			if (left === undefined || right === undefined) return;
			const isDefault = file.text.slice(left.end, right.start).trim() === "||=";
			bindName(left, isDefault ? { kind: "expression", expression: file.express(right) } : unknownValue, file);
			return;
		}
		case "left_assignment_list":
		case "method_parameters":
		case "block_parameters":
		case "lambda_parameters":
			for (const child of node.children) {
				const name = child.type === "identifier" ? child : fieldOf(child, "name");
				if (name !== undefined) file.bind(file.textOf(name), name, unknownValue);
			}
			return;
		case "class":
		case "module": {
			const name = fieldOf(node, "name");
			if (name?.type === "constant") file.bind(file.textOf(name), node, unknownValue);
			return;
		}
		default:
	}
}

function bindName(left: SyntaxNode | undefined, value: BoundValue, file: DialectFile): void {
	if (left === undefined) return;
	const name = file.textOf(left);
	if (left.type === "instance_variable" || left.type === "class_variable") {
		file.bindMember(ownerAround(left, ruby.classes, file), name, left, value);
	} else if (left.type === "identifier" || left.type === "constant") {
		file.bind(name, left, value);
		if (left.type === "constant") file.bindMember(ownerAround(left, ruby.classes, file), name, left, value);
	}
}

function express(node: SyntaxNode, file: DialectFile): Expression | undefined {
	const span = spanOf(node);
	switch (node.type) {
		case "identifier":
		case "constant":
			return nameOf(node, file);
		case "instance_variable":
		case "class_variable":
			return { kind: "member", object: { kind: "name", name: "self", span }, name: file.textOf(node), span };
		case "scope_resolution": {
			const name = fieldOf(node, "name");
			const scope = fieldOf(node, "scope");
			if (name === undefined) return undefined;
			if (scope === undefined) return nameOf(name, file);
			return { kind: "member", object: file.express(scope), name: file.textOf(name), span };
		}
		case "call":
			return expressCall(node, file);
		case "simple_symbol":
			return textBetween(node, node.start + 1, node.end, true, file.text);
		case "hash_key_symbol":
		case "bare_string":
		case "bare_symbol":
			return textBetween(node, node.start, node.end, true, file.text);
		case "string":
		case "delimited_symbol":
			return expressString(node, file);
		case "chained_string":
			return { kind: "joined", parts: node.children.map((child) => file.express(child)), span };
		case "array":
		case "string_array":
		case "symbol_array":
			return listOf(node, file, "splat_argument");
		case "hash": {
			const entries = node.children.map((pair) => expressPair(pair, file)).filter((entry) => entry !== undefined);
			return { kind: "record", entries, complete: entries.length === node.children.length, span };
		}
		case "binary":
			return joinedBy("+", node, file);
		case "parenthesized_statements":
			return node.children.length === 1 ? file.express(node.children[0]) : undefined;
		case "nil":
			return { kind: "nothing", span };
		default:
			return undefined;
	}
}

/** Methods that give the same thing again. */
const sameValue = new Set(["freeze", "to_sym", "to_s", "dup", "tap"]);

function expressCall(node: SyntaxNode, file: DialectFile): Expression | undefined {
	const method = fieldOf(node, "method");
	if (method === undefined) return undefined;
	const receiver = fieldOf(node, "receiver");
	if (receiver !== undefined && sameValue.has(file.textOf(method))) return file.express(receiver);
	const callee: Expression =
		receiver === undefined
			? nameOf(method, file)
			: { kind: "member", object: file.express(receiver), name: file.textOf(method), span: spanOf(method) };
	const values = (fieldOf(node, "arguments")?.children ?? []).map((child) => expressArgument(child, file));
	return { kind: "call", callee, arguments: values, span: spanOf(node) };
}

function expressArgument(node: SyntaxNode, file: DialectFile): Argument {
	const pair = expressPair(node, file);
	if (pair !== undefined) return { name: pair.key.kind === "text" ? pair.key.value : pair.key.name, value: pair.value };
	if (node.type === "splat_argument") return { value: file.express(node), spread: true };
	if (node.type === "pair" || node.type === "hash_splat_argument") return { name: "**", value: file.express(node) };
	return { value: file.express(node) };
}

function expressPair(node: SyntaxNode, file: DialectFile): RecordEntry | undefined {
	if (node.type !== "pair") return undefined;
	const key = file.express(fieldOf(node, "key"));
	return key.kind === "text" ? { key, value: file.express(fieldOf(node, "value")) } : undefined;
}

function expressString(node: SyntaxNode, file: DialectFile): Expression | undefined {
	const opening = /^:?(["'])/.exec(file.textOf(node));
	// `%q(…)` and its like are no way to write a name.
	if (opening === null) return undefined;
	return joinedBetween(node, node.start + opening[0].length, node.end - 1, opening[1] === "'", file, (child) =>
		child.type === "interpolation" ? file.express(child.children[0]) : undefined,
	);
}
