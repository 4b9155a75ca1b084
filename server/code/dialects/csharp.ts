import type { Argument, BoundValue, Expression, RecordEntry } from "../expression.ts";
import { childOf, fieldOf, type SyntaxNode } from "../syntax/syntaxNode.ts";
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

/** C#. What stands in global usings of another file is not seen. */
export const csharp: Dialect = {
	fullPaths: true,
	calls: new Set(["invocation_expression", "object_creation_expression"]),
	scopes: new Set([
		"declaration_list",
		"class_declaration",
		"struct_declaration",
		"record_declaration",
		"method_declaration",
		"constructor_declaration",
		"local_function_statement",
		"lambda_expression",
		"anonymous_method_expression",
		"block",
		"for_statement",
		"foreach_statement",
		"using_statement",
		"catch_clause",
	]),
	classes: new Set(["class_declaration", "struct_declaration", "record_declaration"]),
	declare,
	express,
};

function declare(node: SyntaxNode, file: DialectFile): void {
	switch (node.type) {
		case "using_directive":
			declareUsing(node, file);
			return;
		case "variable_declaration":
			declareVariables(node, file);
			return;
		case "property_declaration": {
			const name = fieldOf(node, "name");
			if (name === undefined) return;
			const value = fieldOf(node, "value");
			const inner = value?.type === "arrow_expression_clause" ? value.children[0] : value;
			const bound = boundValue(inner, fieldOf(node, "type"), file);
			file.bind(file.textOf(name), node, bound);
			file.bindMember(ownerAround(node, csharp.classes, file), file.textOf(name), node, bound);
			return;
		}
		case "parameter":
		case "foreach_statement":
		case "catch_declaration": {
			const name = fieldOf(node, "name") ?? fieldOf(node, "left");
			if (name === undefined) return;
			const place = node.type === "foreach_statement" ? name : node;
			file.bind(file.textOf(name), place, boundValue(undefined, fieldOf(node, "type"), file));
			return;
		}
		case "assignment_expression": {
			const left = fieldOf(node, "left");
			if (left?.type !== "identifier" || node.parent?.type === "initializer_expression") return;
			file.assign(file.textOf(left), node, boundValue(fieldOf(node, "right"), undefined, file));
			return;
		}
		case "class_declaration":
		case "struct_declaration":
		case "record_declaration":
		case "interface_declaration":
		case "enum_declaration": {
			const name = fieldOf(node, "name");
			if (name !== undefined) file.bind(file.textOf(name), node, unknownValue);
			return;
		}
		default:
	}
}

function declareUsing(node: SyntaxNode, file: DialectFile): void {
	const alias = fieldOf(node, "name");
	const target = node.children.find((child) => child !== alias);
	if (target === undefined) return;
	const path = file.textOf(target).replaceAll(/\s|^global::/g, "");
	if (alias === undefined) file.wildcard(path);
	else file.bind(file.textOf(alias), node, { kind: "path", path });
}

function declareVariables(node: SyntaxNode, file: DialectFile): void {
	const type = fieldOf(node, "type");
	const field = node.parent?.type === "field_declaration" ? node.parent : undefined;
	for (const declarator of node.children) {
		const name = declarator.type === "variable_declarator" ? fieldOf(declarator, "name") : undefined;
		if (name === undefined) continue;
		const value = declarator.children.find((child) => child !== name && child.type !== "bracketed_argument_list");
		const bound = boundValue(value, type, file);
		file.bind(file.textOf(name), node, bound);
		if (field === undefined) continue;
		file.bindMember(ownerAround(node, csharp.classes, file), file.textOf(name), node, bound);
	}
}

function boundValue(value: SyntaxNode | undefined, typeNode: SyntaxNode | undefined, file: DialectFile): BoundValue {
	const type = typeNode === undefined || typeNode.type === "implicit_type" ? undefined : file.express(typeNode);
	if (value === undefined) return type === undefined ? unknownValue : { kind: "instance", type };
	return { kind: "expression", expression: file.express(value), ...(type === undefined ? {} : { type }) };
}

