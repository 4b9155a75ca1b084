import type { Argument, BoundValue, Expression } from "../expression.ts";
import { childOf, fieldOf, type SyntaxNode } from "../syntax/syntaxNode.ts";
import { type Dialect, type DialectFile, listOf, nameOf, spanOf, textBetween, unknownValue } from "./dialect.ts";
import { expressTokens, sameValue, tokenArguments } from "./rustTokens.ts";

/** Rust. Crates are reached by their names; what stands in macros is read off their tokens. */
export const rust: Dialect = {
	fullPaths: true,
	calls: new Set(["call_expression", "macro_invocation", "token_tree"]),
	scopes: new Set(["function_item", "closure_expression", "block", "mod_item", "match_arm", "for_expression"]),
	classes: new Set(),
	declare,
	express,
};

function declare(node: SyntaxNode, file: DialectFile): void {
	switch (node.type) {
		case "use_declaration":
			declareUse(fieldOf(node, "argument"), "", node, file);
			return;
		case "extern_crate_declaration": {
			// With `#[macro_use]` its macros are there under their own names.
			const name = fieldOf(node, "name");
			if (name !== undefined) file.wildcard(file.textOf(name));
			return;
		}
		case "let_declaration":
		case "const_item":
		case "static_item":
		case "parameter":
			declareVariable(node, file);
			return;
		case "closure_parameters":
			for (const child of node.children) {
				if (child.type === "identifier") file.bind(file.textOf(child), child, unknownValue);
			}
			return;
		case "assignment_expression": {
			const left = fieldOf(node, "left");
			if (left?.type !== "identifier") return;
			file.assign(file.textOf(left), node, { kind: "expression", expression: file.express(fieldOf(node, "right")) });
			return;
		}
		case "field_declaration": {
			const name = fieldOf(node, "name");
			const type = fieldOf(node, "type");
			const owner = fieldOf(node.parent?.parent, "name");
			if (name === undefined || type === undefined) return;
			const ownerName = owner === undefined ? undefined : file.textOf(owner);
			file.bindMember(ownerName, file.textOf(name), node, { kind: "instance", type: file.express(type) });
			return;
		}
		case "function_item":
		case "struct_item":
		case "enum_item":
		case "type_item":
		case "trait_item":
		case "macro_definition":
		case "mod_item": {
			const name = fieldOf(node, "name");
			if (name !== undefined) file.bind(file.textOf(name), node, unknownValue);
			return;
		}
		default:
	}
}

function declareUse(tree: SyntaxNode | undefined, prefix: string, place: SyntaxNode, file: DialectFile): void {
	if (tree === undefined) return;
	const pathOf = (node: SyntaxNode | undefined): string => {
		const path = node === undefined ? "" : file.textOf(node).replaceAll(/\s/g, "").replace(/^::/, "");
		return [prefix, path.replaceAll("::", ".")].filter((part) => part !== "").join(".");
	};
	switch (tree.type) {
		case "use_as_clause": {
			const alias = fieldOf(tree, "alias");
			if (alias === undefined) return;
			file.bind(file.textOf(alias), place, { kind: "path", path: pathOf(fieldOf(tree, "path")) });
			return;
		}
		case "scoped_use_list":
			declareUse(fieldOf(tree, "list"), pathOf(fieldOf(tree, "path")), place, file);
			return;
		case "use_list":
			for (const child of tree.children) declareUse(child, prefix, place, file);
			return;
		case "use_wildcard":
			file.wildcard(pathOf(tree.children[0]));
			return;
		case "self":
			if (prefix !== "") file.bind(lastOf(prefix), place, { kind: "path", path: prefix });
			return;
		default:
			file.bind(lastOf(pathOf(tree)), place, { kind: "path", path: pathOf(tree) });
	}
}

function lastOf(path: string): string {
	return path.slice(path.lastIndexOf(".") + 1);
}

