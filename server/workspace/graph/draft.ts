import type { Span } from "../../text/span.ts";
import type { IndexedItem, NameUse } from "./indexedFile.ts";

type DraftOf<T> = T extends IndexedItem
	? Omit<T, "parent" | "uses"> & { parent?: number; readonly uses: NameUse[] }
	: never;

/** An item before its place among the others is known, and before it has been given what stands in it. */
export type ItemDraft = DraftOf<IndexedItem>;

/** Where a name stands inside a scalar: without the quotes that are around it, which another text may have escaped. */
export function withoutQuotes(text: string, span: Span): Span {
	const quotes = /^\\*["'`]/.exec(text.slice(span.start, span.start + longestQuotes))?.[0];
	if (quotes === undefined || span.end - span.start < 2 * quotes.length) return span;
	const end = span.end - quotes.length;
	return text.startsWith(quotes, end) ? { start: span.start + quotes.length, end } : span;
}

/** A text in a text in a text escapes its quotes with seven characters. */
const longestQuotes = 8;
