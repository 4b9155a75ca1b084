import type { BoundValue, Expression, RecordEntry } from "../expression.ts";
import { childOf, fieldOf, type SyntaxNode } from "../syntax/syntaxNode.ts";
import { type Dialect, type DialectFile, joinedBy, nameOf, spanOf, textBetween, unknownValue } from "./dialect.ts";

/** Go. A package is the path that it is imported by, without the number of its major version. */
export const go: Dialect = {
	fullPaths: false,
	calls: new Set(["call_expression"]),
	scopes: new Set([
		"function_declaration",
		"method_declaration",
		"func_literal",
		"block",
		"if_statement",
		"for_statement",
		"expression_switch_statement",
		"type_switch_statement",
		"expression_case",
		"default_case",
		"type_case",
		"communication_case",
	]),
	classes: new Set(),
	declare,
	express,
};

function declare(node: SyntaxNode, file: DialectFile): void {
	switch (node.type) {
		case "import_spec":
			declareImport(node, file);
			return;
		case "short_var_declaration":
			bindAll(fieldOf(node, "left")?.children ?? [], fieldOf(node, "right"), undefined, node, file);
			return;
		case "assignment_statement":
			declareAssignment(node, file);
			return;
		case "var_spec":
		case "const_spec": {
			const names = node.children.filter((child) => child.field === "name" && child.type === "identifier");
			bindAll(names, fieldOf(node, "value"), fieldOf(node, "type"), node, file);
			return;
		}
		case "parameter_declaration":
		case "variadic_parameter_declaration": {
			const type = node.type === "parameter_declaration" ? fieldOf(node, "type") : undefined;
			for (const name of node.children.filter((child) => child.field === "name")) {
				file.bind(file.textOf(name), node, instanceOf(type, file));
			}
			return;
		}
		case "field_declaration": {
			const owner = fieldOf(node.parent?.parent?.parent, "name");
			for (const name of node.children.filter((child) => child.field === "name")) {
				const ownerName = owner === undefined ? undefined : file.textOf(owner);
				file.bindMember(ownerName, file.textOf(name), node, instanceOf(fieldOf(node, "type"), file));
			}
			return;
		}
		case "composite_literal":
			declareFields(node, file);
			return;
		case "function_declaration":
		case "type_spec": {
			const name = fieldOf(node, "name");
			if (name !== undefined) file.bind(file.textOf(name), node, unknownValue);
			return;
		}
		case "range_clause":
			for (const name of fieldOf(node, "left")?.children ?? []) file.bind(file.textOf(name), node, unknownValue);
			return;
		default:
	}
}

/** What a struct is made of says more of its fields than their types. */
function declareFields(node: SyntaxNode, file: DialectFile): void {
	const type = fieldOf(node, "type");
	if (type?.type !== "type_identifier") return;
	for (const element of fieldOf(node, "body")?.children ?? []) {
		const key = element.type === "keyed_element" ? file.express(fieldOf(element, "key")) : undefined;
		if (key?.kind !== "name") continue;
		const expression = file.express(fieldOf(element, "value"));
		file.bindMember(file.textOf(type), key.name, element, { kind: "expression", expression });
	}
}

function instanceOf(type: SyntaxNode | undefined, file: DialectFile): BoundValue {
	return type === undefined ? unknownValue : { kind: "instance", type: file.express(type) };
}

function declareImport(node: SyntaxNode, file: DialectFile): void {
	const literal = file.express(fieldOf(node, "path"));
	if (literal.kind !== "text") return;
	const path = literal.value.replace(/\/v\d+$/, "");
	const name = fieldOf(node, "name");
	if (name?.type === "dot") file.wildcard(path);
	else if (name?.type !== "blank_identifier") {
		const local = name === undefined ? path.slice(path.lastIndexOf("/") + 1) : file.textOf(name);
		file.bind(local, node, { kind: "path", path });
	}
}