function declareVariable(node: SyntaxNode, file: DialectFile): void {
	const pattern = fieldOf(node, "name") ?? fieldOf(node, "pattern");
	const name = pattern?.type === "mut_pattern" ? childOf(pattern, "identifier") : pattern;
	if (name?.type !== "identifier") return;
	const typeNode = fieldOf(node, "type");
	const value = fieldOf(node, "value");
	const type = typeNode === undefined ? undefined : file.express(typeNode);
	const typed: BoundValue = type === undefined ? unknownValue : { kind: "instance", type };
	const bound: BoundValue =
		value === undefined
			? typed
			: { kind: "expression", expression: file.express(value), ...(type === undefined ? {} : { type }) };
	file.bind(file.textOf(name), node, bound);
}

function express(node: SyntaxNode, file: DialectFile): Expression | undefined {
	const span = spanOf(node);
	switch (node.type) {
		case "identifier":
		case "type_identifier":
		case "self":
			return nameOf(node, file);
		case "string_literal":
			return textBetween(node, node.start + 1, node.end - 1, false, file.text);
		case "raw_string_literal": {
			const content = childOf(node, "string_content");
			return content === undefined ? undefined : textBetween(node, content.start, content.end, true, file.text);
		}
		case "scoped_identifier":
		case "scoped_type_identifier":
		case "field_expression": {
			const name = fieldOf(node, "name") ?? fieldOf(node, "field");
			if (name === undefined) return undefined;
			const object = fieldOf(node, "path") ?? fieldOf(node, "value");
			if (object === undefined) return nameOf(name, file);
			return { kind: "member", object: file.express(object), name: file.textOf(name), span };
		}
		case "generic_type":
			return expressGeneric(node, file);
		case "generic_function":
			return file.express(fieldOf(node, "function"));
		case "reference_type":
			return file.express(fieldOf(node, "type"));
		case "reference_expression":
			return file.express(fieldOf(node, "value"));
		case "try_expression":
		case "await_expression":
		case "parenthesized_expression":
			return file.express(node.children[0]);
		case "array_expression":
			return listOf(node, file);
		case "call_expression":
			return expressCall(node, file);
		case "macro_invocation":
			return expressMacro(node, file);
		case "token_tree":
			return expressTokens(node, file);
		default:
			return undefined;
	}
}

/** What a family is made of decides what it is; of other types the arguments do not matter. */
function expressGeneric(node: SyntaxNode, file: DialectFile): Expression {
	const typeNode = fieldOf(node, "type");
	const type = file.express(typeNode);
	const last = fieldOf(node, "type_arguments")?.children.at(-1);
	const isFamily = typeNode !== undefined && /(?:^|::)Family$/.test(file.textOf(typeNode));
	if (!isFamily || last === undefined) return type;
	const name = `<${/(\w+)(?:<.*>)?$/s.exec(file.textOf(last))?.[1] ?? ""}>`;
	return { kind: "member", object: type, name, span: spanOf(node) };
}

function expressCall(node: SyntaxNode, file: DialectFile): Expression {
	const functionNode = fieldOf(node, "function");
	const called = functionNode?.type === "field_expression" ? fieldOf(functionNode, "field") : undefined;
	if (called !== undefined && sameValue.has(file.textOf(called))) return file.express(fieldOf(functionNode, "value"));
	const values: Argument[] = (fieldOf(node, "arguments")?.children ?? []).map((child) => ({
		value: file.express(child),
	}));
	const [only] = values;
	const text = functionNode === undefined ? "" : file.textOf(functionNode);
	if (only !== undefined && /^(?:String::from|Some|Ok|Arc::new|Box::new|(?:std::borrow::)?Cow::Borrowed)$/.test(text)) {
		return only.value;
	}
	return { kind: "call", callee: file.express(functionNode), arguments: values, span: spanOf(node) };
}

function expressMacro(node: SyntaxNode, file: DialectFile): Expression | undefined {
	const macro = fieldOf(node, "macro");
	const tokens = childOf(node, "token_tree");
	if (macro === undefined || tokens === undefined) return undefined;
	const values = tokenArguments(tokens, file);
	const items = values.map(({ value }) => value);
	if (file.textOf(macro) === "vec") return { kind: "list", items, complete: true, span: spanOf(node) };
	if (file.textOf(macro) === "concat") return { kind: "joined", parts: items, span: spanOf(node) };
	return { kind: "call", callee: file.express(macro), arguments: values, span: spanOf(node) };
}
