import type { BoundValue, Expression, RecordEntry } from "../expression.ts";
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

/** TypeScript, TSX and JavaScript. A module is its specifier, whether all of it is imported or its default. */
export const ecmaScript: Dialect = {
	fullPaths: false,
	calls: new Set(["call_expression", "new_expression"]),
	scopes: new Set([
		"statement_block",
		"class_body",
		"function_declaration",
		"function_expression",
		"arrow_function",
		"method_definition",
		"generator_function_declaration",
		"generator_function",
		"for_statement",
		"for_in_statement",
		"catch_clause",
		"class_static_block",
		"internal_module",
		"module",
	]),
	classes: new Set(["class_body"]),
	declare,
	express,
};

function declare(node: SyntaxNode, file: DialectFile): void {
	switch (node.type) {
		case "import_statement":
			declareImport(node, file);
			return;
		case "variable_declarator":
			declareVariable(node, file);
			return;
		case "required_parameter":
		case "optional_parameter":
			declareParameter(node, file);
			return;
		case "public_field_definition":
		case "field_definition":
			declareField(node, file);
			return;
		case "assignment_expression":
			declareAssignment(node, file);
			return;
		case "function_declaration":
		case "generator_function_declaration":
		case "class_declaration":
		case "abstract_class_declaration":
		case "enum_declaration":
		case "interface_declaration":
		case "type_alias_declaration": {
			const name = fieldOf(node, "name");
			if (name !== undefined) file.bind(file.textOf(name), node, unknownValue);
			return;
		}
		case "catch_clause":
			bindPattern(fieldOf(node, "parameter"), file, unknownValue);
			return;
		case "for_in_statement":
			bindPattern(fieldOf(node, "left"), file, unknownValue);
			return;
		case "arrow_function":
			bindPattern(fieldOf(node, "parameter"), file, unknownValue);
			return;
		default:
	}
}

function declareImport(node: SyntaxNode, file: DialectFile): void {
	const clause = childOf(node, "import_clause");
	const required = childOf(node, "import_require_clause");
	const module = file.express(fieldOf(node, "source") ?? fieldOf(required, "source"));
	if (module.kind !== "text") return;
	const path: BoundValue = { kind: "path", path: module.value };
	const name = childOf(required, "identifier");
	if (name !== undefined) file.bind(file.textOf(name), node, path);
	for (const child of clause?.children ?? []) {
		if (child.type === "identifier") file.bind(file.textOf(child), node, path);
		else if (child.type === "namespace_import") {
			const all = childOf(child, "identifier");
			if (all !== undefined) file.bind(file.textOf(all), node, path);
		} else {
			for (const specifier of child.children) {
				const imported = fieldOf(specifier, "name");
				const local = fieldOf(specifier, "alias") ?? imported;
				if (imported === undefined || local === undefined) continue;
				const exported = file.textOf(imported);
				const value: BoundValue = exported === "default" ? path : { kind: "path", path: `${module.value}.${exported}` };
				file.bind(file.textOf(local), node, value);
			}
		}
	}
}

function declareVariable(node: SyntaxNode, file: DialectFile): void {
	const type = typeOf(node, file);
	const value = fieldOf(node, "value");
	const declared: BoundValue | undefined = type === undefined ? undefined : { kind: "instance", type };
	const bound = value === undefined ? declared : expressionValue(value, type, file);
	bindPattern(fieldOf(node, "name"), file, bound);
}

function expressionValue(value: SyntaxNode, type: Expression | undefined, file: DialectFile): BoundValue {
	return { kind: "expression", expression: file.express(value), ...(type === undefined ? {} : { type }) };
}

/** Binds what a pattern takes apart; a name without a value is only declared, and what is assigned to it counts. */
function bindPattern(pattern: SyntaxNode | undefined, file: DialectFile, value: BoundValue | undefined): void {
	if (pattern === undefined) return;
	if (pattern.type === "identifier" || pattern.type === "shorthand_property_identifier_pattern") {
		if (value !== undefined) file.bind(file.textOf(pattern), pattern, value);
		return;
	}
	if (pattern.type === "object_pattern") {
		for (const part of pattern.children) {
			const key = part.type === "pair_pattern" ? fieldOf(part, "key") : part;
			const inner = part.type === "pair_pattern" ? fieldOf(part, "value") : part;
			if (key !== undefined) bindPattern(inner, file, memberValue(value, key, file));
		}
		return;
	}
	for (const part of pattern.children) bindPattern(part, file, unknownValue);
}

function memberValue(value: BoundValue | undefined, key: SyntaxNode, file: DialectFile): BoundValue {
	if (value?.kind !== "expression") return unknownValue;
	const expression: Expression = {
		kind: "member",
		object: value.expression,
		name: file.textOf(key),
		span: spanOf(key),
	};
	return { kind: "expression", expression };
}

