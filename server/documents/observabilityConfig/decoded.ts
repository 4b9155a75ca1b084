import type { Span } from "../../text/span.ts";

/** What a configuration says, with what its structure does not allow left out; spans count in the file's offsets. */
export type Decoded = DecodedScalar | DecodedList | DecodedMap;

export interface DecodedScalar {
	readonly kind: "scalar";
	/** A number or a boolean where the structure wants one, otherwise the text as it is meant. */
	readonly value: string | number | boolean;
	readonly span: Span;
}

export interface DecodedList {
	readonly kind: "list";
	readonly items: readonly Decoded[];
	readonly span: Span;
}

export interface DecodedMap {
	readonly kind: "map";
	readonly entries: ReadonlyMap<string, DecodedEntry>;
	readonly span: Span;
}

export interface DecodedEntry {
	readonly keySpan: Span;
	readonly value: Decoded;
}

/** The same without the places. */
export function toPlain(decoded: Decoded): unknown {
	switch (decoded.kind) {
		case "scalar":
			return decoded.value;
		case "list":
			return decoded.items.map(toPlain);
		case "map":
			return Object.fromEntries([...decoded.entries].map(([key, { value }]) => [key, toPlain(value)]));
		default:
			return decoded satisfies never;
	}
}

export function mapAt(decoded: Decoded | undefined, key: string): DecodedMap | undefined {
	const value = entryOf(decoded, key);
	return value?.kind === "map" ? value : undefined;
}

export function textAt(decoded: Decoded | undefined, key: string): (DecodedScalar & { value: string }) | undefined {
	const value = entryOf(decoded, key);
	return value?.kind === "scalar" && isText(value) ? value : undefined;
}

/** The texts of a list; one text in its place counts as a list of one. */
export function textsAt(decoded: Decoded | undefined, key: string): readonly (DecodedScalar & { value: string })[] {
	const value = entryOf(decoded, key);
	const items = value?.kind === "list" ? value.items : value === undefined ? [] : [value];
	return items.filter((item) => item.kind === "scalar").filter(isText);
}

function isText(scalar: DecodedScalar): scalar is DecodedScalar & { value: string } {
	return typeof scalar.value === "string";
}

function entryOf(decoded: Decoded | undefined, key: string): Decoded | undefined {
	return decoded?.kind === "map" ? decoded.entries.get(key)?.value : undefined;
}
