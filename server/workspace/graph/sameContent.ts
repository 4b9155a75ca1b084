import type { IndexedFile, IndexedItem, NameUse } from "./indexedFile.ts";

/**
 * The indices of the items in which two readings of a file say something else, wherever that stands; `undefined` where
 * they differ in more than that.
 */
export function findChangedItems(a: IndexedFile, b: IndexedFile): readonly number[] | undefined {
	if (a.items.length !== b.items.length || !isSame(a.prometheusConfigs, b.prometheusConfigs)) return undefined;
	const changed: number[] = [];
	for (const [index, item] of a.items.entries()) {
		const other = b.items[index];
		if (other === undefined || !isSameItem(item, other)) changed.push(index);
	}
	return changed;
}

/** Most items are rules, and most of them have not changed: this must cost next to nothing. */
function isSameItem(a: IndexedItem, b: IndexedItem): boolean {
	if (a === b) return true;
	if (a.kind !== b.kind || a.name !== b.name || a.parent !== b.parent || !haveSameUses(a.uses, b.uses)) return false;
	if (a.kind === "record" && b.kind === "record") return a.expression === b.expression && isSame(a.labels, b.labels);
	if (a.kind === "alert" && b.kind === "alert") {
		if (a.expression !== b.expression || a.forSeconds !== b.forSeconds) return false;
		return isSame(a.labels, b.labels) && isSame(a.annotations, b.annotations);
	}
	return isSame(a, b);
}

function haveSameUses(a: readonly NameUse[], b: readonly NameUse[]): boolean {
	return a.length === b.length && a.every((use, index) => isSameUse(use, b[index]));
}

function isSameUse(a: NameUse, b: NameUse | undefined): boolean {
	return (
		a.kind === b?.kind &&
		a.name === b.name &&
		a.pattern === b.pattern &&
		(a.labels === b.labels || isSame(a.labels, b.labels))
	);
}

/** Members that say where something stands. */
const places: ReadonlySet<string> = new Set(["span", "nameSpan"]);

function isSame(a: unknown, b: unknown): boolean {
	if (a === b) return true;
	if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
	if (Array.isArray(a)) {
		if (!Array.isArray(b) || a.length !== b.length) return false;
		return a.every((one, index) => isSame(one, b[index]));
	}
	const names = Object.keys(a);
	if (names.length !== Object.keys(b).length) return false;
	return names.every((name) => {
		if (!Object.hasOwn(b, name)) return false;
		const [before, after] = [memberOf(a, name), memberOf(b, name)];
		// A label can be called `span`, too, but is a text.
		if (places.has(name) && typeof before === "object" && typeof after === "object") return true;
		return isSame(before, after);
	});
}

function memberOf(owner: object, name: string): unknown {
	return (owner as Readonly<Record<string, unknown>>)[name];
}
