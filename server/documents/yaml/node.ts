/**
 * A light YAML tree. Offsets are relative to the text that was composed, which may be a chunk of the file: who walks
 * from the root adds up the `base` of every `PlacedNode` on the way. A chunk's nodes are immutable and shared between
 * versions of a file, so readings of a node may be remembered by its identity.
 */
export type YamlNode = YamlMapping | YamlSequence | YamlScalar | YamlAlias;

interface YamlNodeBase {
	readonly start: number;
	readonly end: number;
	readonly anchor?: string;
	/** As resolved by YAML, such as `tag:yaml.org,2002:str`. */
	readonly tag?: string;
	/** The node is an alias or holds one, so its meaning hangs on other parts of the file. */
	readonly aliased: boolean;
}

export interface YamlMapping extends YamlNodeBase {
	readonly kind: "mapping";
	readonly flow: boolean;
	readonly entries: readonly YamlEntry[];
}

export interface YamlEntry {
	readonly key: YamlNode;
	/** Left out where nothing is written, which means null. */
	readonly value?: YamlNode;
	/** What is added to the offsets of `value` to get those of the mapping; nothing where it is left out. */
	readonly base?: number;
	/** Where the colon stands; left out in a half-written entry. */
	readonly colon?: number;
	/** How many blanks follow the colon before the end of its line, where no value does. */
	readonly blanks?: number;
	/** Of JSON, where no value is written: another key follows, without a comma before it. */
	readonly followed?: boolean;
}

export interface YamlSequence extends YamlNodeBase {
	readonly kind: "sequence";
	readonly flow: boolean;
	readonly items: readonly YamlItem[];
}

export interface YamlItem {
	/** Where the item's dash, or its node in a flow sequence, stands, in the sequence's offsets. */
	readonly start: number;
	readonly end: number;
	/** What is added to the offsets of `node` to get those of the sequence. */
	readonly base: number;
	readonly node?: YamlNode;
}

export type ScalarStyle = "plain" | "single" | "double" | "literal" | "folded";

export interface YamlScalar extends YamlNodeBase {
	readonly kind: "scalar";
	readonly style: ScalarStyle;
	/** Inside a flow collection, where fewer characters may stand in a plain scalar. */
	readonly flow: boolean;
	/** What the scalar stands for, before any tag or type is applied. */
	readonly value: string;
	/** The scalar as it is written, from `start` to `end`, with its quotes or block header. */
	readonly raw: string;
	/** Of a block scalar: the column of the parent collection, from which an indentation indicator counts; -1 at the root. */
	readonly parentIndent: number;
	/** Written in JSON, where text is always in double quotes. */
	readonly json?: true;
}

export interface YamlAlias extends YamlNodeBase {
	readonly kind: "alias";
	readonly name: string;
}

/** A node and what is added to its offsets to get those of the file. */
export interface PlacedNode {
	readonly node: YamlNode;
	readonly base: number;
}

/** A node moved by `delta`, with everything in it. */
export function shiftNode(node: YamlNode, delta: number): YamlNode {
	if (delta === 0) return node;
	const moved = { start: node.start + delta, end: node.end + delta };
	switch (node.kind) {
		case "scalar":
		case "alias":
			return { ...node, ...moved };
		case "mapping":
			return { ...node, ...moved, entries: node.entries.map((entry) => shiftEntry(entry, delta)) };
		case "sequence":
			return { ...node, ...moved, items: node.items.map((item) => shiftItem(item, delta)) };
		default:
			return node satisfies never;
	}
}

export function shiftEntry(entry: YamlEntry, delta: number): YamlEntry {
	return {
		key: shiftNode(entry.key, delta),
		...shiftValue(entry, delta),
		...(entry.colon === undefined ? {} : { colon: entry.colon + delta }),
		...(entry.blanks === undefined ? {} : { blanks: entry.blanks }),
	};
}

/** Only the base moves: the value keeps its identity, and with it what is remembered of it. */
function shiftValue({ value, base = 0 }: YamlEntry, delta: number): Pick<YamlEntry, "value" | "base"> {
	return value === undefined ? {} : { value, base: base + delta };
}

/** Only the item moves: its node keeps its identity, and with it what is remembered of it. */
function shiftItem(item: YamlItem, delta: number): YamlItem {
	return { ...item, start: item.start + delta, end: item.end + delta, base: item.base + delta };
}
