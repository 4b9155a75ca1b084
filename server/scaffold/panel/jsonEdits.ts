import type { Node } from "jsonc-parser";
import type { TextEdit } from "../../text/textEdit.ts";
import type { Json } from "../dashboard/panelSettings.ts";
import { insertInBrackets } from "../merge/insertInBrackets.ts";

/** Adds to JSON that somebody has written, in the manner in which it is written; no other byte changes. */
export interface JsonStyle {
	readonly lineBreak: string;
	/** One level; empty where all of it stands on one line. */
	readonly indent: string;
}

export function readStyle(json: string): JsonStyle {
	const lineBreak = json.includes("\r\n") ? "\r\n" : "\n";
	// The first key stands one level deeper than the brace that ends the object, whatever YAML stands around it.
	const first = /^\s*\{\s*?\n([ \t]*)"/.exec(json)?.[1];
	const last = /\n([ \t]*)\}\s*$/.exec(json)?.[1];
	if (first === undefined || last === undefined || !first.startsWith(last)) return { lineBreak, indent: "" };
	return { lineBreak, indent: first.slice(last.length) };
}

/** Adds an item to a list, after its last or as its only one. */
export function appendItem(json: string, list: Node, value: Json, style: JsonStyle): readonly TextEdit[] {
	return append(json, list, (indent) => print(value, indent, style), style);
}

/** Adds a key to an object, after its last or as its only one. */
export function appendKey(json: string, object: Node, key: string, value: Json, style: JsonStyle): readonly TextEdit[] {
	return append(
		json,
		object,
		(indent) => `${JSON.stringify(key)}:${style.indent === "" ? "" : " "}${print(value, indent, style)}`,
		style,
	);
}

/** Adds an item after the one that is there. */
export function insertItemAfter(json: string, item: Node, value: Json, style: JsonStyle): readonly TextEdit[] {
	const end = item.offset + item.length;
	const line = json.lastIndexOf("\n", item.offset - 1) + 1;
	const before = json.slice(line, item.offset);
	const isAlone = style.indent !== "" && before.trim() === "";
	const text = isAlone
		? `,${style.lineBreak}${before}${print(value, before, style)}`
		: `,${style.indent === "" ? "" : " "}${print(value, "", { ...style, indent: "" })}`;
	return [{ span: { start: end, end }, newText: text }];
}

export function replaceNode(node: Node, text: string): TextEdit {
	return { span: { start: node.offset, end: node.offset + node.length }, newText: text };
}

function append(json: string, node: Node, write: (indent: string) => string, style: JsonStyle): readonly TextEdit[] {
	const start = node.offset;
	const end = node.offset + node.length;
	const last = node.children?.at(-1);
	if (last !== undefined) {
		const place = { start, end, last: { start: last.offset, end: last.offset + last.length } };
		return insertInBrackets(json, place, style.lineBreak, [write]);
	}
	if (style.indent === "") return [{ span: { start: start + 1, end: end - 1 }, newText: write("") }];
	const line = json.lastIndexOf("\n", start) + 1;
	const outer = /^[ \t]*/.exec(json.slice(line))?.[0] ?? "";
	const inner = outer + style.indent;
	const newText = `${style.lineBreak}${inner}${write(inner)}${style.lineBreak}${outer}`;
	return [{ span: { start: start + 1, end: end - 1 }, newText }];
}

function print(value: Json, indent: string, style: JsonStyle): string {
	if (style.indent === "") return JSON.stringify(value);
	return JSON.stringify(value, undefined, style.indent).replaceAll("\n", `${style.lineBreak}${indent}`);
}
