import type { Problem } from "../../text/problem.ts";
import type { Span } from "../../text/span.ts";
import type { PlacedAnchor } from "./blockReader.ts";
import type { PlacedNode, YamlEntry, YamlMapping, YamlNode, YamlScalar, YamlSequence } from "./node.ts";
import { isNullText } from "./plainScalar.ts";

/** An entry of a mapping with its alias or merge key resolved; spans count in the file's offsets. */
export interface ViewedEntry {
	readonly key: string;
	readonly keySpan: Span;
	/** `undefined` where the value is null. */
	readonly value: PlacedNode | undefined;
	/** Where the value is written; where nothing is, the blanks after the colon. */
	readonly valueSpan: Span;
	/** The value, or the whole entry, is written elsewhere and reached through an alias, so it is analysed there. */
	readonly borrowed: boolean;
	readonly hasColon: boolean;
	/** Nothing at all is written as its value. */
	readonly empty: boolean;
	/** Written in JSON. */
	readonly json: boolean;
	/** Of JSON, where no value is written: another key follows, without a comma before it. */
	readonly followed?: boolean;
}

/** Aliases of aliases are followed so far. */
const maxAliasDepth = 20;
/** Mappings that merge mappings that merge others are followed so far; what is merged deeper stays unknown. */
const maxMergeDepth = 100;

/** Looks at a YAML document as Go's decoder does: aliases resolved, merge keys merged, null values as nothing. */
export class YamlView {
	readonly #anchors: readonly PlacedAnchor[];
	/** Entries that nothing but the mapping decides: several readers ask for them. */
	readonly #known = new WeakMap<YamlMapping, { readonly base: number; readonly entries: readonly ViewedEntry[] }>();

	constructor(anchors: readonly PlacedAnchor[]) {
		this.#anchors = anchors;
	}

	/** What the node stands for, or `undefined` for null and for an alias without an anchor. */
	resolve(placed: PlacedNode | undefined): PlacedNode | undefined {
		let current = placed;
		for (let depth = 0; depth < maxAliasDepth && current?.node.kind === "alias"; depth++) {
			current = this.findAnchor(current.node.name, current.node.start + current.base);
		}
		if (current === undefined || current.node.kind === "alias" || isNull(current.node)) return undefined;
		return current;
	}

	/** The last node before `offset` that carries the anchor. */
	findAnchor(name: string, offset: number): PlacedNode | undefined {
		let found: PlacedAnchor | undefined;
		for (const anchor of this.#anchors) {
			const start = anchor.node.start + anchor.base;
			if (anchor.name !== name || start >= offset) continue;
			if (found === undefined || start >= found.node.start + found.base) found = anchor;
		}
		return found;
	}

	/** The mapping's entries in file order; those that a merge key brings come last and never over written ones. */
	entries(placed: PlacedNode & { readonly node: YamlMapping }): readonly ViewedEntry[] {
		const { node, base } = placed;
		if (node.aliased) return this.#entries(placed, new Set(), 0);
		const known = this.#known.get(node);
		if (known?.base === base) return known.entries;
		const entries = this.#entries(placed, new Set(), 0);
		this.#known.set(node, { base, entries });
		return entries;
	}

