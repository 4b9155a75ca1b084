/**
 * What merges of YAML and JSON see of a file: maps and lists with where their parts are written. `value` is what a node
 * stands for, with aliases and merge keys resolved. Offsets count in the text that was read.
 */
export type TreeNode = TreeMap | TreeList | TreeScalar | TreeAlias;

interface PlacedTree {
	readonly start: number;
	/** After the last character of the value; a block scalar's last line break is part of it. */
	readonly end: number;
	readonly value: unknown;
}

export interface TreeMap extends PlacedTree {
	readonly kind: "map";
	/** Written in braces. */
	readonly flow: boolean;
	/** Of a map that is not written in braces: the column of its keys. */
	readonly column: number;
	readonly entries: readonly TreeEntry[];
}

export interface TreeEntry {
	readonly key: string;
	readonly start: number;
	/** After the colon. */
	readonly colonEnd: number;
	readonly end: number;
	/** Left out where nothing is written. */
	readonly node?: TreeNode;
}

export interface TreeList extends PlacedTree {
	readonly kind: "list";
	readonly flow: boolean;
	/** Of a list that is not written in brackets: the column of its dashes. */
	readonly column: number;
	readonly items: readonly TreeItem[];
}

export interface TreeItem {
	/** The dash, or the value in brackets. */
	readonly start: number;
	readonly end: number;
	readonly node?: TreeNode;
}

export interface TreeScalar extends PlacedTree {
	readonly kind: "scalar";
}

/** Written elsewhere in the file. */
export interface TreeAlias extends PlacedTree {
	readonly kind: "alias";
}

export function findEntry(node: TreeNode | undefined, key: string): TreeEntry | undefined {
	return node?.kind === "map" ? node.entries.find((entry) => entry.key === key) : undefined;
}

/** What stands at a path of keys. */
export function findNode(node: TreeNode | undefined, ...keys: readonly string[]): TreeNode | undefined {
	return keys.reduce((found, key) => findEntry(found, key)?.node, node);
}

/** What a key of the map is, also where it is merged from elsewhere. */
export function valueAt(value: unknown, key: string): unknown {
	return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Claims that two values say the same; the order of keys says nothing. */
export function equal(one: unknown, other: unknown): boolean {
	if (Array.isArray(one) && Array.isArray(other)) {
		return one.length === other.length && one.every((item, index) => equal(item, other[index]));
	}
	if (isMap(one) && isMap(other)) {
		const keys = Object.keys(one);
		return (
			keys.length === Object.keys(other).length &&
			keys.every((key) => Object.hasOwn(other, key) && equal(one[key], other[key]))
		);
	}
	return Object.is(one, other);
}

/** Claims that nothing of `before` is lost or changed in `after`; empty values may have been filled. */
export function keeps(before: unknown, after: unknown): boolean {
	if (before === null || before === undefined) return true;
	if (Array.isArray(before)) {
		if (!Array.isArray(after)) return false;
		let next = 0;
		return before.every((item) => {
			while (next < after.length && !keeps(item, after[next])) next++;
			return next++ < after.length;
		});
	}
	if (isMap(before)) {
		return (
			isMap(after) && Object.keys(before).every((key) => Object.hasOwn(after, key) && keeps(before[key], after[key]))
		);
	}
	return Object.is(before, after);
}