function express(node: SyntaxNode, file: DialectFile): Expression | undefined {
	const span = spanOf(node);
	switch (node.type) {
		case "identifier":
			return nameOf(node, file);
		case "generic_name":
		case "parenthesized_expression":
		case "postfix_unary_expression":
		case "expression_element":
		case "nullable_type":
			return file.express(node.children[0]);
		case "collection_element":
			return file.express(childOf(node, "expression_element"));
		case "string_literal":
			return textBetween(node, node.start + 1, node.end - 1, false, file.text);
		case "verbatim_string_literal":
			return textBetween(node, node.start + 2, node.end - 1, true, file.text);
		case "raw_string_literal": {
			const content = childOf(node, "raw_string_content");
			return content === undefined ? undefined : textBetween(node, content.start, content.end, true, file.text);
		}
		case "interpolated_string_expression":
			return expressInterpolated(node, file);
		case "member_access_expression":
		case "qualified_name": {
			const name = fieldOf(node, "name");
			if (name === undefined) return undefined;
			const objectNode = fieldOf(node, "expression") ?? fieldOf(node, "qualifier");
			// `this` has no node of its own.
			const object: Expression =
				objectNode === undefined
					? { kind: "name", name: "this", span: { start: node.start, end: node.start } }
					: file.express(objectNode);
			const member = file.express(name);
			return member.kind === "name" ? { kind: "member", object, name: member.name, span } : undefined;
		}
		case "alias_qualified_name":
			return file.express(node.children.at(-1));
		case "invocation_expression":
			return {
				kind: "call",
				callee: file.express(fieldOf(node, "function")),
				arguments: argumentsIn(fieldOf(node, "arguments"), file),
				span,
			};
		case "object_creation_expression":
			return expressCreation(node, file);
		case "implicit_object_creation_expression": {
			const initializer = childOf(node, "initializer_expression");
			return initializer === undefined ? undefined : expressInitializer(initializer, undefined, file);
		}
		case "array_creation_expression":
		case "implicit_array_creation_expression": {
			const initializer = childOf(node, "initializer_expression");
			return initializer === undefined ? undefined : listOf(initializer, file);
		}
		case "initializer_expression":
			return listOf(node, file);
		case "collection_expression": {
			const items = node.children.filter((child) => childOf(child, "expression_element") !== undefined);
			return {
				kind: "list",
				items: items.map((item) => file.express(item)),
				complete: items.length === node.children.length,
				span,
			};
		}
		case "binary_expression":
			return joinedBy("+", node, file);
		case "null_literal":
			return { kind: "nothing", span };
		default:
			return undefined;
	}
}

/** With an initializer it is a record of what is set; a call otherwise. */
function expressCreation(node: SyntaxNode, file: DialectFile): Expression {
	const initializer = fieldOf(node, "initializer");
	const type = file.express(fieldOf(node, "type"));
	if (initializer !== undefined) return expressInitializer(initializer, type, file);
	return { kind: "call", callee: type, arguments: argumentsIn(fieldOf(node, "arguments"), file), span: spanOf(node) };
}

function expressInitializer(node: SyntaxNode, type: Expression | undefined, file: DialectFile): Expression {
	const entries: RecordEntry[] = [];
	for (const child of node.children) {
		const left = child.type === "assignment_expression" ? fieldOf(child, "left") : undefined;
		if (left?.type === "identifier") {
			entries.push({ key: nameOf(left, file), value: file.express(fieldOf(child, "right")) });
			continue;
		}
		// `{ "key", value }` and `["key"] = value` of a dictionary.
		const key = file.express(child.children[0]?.type === "string_literal" ? child.children[0] : undefined);
		if (key.kind === "text") entries.push({ key, value: file.express(child.children[1]) });
	}
	const complete = entries.length === node.children.length;
	return { kind: "record", entries, complete, span: spanOf(node), ...(type === undefined ? {} : { type }) };
}

function argumentsIn(list: SyntaxNode | undefined, file: DialectFile): readonly Argument[] {
	return (list?.children ?? []).map((argument) => {
		const name = fieldOf(argument, "name");
		const value = file.express(argument.children.find((child) => child !== name));
		return name === undefined ? { value } : { name: file.textOf(name), value };
	});
}

function expressInterpolated(node: SyntaxNode, file: DialectFile): Expression | undefined {
	const start = childOf(node, "interpolation_start");
	if (start === undefined) return undefined;
	const quoteStart = file.text.indexOf('"', node.start);
	// Raw ones are rare in names, and their quotes and braces can be of any number.
	if (quoteStart < 0 || file.text.startsWith('"""', quoteStart)) return undefined;
	const raw = file.text.slice(node.start, quoteStart).includes("@");
	return joinedBetween(node, quoteStart + 1, node.end - 1, raw, file, (child) => {
		if (child.type !== "interpolation") return undefined;
		const parts = child.children.filter((part) => part.type !== "interpolation_brace");
		const [only] = parts;
		return parts.length === 1 ? file.express(only) : { kind: "other", span: spanOf(child) };
	});
}
