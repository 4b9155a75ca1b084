import type { Span } from "./span.ts";

/** Replaces the text of `span` with `newText`. */
export interface TextEdit {
	readonly span: Span;
	readonly newText: string;
}

/** Applies edits that do not overlap, whatever their order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
	let result = text;
	for (const edit of edits.toSorted((a, b) => b.span.start - a.span.start)) {
		result = result.slice(0, edit.span.start) + edit.newText + result.slice(edit.span.end);
	}
	return result;
}

/** One edit that does what several do that do not overlap; `undefined` of none. */
export function joinEdits(text: string, edits: readonly TextEdit[]): TextEdit | undefined {
	const sorted = edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
	const [first] = sorted;
	const last = sorted.at(-1);
	if (first === undefined || last === undefined) return undefined;
	let newText = "";
	let done = first.span.start;
	for (const { span, newText: replacement } of sorted) {
		newText += text.slice(done, span.start) + replacement;
		done = span.end;
	}
	return { span: { start: first.span.start, end: last.span.end }, newText };
}