	/** What was merged once has nothing more to give; `seen` also stops a mapping that merges itself. */
	#entries(
		placed: PlacedNode & { readonly node: YamlMapping },
		seen: Set<YamlNode>,
		depth: number,
	): readonly ViewedEntry[] {
		seen.add(placed.node);
		const written: ViewedEntry[] = [];
		const merged: ViewedEntry[] = [];
		for (const entry of placed.node.entries) {
			const key = this.resolve({ node: entry.key, base: placed.base });
			const value = placeValue(entry, placed.base);
			if (isMergeKey(entry.key)) merged.push(...this.#merge(value, seen, depth + 1));
			else if (key?.node.kind === "scalar") {
				const keySpan = spanOf({ node: entry.key, base: placed.base });
				const end = (entry.colon === undefined ? entry.key.end : entry.colon + 1) + placed.base;
				written.push({
					key: key.node.value,
					keySpan,
					value: this.resolve(value),
					valueSpan: value === undefined ? { start: end, end: end + (entry.blanks ?? 0) } : spanOf(value),
					borrowed: value?.node.kind === "alias",
					hasColon: entry.colon !== undefined,
					empty: value === undefined,
					json: entry.key.kind === "scalar" && entry.key.json === true,
					...(entry.followed === true ? { followed: true } : {}),
				});
			}
		}
		if (merged.length === 0) return written;
		const taken = new Set(written.map((entry) => entry.key));
		for (const entry of merged) {
			if (taken.has(entry.key)) continue;
			taken.add(entry.key);
			written.push(entry);
		}
		return written;
	}

	#merge(value: PlacedNode | undefined, seen: Set<YamlNode>, depth: number): readonly ViewedEntry[] {
		if (depth > maxMergeDepth) return [];
		const source = this.resolve(value);
		if (source === undefined || seen.has(source.node)) return [];
		if (isMappingNode(source)) {
			return this.#entries(source, seen, depth).map((entry) => ({ ...entry, borrowed: true }));
		}
		if (!isSequenceNode(source)) return [];
		seen.add(source.node);
		return this.items(source).flatMap(({ value: item }) => this.#merge(item, seen, depth + 1));
	}

	/** The sequence's items; `value` is `undefined` for null. */
	items(placed: PlacedNode & { readonly node: YamlSequence }): readonly {
		readonly span: Span;
		readonly value: PlacedNode | undefined;
		readonly borrowed: boolean;
	}[] {
		return placed.node.items.map((item) => {
			const value = item.node === undefined ? undefined : { node: item.node, base: placed.base + item.base };
			return {
				span: { start: item.start + placed.base, end: item.end + placed.base },
				value: this.resolve(value),
				borrowed: item.node?.kind === "alias",
			};
		});
	}
}

function placeValue({ value, base = 0 }: YamlEntry, mapping: number): PlacedNode | undefined {
	return value && { node: value, base: mapping + base };
}

export function spanOf(placed: PlacedNode): Span {
	return { start: placed.node.start + placed.base, end: placed.node.end + placed.base };
}

export function isMappingNode(placed: PlacedNode | undefined): placed is PlacedNode & { readonly node: YamlMapping } {
	return placed?.node.kind === "mapping";
}

export function isSequenceNode(placed: PlacedNode | undefined): placed is PlacedNode & { readonly node: YamlSequence } {
	return placed?.node.kind === "sequence";
}

export function isScalarNode(placed: PlacedNode | undefined): placed is PlacedNode & { readonly node: YamlScalar } {
	return placed?.node.kind === "scalar";
}

function isNull(node: YamlNode): boolean {
	if (node.kind !== "scalar" || node.style !== "plain") return false;
	return node.tag === undefined ? isNullText(node.value) : node.tag.endsWith(":null");
}

function isMergeKey(key: YamlNode): boolean {
	return key.kind === "scalar" && key.style === "plain" && key.value === "<<" && key.tag === undefined;
}

/** Finds the aliases in a node whose anchors are nowhere before them. */
export function findUnknownAliases(view: YamlView, placed: PlacedNode): readonly Problem[] {
	const { node, base } = placed;
	if (!node.aliased) return [];
	switch (node.kind) {
		case "alias": {
			if (node.name === "" || view.findAnchor(node.name, node.start + base) !== undefined) return [];
			return [
				{
					code: "yaml/unknown-alias",
					severity: "error",
					span: spanOf(placed),
					message: `No anchor \`&${node.name}\` stands before this alias, so Prometheus rejects the whole file. Define it further up, or put the value in quotes if \`*${node.name}\` is meant as text.`,
				},
			];
		}
		case "mapping":
			return node.entries.flatMap((entry) => [
				...findUnknownAliases(view, { node: entry.key, base }),
				...(entry.value === undefined
					? []
					: findUnknownAliases(view, { node: entry.value, base: base + (entry.base ?? 0) })),
			]);
		case "sequence":
			return node.items.flatMap((item) =>
				item.node === undefined ? [] : findUnknownAliases(view, { node: item.node, base: base + item.base }),
			);
		case "scalar":
			return [];
		default:
			return node satisfies never;
	}
}
