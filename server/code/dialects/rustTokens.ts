import type { Argument, Expression, RecordEntry } from "../expression.ts";
import type { SyntaxNode } from "../syntax/syntaxNode.ts";
import { type DialectFile, nameOf, spanOf } from "./dialect.ts";

/** Methods that give what they are called on, or what is in it. */
export const sameValue: ReadonlySet<string> = new Set([
	"unwrap",
	"expect",
	"clone",
	"to_string",
	"to_owned",
	"into",
	"as_str",
	"as_ref",
	"as_mut",
]);

/**
 * What stands in a macro is not parsed, but a tree of tokens: names, literals and what is in brackets, one after the
 * other. A bracket is read by what stands in front of it: `name(…)` and `name!(…)` are calls, `[…]` is a list.
 */
export function expressTokens(tree: SyntaxNode, file: DialectFile): Expression | undefined {
	const siblings = tree.parent?.type === "token_tree" ? tree.parent.children : [];
	const index = siblings.indexOf(tree);
	const before = siblings[index - 1];
	const between = before === undefined ? "" : file.text.slice(before.end, tree.start).trim();
	const isMacro = between === "!";
	if (before?.type === "identifier" && (isMacro || (between === "" && file.text[tree.start] === "("))) {
		const name = file.textOf(before);
		if (isMacro && name === "vec") return expressItems(tree, file);
		const span = { start: before.start, end: tree.end };
		return {
			kind: "call",
			callee: pathEndingAt(siblings, index - 1, file),
			arguments: tokenArguments(tree, file),
			span,
		};
	}
	return file.text[tree.start] === "[" ? expressItems(tree, file) : undefined;
}

function expressItems(tree: SyntaxNode, file: DialectFile): Expression {
	const items = tokenArguments(tree, file).map(({ value }) => value);
	return { kind: "list", items, complete: true, span: spanOf(tree) };
}

/** `a::b`, `a.b` or `a(…).b`, read backwards from its last name. */
function pathEndingAt(tokens: readonly SyntaxNode[], index: number, file: DialectFile): Expression {
	const last = tokens[index];
	const before = tokens[index - 1];
	if (last === undefined) return { kind: "other", span: { start: 0, end: 0 } };
	const between = before === undefined ? "" : file.text.slice(before.end, last.start).trim();
	if (before === undefined || (between !== "::" && between !== ".")) return nameOf(last, file);
	const object = before.type === "token_tree" ? file.express(before) : pathEndingAt(tokens, index - 1, file);
	return { kind: "member", object, name: file.textOf(last), span: spanOf(last) };
}

/** What stands between commas, each by its last token; `"key" => value` is a record of one entry. */
export function tokenArguments(tree: SyntaxNode, file: DialectFile): readonly Argument[] {
	const groups: SyntaxNode[][] = [];
	let end = tree.start + 1;
	for (const token of tree.children) {
		const group = groups.at(-1);
		if (group === undefined || file.text.slice(end, token.start).includes(",")) groups.push([token]);
		else group.push(token);
		end = token.end;
	}
	return groups.map((group) => ({ value: expressGroup(group, tree, file) }));
}

function expressGroup(group: readonly SyntaxNode[], tree: SyntaxNode, file: DialectFile): Expression {
	const [first, second] = group;
	const last = group.at(-1);
	if (first === undefined || last === undefined) return { kind: "other", span: spanOf(tree) };
	if (second !== undefined && file.text.slice(first.end, second.start).includes("=>")) {
		const key = file.express(first);
		const entries: RecordEntry[] = key.kind === "text" ? [{ key, value: { kind: "other", span: spanOf(second) } }] : [];
		return { kind: "record", entries, complete: entries.length === 1, span: { start: first.start, end: last.end } };
	}
	const isLiteral = first.type === "string_literal" || first.type === "raw_string_literal";
	// `"text".to_string()` is the text; before a literal anything else may stand, such as the name of an argument.
	if (isLiteral && second?.type === "identifier" && sameValue.has(file.textOf(second))) return file.express(first);
	if (group.length > 1 && last.type !== "identifier" && last.type !== "token_tree") {
		return { kind: "other", span: { start: first.start, end: last.end } };
	}
	if (last.type === "identifier") return pathEndingAt(tree.children, tree.children.indexOf(last), file);
	return file.express(last);
}
