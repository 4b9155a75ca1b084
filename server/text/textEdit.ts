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
