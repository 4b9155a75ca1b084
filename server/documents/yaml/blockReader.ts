import { detach } from "../../base/detach.ts";
import type { Problem } from "../../text/problem.ts";
import { shift } from "../../text/span.ts";
import { type BlockStructure, type EntryPart, findBlockStructure, type ItemPart } from "./blockStructure.ts";
import { type ComposedText, composeText } from "./compose.ts";
import { composeLongBlock } from "./composeLongBlock.ts";
import { composePlain } from "./composePlain.ts";
import type { Block, LineTable } from "./lineTable.ts";
import { type PlacedNode, shiftEntry, shiftNode, type YamlEntry, type YamlItem, type YamlNode } from "./node.ts";

export interface PlacedAnchor extends PlacedNode {
	readonly name: string;
}

/** Composed chunks by their text, of one version of a file; the next version takes over those that it still holds. */
export type ChunkCache = Map<string, ComposedText>;

export interface Chunks {
	readonly previous: ChunkCache;
	readonly next: ChunkCache;
	/** Blocks up to this length are read whole unless they are broken. */
	readonly length: number;
}

/** Block collections nested deeper than this are left to the library, so that hostile files cannot exhaust the stack. */
const maxSplitDepth = 30;

/** Reads a block of lines part by part, and keeps what is wrong with each part to that part. */
export class BlockReader {
	readonly problems: Problem[] = [];
	readonly anchors: PlacedAnchor[] = [];
	readonly #table: LineTable;
	readonly #chunks: Chunks;

	constructor(table: LineTable, chunks: Chunks) {
		this.#table = table;
		this.#chunks = chunks;
	}

	/** `depth` counts the collections around the block. */
	readBlock(block: Block, depth: number): PlacedNode | undefined {
		const structure = (): BlockStructure | undefined =>
			depth < maxSplitDepth ? findBlockStructure(this.#table, block) : undefined;
		if (block.end - block.start > this.#chunks.length) {
			const parts = structure();
			if (parts !== undefined && isWorthSplitting(parts, block, this.#chunks.length))
				return this.#readParts(parts, block, depth);
		}
		const composed = this.#compose(block);
		if (composed.problems.length > 0) {
			const parts = structure();
			if (parts !== undefined) return this.#readParts(parts, block, depth);
		}
		return this.#take(composed, block);
	}

	readWhole(block: Block): PlacedNode | undefined {
		return this.#take(this.#compose(block), block);
	}

	#compose(block: Block): ComposedText {
		const text = block.column === 0 ? this.#slice(block) : " ".repeat(block.column) + this.#slice(block);
		const { previous, next } = this.#chunks;
		let composed = next.get(text) ?? previous.get(text);
		if (composed === undefined) {
			const copy = detach(text);
			composed = composeLongBlock(copy) ?? composePlain(copy) ?? composeText(copy);
			next.set(copy, composed);
		} else next.set(text, composed);
		return composed;
	}

	#slice(block: Block): string {
		return this.#table.text.slice(block.start, block.end);
	}

	/** Only the first problem of a chunk that cannot be split further is worth telling: the others follow from it. */
	#take(composed: ComposedText, block: Block): PlacedNode | undefined {
		const base = block.start - block.column;
		for (const anchor of composed.anchors) this.anchors.push({ ...anchor, base });
		const [first] = composed.problems;
		if (first !== undefined) this.problems.push({ ...first, span: shift(first.span, base) });
		return composed.node === undefined ? undefined : { node: composed.node, base };
	}

