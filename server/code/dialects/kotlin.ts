import type { Argument, BoundValue, Expression } from "../expression.ts";
import { childOf, fieldOf, type SyntaxNode } from "../syntax/syntaxNode.ts";
import {
	type Dialect,
	type DialectFile,
	joinedBy,
	listOf,
	nameOf,
	ownerAround,
	spanOf,
	textBetween,
	unknownValue,
} from "./dialect.ts";

/** Kotlin. Its tree has few fields, so children are told by their types and places. */
export const kotlin: Dialect = {
	fullPaths: true,
	calls: new Set(["call_expression", "constructor_invocation"]),
	scopes: new Set([
		"class_declaration",
		"object_declaration",
		"companion_object",
		"function_declaration",
		"secondary_constructor",
		"block",
		"lambda_literal",
		"anonymous_function",
		"for_statement",
		"catch_block",
		"when_entry",
	]),
	classes: new Set(["class_declaration", "object_declaration"]),
	declare,
	express,
};

const types: readonly string[] = ["user_type", "nullable_type"];

function declare(node: SyntaxNode, file: DialectFile): void {
	switch (node.type) {
		case "import":
			declareImport(node, file);
			return;
		case "property_declaration":
			declareProperty(node, file);
			return;
		case "class_parameter":
		case "parameter": {
			const name = childOf(node, "identifier");
			if (name === undefined) return;
			const value = instanceOf(node, file);
			file.bind(file.textOf(name), node, value);
			const isField = /^(?:[^:]*\s)?va[lr]\s/.test(file.textOf(node));
			if (node.type === "class_parameter" && isField) bindMember(name, node, value, file);
			return;
		}
		case "lambda_parameters":
		case "for_statement":
			for (const child of node.children) {
				const name = child.type === "variable_declaration" ? childOf(child, "identifier") : undefined;
				if (name !== undefined) file.bind(file.textOf(name), child, instanceOf(child, file));
			}
			return;
		case "multi_variable_declaration":
			for (const child of node.children) {
				const name = childOf(child, "identifier");
				if (name !== undefined) file.bind(file.textOf(name), node, unknownValue);
			}
			return;
		case "assignment": {
			const left = fieldOf(node, "left");
			if (left?.type !== "identifier") return;
			file.assign(file.textOf(left), node, { kind: "expression", expression: file.express(fieldOf(node, "right")) });
			return;
		}
		case "class_declaration":
		case "object_declaration": {
			const name = fieldOf(node, "name");
			if (name !== undefined) file.bind(file.textOf(name), node, unknownValue);
			return;
		}
		default:
	}
}

function declareImport(node: SyntaxNode, file: DialectFile): void {
	const [name, alias] = node.children;
	if (name === undefined) return;
	const path = file.textOf(name).replaceAll(/\s/g, "");
	if (/\.\s*\*$/.test(file.textOf(node).trimEnd())) file.wildcard(path);
	else {
		const local = alias === undefined ? path.slice(path.lastIndexOf(".") + 1) : file.textOf(alias);
		file.bind(local, node, { kind: "path", path });
	}
}

function declareProperty(node: SyntaxNode, file: DialectFile): void {
	const variable = childOf(node, "variable_declaration");
	const name = childOf(variable, "identifier");
	if (variable === undefined || name === undefined) return;
	const after = node.children[node.children.indexOf(variable) + 1];
	const hasValue = after !== undefined && file.text.slice(variable.end, after.start).trim() === "=";
	const typed = instanceOf(variable, file);
	const type = typed.kind === "instance" ? { type: typed.type } : {};
	const value: BoundValue = hasValue ? { kind: "expression", expression: file.express(after), ...type } : typed;
	file.bind(file.textOf(name), node, value);
	if (node.parent?.type === "class_body") bindMember(name, node, value, file);
}

function bindMember(name: SyntaxNode, node: SyntaxNode, value: BoundValue, file: DialectFile): void {
	file.bindMember(ownerAround(node, kotlin.classes, file), file.textOf(name), node, value);
}

function instanceOf(node: SyntaxNode, file: DialectFile): BoundValue {
	const type = childOf(node, ...types);
	return type === undefined ? unknownValue : { kind: "instance", type: file.express(type) };
}

function express(node: SyntaxNode, file: DialectFile): Expression | undefined {
	const span = spanOf(node);
	switch (node.type) {
		case "identifier":
		case "this_expression":
			return nameOf(node, file);
		case "string_literal":
		case "multiline_string_literal":
			return expressString(node, file);
		case "navigation_expression": {
			const [object, name] = node.children;
			if (object === undefined || name?.type !== "identifier") return undefined;
			return { kind: "member", object: file.express(object), name: file.textOf(name), span };
		}
		case "user_type": {
			const names = node.children.filter((child) => child.type === "identifier");
			return names.map((name) => nameOf(name, file)).reduce<Expression | undefined>(joinPath, undefined);
		}
		case "nullable_type":
		case "parenthesized_expression":
			return file.express(node.children[0]);
		case "call_expression":
		case "constructor_invocation": {
			const [callee] = node.children;
			const list = childOf(node, "value_arguments");
			// A block after a call is one more argument.
			if (list === undefined) {
				const inner = file.express(callee);
				return inner.kind === "call" ? inner : { kind: "call", callee: inner, arguments: [], span };
			}
			return { kind: "call", callee: file.express(callee), arguments: argumentsIn(list, file), span };
		}
		case "collection_literal":
			return listOf(node, file, "spread_expression");
		case "binary_expression":
		case "additive_expression":
			return joinedBy("+", node, file);
		default:
			return undefined;
	}
}

function joinPath(object: Expression | undefined, name: Expression & { readonly kind: "name" }): Expression {
	if (object === undefined) return name;
	return { kind: "member", object, name: name.name, span: name.span };
}

function argumentsIn(list: SyntaxNode, file: DialectFile): readonly Argument[] {
	return list.children.map((argument) => {
		const [first, second] = argument.children;
		if (first?.type === "spread_expression") return { value: file.express(first), spread: true };
		const isNamed =
			second !== undefined && first !== undefined && file.text.slice(first.end, second.start).trim() === "=";
		return isNamed ? { name: file.textOf(first), value: file.express(second) } : { value: file.express(first) };
	});
}

/** `$name` is read off the text, as the grammar takes it for two pieces of text. */
function expressString(node: SyntaxNode, file: DialectFile): Expression {
	const quotes = node.type === "string_literal" ? 1 : 3;
	const raw = quotes === 3;
	const parts: Expression[] = [];
	let at = node.start + quotes;
	const addText = (until: number): void => {
		if (until > at) parts.push(textBetween(node, at, until, raw, file.text));
	};
	for (const [index, child] of node.children.entries()) {
		const before = node.children[index - 1];
		const isName = child.type === "string_content" && before?.type === "string_content" && file.textOf(before) === "$";
		const name = isName ? /^[A-Za-z_]\w*/.exec(file.textOf(child))?.[0] : undefined;
		if (name !== undefined) {
			addText(child.start - 1);
			at = child.start + name.length;
			parts.push({ kind: "name", name, span: { start: child.start, end: at } });
		} else if (child.type === "interpolation") {
			addText(child.start);
			parts.push(file.express(child.children[0]));
			at = child.end;
		}
	}
	const end = Math.max(node.end - quotes, node.start + quotes);
	if (parts.length === 0) return textBetween(node, at, end, raw, file.text);
	addText(end);
	return { kind: "joined", parts, span: spanOf(node) };
}
