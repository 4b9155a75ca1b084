import { type Span, shift } from "../../text/span.ts";
import type { TextEdit } from "../../text/textEdit.ts";

/**
 * How a text can stand in a file: as it is, escaped as in JSON and in YAML's double quotes, with its single quotes doubled,
 * and one of these inside another, as in a dashboard that is a text of a ConfigMap. Which of them it is only the reader of
 * the file knows, so whoever edits reads the file again and looks.
 */
const encodings: readonly ((text: string) => string)[] = buildEncodings(3);

function buildEncodings(depth: number): readonly ((text: string) => string)[] {
	const single = (text: string): string => text.replaceAll("'", "''");
	const double = (text: string): string => JSON.stringify(text).slice(1, -1);
	let level: readonly ((text: string) => string)[] = [(text) => text];
	const all = [...level];
	for (let count = 0; count < depth; count++) {
		level = level.flatMap((inner) => [(text: string) => double(inner(text)), (text: string) => single(inner(text))]);
		all.push(...level);
	}
	return all;
}

/** Where `value` stands in `raw`, a stretch of a file with the quotes and whatever is around it; the last such place. */
export function findWritten(raw: string, value: string): Span | undefined {
	if (value === "") return undefined;
	for (const encode of encodings) {
		const encoded = encode(value);
		const at = raw.lastIndexOf(encoded);
		if (at !== -1) return { start: at, end: at + encoded.length };
	}
	return undefined;
}

/**
 * The edits, any of which may be the one that makes the text of `value` what `change` (in offsets of `value`) makes of it;
 * likely ones first. `base` is where `raw` begins in the file.
 */
export function encodeChange(raw: string, base: number, value: string, change: TextEdit): readonly TextEdit[] {
	const { span, newText } = change;
	const found = new Map<string, TextEdit>();
	for (const encode of encodings) {
		const at = value === "" ? -1 : raw.lastIndexOf(encode(value));
		if (at === -1) continue;
		const start = at + encode(value.slice(0, span.start)).length;
		const end = at + encode(value.slice(0, span.end)).length;
		const edit: TextEdit = { span: shift({ start, end }, base), newText: encode(newText) };
		found.set(`${start} ${end} ${edit.newText}`, edit);
	}
	return [...found.values()];
}