	#readParts(parts: BlockStructure, block: Block, depth: number): PlacedNode {
		const node =
			parts.kind === "sequence" ? this.#readItems(parts, block, depth) : this.#readEntries(parts, block, depth);
		return { node, base: 0 };
	}

	#readItems(parts: BlockStructure & { kind: "sequence" }, block: Block, depth: number): YamlNode {
		const items: YamlItem[] = [];
		for (const part of parts.items) {
			if (part.stray) {
				this.problems.push(describeStray(this.#table, part.content));
				continue;
			}
			if (part.misplaced) this.problems.push(describeMisplaced(part.dash, part.dash + 1));
			items.push(this.#readItem(part, depth));
		}
		const aliased = items.some((item) => item.node?.aliased === true);
		const start = items[0]?.start ?? block.start;
		return { kind: "sequence", start, end: block.end, aliased, flow: false, items };
	}

	#readItem(part: ItemPart, depth: number): YamlItem {
		const placed = part.whole === undefined ? this.readBlock(part.content, depth + 1) : this.#readOnlyItem(part.whole);
		const end = Math.max(trimEnd(this.#table.text, part.dash, part.content.end), part.dash + 1);
		if (placed === undefined) return { start: part.dash, end, base: 0 };
		return { start: part.dash, end, ...placed };
	}

	#readOnlyItem(block: Block): PlacedNode | undefined {
		const placed = this.readWhole(block);
		if (placed?.node.kind !== "sequence") return placed;
		const item = placed.node.items[0];
		return item?.node && { node: item.node, base: placed.base + item.base };
	}

	#readEntries(parts: BlockStructure & { kind: "mapping" }, block: Block, depth: number): YamlNode {
		const entries: YamlEntry[] = [];
		for (const part of parts.entries) {
			const read = this.#readEntry(part, depth);
			if (part.misplaced) {
				const start = read[0]?.key.start ?? part.start;
				this.problems.push(describeMisplaced(start, read[0]?.key.end ?? start + 1));
			}
			entries.push(...read);
		}
		const aliased = entries.some((entry) => entry.key.aliased || entry.value?.aliased === true);
		const start = entries[0]?.key.start ?? block.start;
		return { kind: "mapping", start, end: block.end, aliased, flow: false, entries };
	}

	#readEntry(part: EntryPart, depth: number): readonly YamlEntry[] {
		const { block, nested } = part;
		if (nested !== undefined && block.end - block.start > this.#chunks.length) return [this.#readNested(nested, depth)];
		const composed = this.#compose(block);
		if (composed.problems.length > 0 && nested !== undefined) return [this.#readNested(nested, depth)];
		const placed = this.#take(composed, block);
		if (placed === undefined) return [];
		if (placed.node.kind === "mapping") return placed.node.entries.map((entry) => shiftEntry(entry, placed.base));
		if (composed.problems.length === 0) this.problems.push(describeStray(this.#table, block));
		if (placed.node.kind !== "scalar") return [];
		return [{ key: shiftNode(placed.node, placed.base) }];
	}

	#readNested(nested: NonNullable<EntryPart["nested"]>, depth: number): YamlEntry {
		const value = this.readBlock(nested.value, depth + 1);
		const raw = this.#table.text.slice(nested.key.start, nested.key.end);
		const quoted = raw.startsWith('"') || raw.startsWith("'");
		const key: YamlNode = {
			kind: "scalar",
			...nested.key,
			aliased: false,
			style: raw.startsWith('"') ? "double" : quoted ? "single" : "plain",
			flow: false,
			value: quoted ? raw.slice(1, -1) : raw,
			raw,
			parentIndent: -1,
		};
		const colon = nested.colon;
		return value === undefined ? { key, colon } : { key, colon, value: value.node, base: value.base };
	}
}

/**
 * A long mapping of plain entries, such as a rule with a long description, is better read and remembered whole. In one
 * that is very long, a quote or bracket is likely to have swallowed the rest, and reading it twice would be felt.
 */
function isWorthSplitting(parts: BlockStructure, block: Block, chunkLength: number): boolean {
	if (parts.kind === "sequence" || block.end - block.start > 10 * chunkLength) return true;
	return parts.entries.some(
		({ nested }) => nested !== undefined && nested.value.end - nested.value.start > chunkLength / 2,
	);
}

function trimEnd(text: string, start: number, end: number): number {
	let offset = end;
	while (offset > start && text.charCodeAt(offset - 1) <= 32) offset--;
	return offset;
}

function describeStray(table: LineTable, block: Block): Problem {
	const line = table.text.slice(block.start, block.end);
	const start = block.start + (line.length - line.trimStart().length);
	const words = line.trim().split(/\r?\n/, 1)[0]?.trimEnd() ?? "";
	const span = { start, end: start + Math.max(words.length, 1) };
	const shown = words.slice(0, 60);
	const rejected = "so the YAML cannot be read and Prometheus rejects the whole file";
	if (/^[\w"']/.test(words)) {
		const message = `A colon is missing after \`${shown}\`, ${rejected}. Write \`${shown}: value\`.`;
		return { code: "yaml/missing-colon", severity: "error", span, message };
	}
	const message = `\`${shown}\` belongs to nothing above it, ${rejected}. Remove it, or indent it like what it belongs to.`;
	return { code: "yaml/unexpected-text", severity: "error", span, message };
}

function describeMisplaced(start: number, end: number): Problem {
	return {
		code: "yaml/bad-indentation",
		severity: "error",
		span: { start, end },
		message:
			"This line's indentation fits nothing above it, so the YAML cannot be read and Prometheus rejects the whole file. Align it with the keys or dashes that it belongs to.",
	};
}
