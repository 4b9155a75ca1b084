import type { Span } from "../../text/span.ts";
import type { IndexedItem, NameUse } from "./indexedFile.ts";

type DraftOf<T> = T extends IndexedItem
	? Omit<T, "parent" | "uses"> & { parent?: number; readonly uses: NameUse[] }
	: never;

/** An item before its place among the others is known, and before it has been given what stands in it. */
export type ItemDraft = DraftOf<IndexedItem>;

/** Where a name stands inside a scalar: without the quotes that are around it. */
export function withoutQuotes(text: string, span: Span): Span {
	const first = text[span.start];
	if ((first !== '"' && first !== "'" && first !== "`") || span.end - span.start < 2) return span;
	return text[span.end - 1] === first ? { start: span.start + 1, end: span.end - 1 } : span;
}
