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
	unknownValue,
} from "./dialect.ts";

/** Python 3. A name is only what the file imports or assigns; builtins register nothing. */
export const python: Dialect = {
	fullPaths: false,
	calls: new Set(["call"]),
	scopes: new Set(["function_definition", "lambda", "class_definition"]),
	classes: new Set(["class_definition"]),
	declare,
	express,
};

function declare(node: SyntaxNode, file: DialectFile): void {
	switch (node.type) {
		case "import_statement":
			for (const child of node.children) declareImport(child, file);
			return;
		case "import_from_statement":
			declareFrom(node, file);
			return;
		case "assignment":
			declareAssignment(node, file);
			return;
		case "named_expression":
		case "augmented_assignment":
			bindPattern(fieldOf(node, "name") ?? fieldOf(node, "left"), file, unknownValue);
			return;
		case "function_definition":
		case "class_definition": {
			const name = fieldOf(node, "name");
			if (name !== undefined) file.bind(file.textOf(name), node, unknownValue);
			return;
		}
		case "parameters":
		case "lambda_parameters":
			for (const child of node.children) declareParameter(child, file);
			return;
		case "for_statement":
		case "for_in_clause":
			bindPattern(fieldOf(node, "left"), file, unknownValue);
			return;
		case "as_pattern_target":
			for (const child of node.children) bindPattern(child, file, unknownValue);
			return;
		default:
	}
}

/** `import a.b` binds `a`, `import a.b as c` binds `c` to `a.b`. */
function declareImport(node: SyntaxNode, file: DialectFile): void {
	if (node.type === "aliased_import") {
		const [name, alias] = [fieldOf(node, "name"), fieldOf(node, "alias")];
		if (name === undefined || alias === undefined) return;
		file.bind(file.textOf(alias), node, { kind: "path", path: file.textOf(name) });
		return;
	}
	const [first] = node.children;
	if (first !== undefined) file.bind(file.textOf(first), node, { kind: "path", path: file.textOf(first) });
}

function declareFrom(node: SyntaxNode, file: DialectFile): void {
	const moduleNode = fieldOf(node, "module_name");
	if (moduleNode === undefined) return;
	// What stands in the same package is not seen.
	const module = moduleNode.type === "relative_import" ? undefined : file.textOf(moduleNode);
	if (childOf(node, "wildcard_import") !== undefined && module !== undefined) file.wildcard(module);
	for (const child of node.children) {
		if (child.field !== "name") continue;
		const name = child.type === "aliased_import" ? fieldOf(child, "name") : child;
		const local = child.type === "aliased_import" ? fieldOf(child, "alias") : child;
		if (name === undefined || local === undefined) continue;
		const path: BoundValue =
			module === undefined ? unknownValue : { kind: "path", path: `${module}.${file.textOf(name)}` };
		file.bind(file.textOf(local), node, path);
	}
}

function declareAssignment(node: SyntaxNode, file: DialectFile): void {
	const left = fieldOf(node, "left");
	const right = fieldOf(node, "right");
	const type = typeOf(node, file);
	if (right !== undefined) {
		const expression = file.express(right);
		bindPattern(left, file, { kind: "expression", expression, ...(type === undefined ? {} : { type }) });
	} else if (type !== undefined) bindPattern(left, file, { kind: "instance", type });
}

function bindPattern(pattern: SyntaxNode | undefined, file: DialectFile, value: BoundValue): void {
	if (pattern === undefined) return;
	if (pattern.type === "identifier") {
		file.bind(file.textOf(pattern), pattern, value);
		const owner = ownerAround(pattern, python.scopes, file);
		if (owner !== undefined && isInClassBody(pattern)) file.bindMember(owner, file.textOf(pattern), pattern, value);
	} else if (pattern.type === "attribute") {
		const object = fieldOf(pattern, "object");
		const name = fieldOf(pattern, "attribute");
		if (object === undefined || name === undefined || !["self", "cls"].includes(file.textOf(object))) return;
		file.bindMember(ownerAround(pattern, python.classes, file), file.textOf(name), pattern, value);
	} else if (pattern.type === "pattern_list" || pattern.type === "tuple_pattern" || pattern.type === "list_pattern") {
		for (const part of pattern.children) bindPattern(part, file, unknownValue);
	}
}