function declareParameter(node: SyntaxNode, file: DialectFile): void {
	const pattern = fieldOf(node, "pattern");
	if (pattern === undefined) return;
	const type = typeOf(node, file);
	const value: BoundValue = type === undefined ? unknownValue : { kind: "instance", type };
	bindPattern(pattern, file, value);
	// `constructor(private readonly meter: Meter)` declares a field.
	const isField = childOf(node, "accessibility_modifier", "readonly") !== undefined;
	if (pattern.type === "identifier" && (isField || /^readonly\s/.test(file.textOf(node)))) {
		file.bindMember(ownerAround(node, ecmaScript.classes, file), file.textOf(pattern), node, value);
	}
}

function declareField(node: SyntaxNode, file: DialectFile): void {
	const name = fieldOf(node, "name") ?? fieldOf(node, "property");
	if (name === undefined) return;
	const value = fieldOf(node, "value");
	const type = typeOf(node, file);
	if (value !== undefined) {
		file.bindMember(
			ownerAround(node, ecmaScript.classes, file),
			file.textOf(name),
			node,
			expressionValue(value, type, file),
		);
	} else if (type !== undefined) {
		file.bindMember(ownerAround(node, ecmaScript.classes, file), file.textOf(name), node, { kind: "instance", type });
	}
}

function declareAssignment(node: SyntaxNode, file: DialectFile): void {
	const left = fieldOf(node, "left");
	const right = fieldOf(node, "right");
	if (left === undefined || right === undefined) return;
	const value: BoundValue = { kind: "expression", expression: file.express(right) };
	if (left.type === "identifier") file.assign(file.textOf(left), node, value);
	else if (left.type === "member_expression" && fieldOf(left, "object")?.type === "this") {
		const property = fieldOf(left, "property");
		if (property !== undefined)
			file.bindMember(ownerAround(node, ecmaScript.classes, file), file.textOf(property), node, value);
	}
}

function typeOf(node: SyntaxNode, file: DialectFile): Expression | undefined {
	const type = fieldOf(node, "type")?.children[0];
	return type === undefined ? undefined : file.express(type);
}

function express(node: SyntaxNode, file: DialectFile): Expression | undefined {
	const span = spanOf(node);
	switch (node.type) {
		case "identifier":
		case "type_identifier":
		case "shorthand_property_identifier":
		case "this":
			return nameOf(node, file);
		case "string":
			return textBetween(node, node.start + 1, node.end - 1, false, file.text);
		case "template_string":
			return joinedBetween(node, node.start + 1, node.end - 1, false, file, (child) =>
				child.type === "template_substitution" ? file.express(child.children[0]) : undefined,
			);
		case "member_expression":
		case "nested_identifier":
		case "nested_type_identifier": {
			const object = fieldOf(node, "object") ?? fieldOf(node, "module");
			const name = fieldOf(node, "property") ?? fieldOf(node, "name");
			if (name === undefined) return undefined;
			return { kind: "member", object: file.express(object), name: file.textOf(name), span };
		}
		case "generic_type":
			return file.express(fieldOf(node, "name"));
		case "call_expression":
		case "new_expression":
			return expressCall(node, file);
		case "object":
			return expressObject(node, file);
		case "array":
			return listOf(node, file, "spread_element");
		case "binary_expression":
			return joinedBy("+", node, file);
		case "parenthesized_expression":
		case "as_expression":
		case "satisfies_expression":
		case "non_null_expression":
		case "await_expression":
			return file.express(node.children[0]);
		case "null":
		case "undefined":
			return { kind: "nothing", span };
		default:
			return undefined;
	}
}

function expressCall(node: SyntaxNode, file: DialectFile): Expression | undefined {
	const callee = fieldOf(node, "function") ?? fieldOf(node, "constructor");
	const list = fieldOf(node, "arguments");
	if (callee === undefined || (list !== undefined && list.type !== "arguments")) return undefined;
	const values = (list?.children ?? []).map((child) => ({
		value: file.express(child),
		...(child.type === "spread_element" ? { spread: true as const } : {}),
	}));
	// `require("x")` and `import("x")` give the module itself; who hides `require` does so to give the same.
	const [module] = values;
	const loads = callee.type === "import" || (callee.type === "identifier" && file.textOf(callee) === "require");
	if (loads && module?.value.kind === "text") {
		return { kind: "module", path: module.value.value, span: spanOf(node) };
	}
	return { kind: "call", callee: file.express(callee), arguments: values, span: spanOf(node) };
}

function expressObject(node: SyntaxNode, file: DialectFile): Expression {
	const entries: RecordEntry[] = [];
	for (const child of node.children) {
		if (child.type === "shorthand_property_identifier") {
			const name = nameOf(child, file);
			entries.push({ key: name, value: name });
			continue;
		}
		const key = child.type === "pair" ? fieldOf(child, "key") : undefined;
		if (key === undefined) continue;
		const value = file.express(fieldOf(child, "value"));
		if (key.type === "string") {
			const text = file.express(key);
			if (text.kind === "text") entries.push({ key: text, value });
		} else if (key.type === "property_identifier") {
			entries.push({ key: nameOf(key, file), value });
		}
	}
	return { kind: "record", entries, complete: entries.length === node.children.length, span: spanOf(node) };
}
