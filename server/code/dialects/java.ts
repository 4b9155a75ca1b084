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

/** Java. An annotation is a call of its type. */
export const java: Dialect = {
	fullPaths: true,
	calls: new Set(["method_invocation", "object_creation_expression", "annotation"]),
	scopes: new Set([
		"class_body",
		"interface_body",
		"enum_body_declarations",
		"method_declaration",
		"constructor_declaration",
		"compact_constructor_declaration",
		"block",
		"lambda_expression",
		"for_statement",
		"enhanced_for_statement",
		"try_with_resources_statement",
		"catch_clause",
		"switch_block_statement_group",
	]),
	classes: new Set(["class_body", "interface_body", "enum_body_declarations"]),
	declare,
	express,
};

function declare(node: SyntaxNode, file: DialectFile): void {
	switch (node.type) {
		case "import_declaration":
			declareImport(node, file);
			return;
		case "local_variable_declaration":
		case "field_declaration":
		case "constant_declaration":
			declareVariables(node, file);
			return;
		case "formal_parameter":
		case "resource":
		case "enhanced_for_statement":
		case "catch_formal_parameter":
			declareParameter(node, file);
			return;
		case "lambda_expression":
		case "inferred_parameters":
			for (const child of node.children) {
				const isName =
					child.type === "identifier" && (node.type === "inferred_parameters" || child.field === "parameters");
				if (isName) file.bind(file.textOf(child), child, unknownValue);
			}
			return;
		case "assignment_expression": {
			const left = fieldOf(node, "left");
			const value = { kind: "expression", expression: file.express(fieldOf(node, "right")) } as const;
			if (left?.type === "identifier") file.assign(file.textOf(left), node, value);
			return;
		}
		case "class_declaration":
		case "record_declaration":
		case "enum_declaration":
		case "interface_declaration":
		case "annotation_type_declaration": {
			const name = fieldOf(node, "name");
			if (name !== undefined) file.bind(file.textOf(name), node, unknownValue);
			return;
		}
		default:
	}
}

function declareImport(node: SyntaxNode, file: DialectFile): void {
	const name = childOf(node, "scoped_identifier", "identifier");
	if (name === undefined) return;
	const path = file.textOf(name).replaceAll(/\s/g, "");
	if (childOf(node, "asterisk") !== undefined) file.wildcard(path);
	else file.bind(path.slice(path.lastIndexOf(".") + 1), node, { kind: "path", path });
}

function declareVariables(node: SyntaxNode, file: DialectFile): void {
	const typeNode = fieldOf(node, "type");
	const type = typeNode === undefined ? undefined : file.express(typeNode);
	for (const declarator of node.children) {
		const name = declarator.field === "declarator" ? fieldOf(declarator, "name") : undefined;
		if (name === undefined) continue;
		const value = fieldOf(declarator, "value");
		const typed: BoundValue = type === undefined ? unknownValue : { kind: "instance", type };
		const bound: BoundValue =
			value === undefined
				? typed
				: { kind: "expression", expression: file.express(value), ...(type === undefined ? {} : { type }) };
		file.bind(file.textOf(name), node, bound);
		if (node.type !== "local_variable_declaration") {
			file.bindMember(ownerAround(node, java.classes, file), file.textOf(name), node, bound);
		}
	}
}

function declareParameter(node: SyntaxNode, file: DialectFile): void {
	const name = fieldOf(node, "name");
	if (name === undefined) return;
	const type = fieldOf(node, "type");
	// The elements of a loop stand in it, the loop around itself.
	const place = node.type === "enhanced_for_statement" ? name : node;
	const value: BoundValue = type === undefined ? unknownValue : { kind: "instance", type: file.express(type) };
	file.bind(file.textOf(name), place, value);
	if (node.parent?.parent?.type === "record_declaration") file.bindMember(undefined, file.textOf(name), node, value);
}

function express(node: SyntaxNode, file: DialectFile): Expression | undefined {
	const span = spanOf(node);
	switch (node.type) {
		case "identifier":
		case "type_identifier":
		case "this":
		case "true":
		case "false":
			return nameOf(node, file);
		case "string_literal": {
			const isBlock = file.text.startsWith('"""', node.start);
			const quotes = isBlock ? 3 : 1;
			return textBetween(node, node.start + quotes, node.end - quotes, false, file.text);
		}
		case "field_access":
		case "scoped_identifier": {
			const name = fieldOf(node, "field") ?? fieldOf(node, "name");
			if (name === undefined) return undefined;
			const object = fieldOf(node, "object") ?? fieldOf(node, "scope");
			return { kind: "member", object: file.express(object), name: file.textOf(name), span };
		}
		case "scoped_type_identifier": {
			const [object, name] = node.children;
			if (object === undefined || name === undefined) return undefined;
			return { kind: "member", object: file.express(object), name: file.textOf(name), span };
		}
		case "generic_type":
		case "parenthesized_expression":
			return file.express(node.children[0]);
		case "cast_expression":
			return file.express(fieldOf(node, "value"));
		case "method_invocation": {
			const name = fieldOf(node, "name");
			if (name === undefined) return undefined;
			const object = fieldOf(node, "object");
			const callee: Expression =
				object === undefined
					? nameOf(name, file)
					: { kind: "member", object: file.express(object), name: file.textOf(name), span: spanOf(name) };
			return { kind: "call", callee, arguments: argumentsIn(fieldOf(node, "arguments"), file), span };
		}
		case "object_creation_expression":
			return {
				kind: "call",
				callee: file.express(fieldOf(node, "type")),
				arguments: argumentsIn(fieldOf(node, "arguments"), file),
				span,
			};
		case "annotation":
			return {
				kind: "call",
				callee: file.express(fieldOf(node, "name")),
				arguments: argumentsIn(fieldOf(node, "arguments"), file),
				span,
			};
		case "array_creation_expression":
			return file.express(fieldOf(node, "value"));
		case "array_initializer":
		case "element_value_array_initializer":
			return listOf(node, file);
		case "binary_expression":
			return joinedBy("+", node, file);
		case "null_literal":
			return { kind: "nothing", span };
		default:
			return undefined;
	}
}

function argumentsIn(list: SyntaxNode | undefined, file: DialectFile): readonly Argument[] {
	return (list?.children ?? []).map((child) => {
		const key = child.type === "element_value_pair" ? fieldOf(child, "key") : undefined;
		if (key === undefined) return { value: file.express(child) };
		return { name: file.textOf(key), value: file.express(fieldOf(child, "value")) };
	});
}