function isInClassBody(node: SyntaxNode): boolean {
	for (let around = node.parent; around !== undefined; around = around.parent) {
		if (python.scopes.has(around.type)) return around.type === "class_definition";
	}
	return false;
}

function declareParameter(node: SyntaxNode, file: DialectFile): void {
	const name = fieldOf(node, "name") ?? (node.type === "identifier" ? node : childOf(node, "identifier"));
	if (name === undefined) return;
	const type = typeOf(node, file);
	file.bind(file.textOf(name), node, type === undefined ? unknownValue : { kind: "instance", type });
}

function typeOf(node: SyntaxNode, file: DialectFile): Expression | undefined {
	const type = fieldOf(node, "type")?.children[0];
	return type === undefined ? undefined : file.express(type);
}

function express(node: SyntaxNode, file: DialectFile): Expression | undefined {
	const span = spanOf(node);
	switch (node.type) {
		case "identifier":
			return nameOf(node, file);
		case "string":
			return expressString(node, file);
		case "concatenated_string":
			return { kind: "joined", parts: node.children.map((child) => file.express(child)), span };
		case "attribute": {
			const name = fieldOf(node, "attribute");
			if (name === undefined) return undefined;
			return { kind: "member", object: file.express(fieldOf(node, "object")), name: file.textOf(name), span };
		}
		case "call": {
			const list = fieldOf(node, "arguments");
			if (list?.type !== "argument_list") return undefined;
			const values = list.children.map((child) => expressArgument(child, file));
			// The parser lets a value follow a keyword, Python does not.
			const firstKeyword = values.findIndex((value) => value.name !== undefined);
			const isHalfTyped = values.some(
				(value, index) => firstKeyword >= 0 && index > firstKeyword && value.name === undefined && !value.spread,
			);
			if (isHalfTyped) return undefined;
			return { kind: "call", callee: file.express(fieldOf(node, "function")), arguments: values, span };
		}
		case "list":
		case "tuple":
		case "set":
			return listOf(node, file, "list_splat");
		case "expression_list":
			return listOf(node, file, "list_splat");
		case "dictionary": {
			const entries: RecordEntry[] = [];
			for (const pair of node.children) {
				const key = pair.type === "pair" ? file.express(fieldOf(pair, "key")) : undefined;
				if (key?.kind === "text") entries.push({ key, value: file.express(fieldOf(pair, "value")) });
			}
			return { kind: "record", entries, complete: entries.length === node.children.length, span };
		}
		case "binary_operator":
			return joinedBy("+", node, file);
		case "parenthesized_expression":
		case "await":
			return file.express(node.children[0]);
		case "none":
			return { kind: "nothing", span };
		default:
			return undefined;
	}
}

function expressArgument(node: SyntaxNode, file: DialectFile): Argument {
	if (node.type === "list_splat") return { value: file.express(node), spread: true };
	// What a map brings has names, so it moves no place.
	if (node.type === "dictionary_splat") return { name: "**", value: file.express(node) };
	const name = node.type === "keyword_argument" ? fieldOf(node, "name") : undefined;
	if (name === undefined) return { value: file.express(node) };
	return { name: file.textOf(name), value: file.express(fieldOf(node, "value")) };
}

/** Braces of a format are doubled to stand for themselves, which no name of a metric has. */
function expressString(node: SyntaxNode, file: DialectFile): Expression | undefined {
	const start = childOf(node, "string_start");
	const end = childOf(node, "string_end");
	if (start === undefined) return undefined;
	const prefix = file.textOf(start).toLowerCase();
	if (prefix.startsWith("b") || prefix.startsWith("rb")) return undefined;
	const raw = prefix.includes("r");
	return joinedBetween(node, start.end, end?.start ?? node.end, raw, file, (child) => {
		if (child.type !== "interpolation") return undefined;
		const plain = child.children.length === 1 ? fieldOf(child, "expression") : undefined;
		return plain === undefined ? { kind: "other", span: spanOf(child) } : file.express(plain);
	});
}