/** Of several names for one call, the first is what it gives, and what follows tells of an error. */
function bindAll(
	names: readonly SyntaxNode[],
	values: SyntaxNode | undefined,
	type: SyntaxNode | undefined,
	node: SyntaxNode,
	file: DialectFile,
): void {
	const single = values?.children.length === 1;
	for (const [index, name] of names.entries()) {
		if (name.type !== "identifier") continue;
		const value = single && index > 0 ? undefined : values?.children[index];
		file.bind(file.textOf(name), node, value === undefined ? instanceOf(type, file) : boundValue(value, type, file));
	}
}

function boundValue(value: SyntaxNode, type: SyntaxNode | undefined, file: DialectFile): BoundValue {
	return {
		kind: "expression",
		expression: file.express(value),
		...(type === undefined ? {} : { type: file.express(type) }),
	};
}

function declareAssignment(node: SyntaxNode, file: DialectFile): void {
	const names = fieldOf(node, "left")?.children ?? [];
	const values = fieldOf(node, "right")?.children ?? [];
	for (const [index, name] of names.entries()) {
		const value = values[index];
		if (name.type !== "identifier") continue;
		const isCallWithError = index > 0 && values.length === 1;
		file.assign(
			file.textOf(name),
			node,
			value === undefined || isCallWithError ? unknownValue : boundValue(value, undefined, file),
		);
	}
}

function express(node: SyntaxNode, file: DialectFile): Expression | undefined {
	const span = spanOf(node);
	switch (node.type) {
		case "identifier":
		case "type_identifier":
		case "package_identifier":
		case "field_identifier":
			return nameOf(node, file);
		case "interpreted_string_literal":
		case "raw_string_literal":
			return textBetween(node, node.start + 1, node.end - 1, node.type === "raw_string_literal", file.text);
		case "selector_expression":
		case "qualified_type": {
			const object = fieldOf(node, "operand") ?? fieldOf(node, "package");
			const name = fieldOf(node, "field") ?? fieldOf(node, "name");
			if (name === undefined) return undefined;
			return { kind: "member", object: file.express(object), name: file.textOf(name), span };
		}
		case "call_expression": {
			const values = (fieldOf(node, "arguments")?.children ?? []).map((child) => ({
				value: file.express(child.type === "variadic_argument" ? child.children[0] : child),
				...(child.type === "variadic_argument" ? { spread: true as const } : {}),
			}));
			return { kind: "call", callee: file.express(fieldOf(node, "function")), arguments: values, span };
		}
		case "composite_literal":
			return expressLiteral(fieldOf(node, "body"), fieldOf(node, "type"), file);
		case "literal_value":
			return expressLiteral(node, undefined, file);
		case "literal_element":
		case "parenthesized_expression":
		case "pointer_type":
			return file.express(node.children[0]);
		case "unary_expression":
			return file.text[node.start] === "&" ? file.express(fieldOf(node, "operand")) : undefined;
		case "binary_expression":
			return joinedBy("+", node, file);
		case "nil":
			return { kind: "nothing", span };
		default:
			return undefined;
	}
}

function expressLiteral(
	body: SyntaxNode | undefined,
	type: SyntaxNode | undefined,
	file: DialectFile,
): Expression | undefined {
	if (body === undefined) return undefined;
	const span = { start: type?.start ?? body.start, end: body.end };
	const isList =
		type?.type === "slice_type" || type?.type === "array_type" || type?.type === "implicit_length_array_type";
	if (isList || childOf(body, "literal_element") !== undefined) {
		const items = body.children.map((child) =>
			file.express(child.type === "keyed_element" ? fieldOf(child, "value") : child),
		);
		return { kind: "list", items, complete: true, span };
	}
	const entries: RecordEntry[] = [];
	for (const child of body.children) {
		const key = file.express(fieldOf(child, "key"));
		if (key.kind === "name" || key.kind === "text") {
			entries.push({ key, value: file.express(fieldOf(child, "value")) });
		}
	}
	const complete = entries.length === body.children.length;
	return { kind: "record", entries, complete, span, ...(type === undefined ? {} : { type: file.express(type) }) };
}
