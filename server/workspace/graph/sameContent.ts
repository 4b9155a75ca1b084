import type { IndexedFile } from "./indexedFile.ts";

/** Members that say where something stands. */
const places: ReadonlySet<string> = new Set(["span", "nameSpan"]);

/** Claims that two readings of a file say the same, wherever it stands in them. */
export function sameContent(a: IndexedFile, b: IndexedFile): boolean {
	return isSame(a, b);
}

function isSame(a: unknown, b: unknown): boolean {
	if (a === b) return true;
	if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
	if (Array.isArray(a)) {
		if (!Array.isArray(b) || a.length !== b.length) return false;
		return a.every((one, index) => isSame(one, b[index]));
	}
	let members = 0;
	for (const key in a) {
		members++;
		if (places.has(key) && isSpan(a, key) && isSpan(b, key)) continue;
		if (!Object.hasOwn(b, key) || !isSame(memberOf(a, key), memberOf(b, key))) return false;
	}
	for (const _ in b) members--;
	return members === 0;
}

/** A label can be called `span`, too. */
function isSpan(owner: object, key: string): boolean {
	return typeof memberOf(owner, key) === "object";
}

function memberOf(owner: object, key: string): unknown {
	return (owner as Readonly<Record<string, unknown>>)[key];
}
