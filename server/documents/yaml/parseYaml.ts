import type { Problem } from "../../text/problem.ts";
import type { Span } from "../../text/span.ts";
import { BlockReader, type ChunkCache, type Chunks, type PlacedAnchor } from "./blockReader.ts";
import { blockOfLines, type LineTable, lineKind, scanLines } from "./lineTable.ts";
import { maskLooseScalar } from "./looseScalar.ts";
import type { PlacedNode } from "./node.ts";
import { findStreamProblems } from "./streamProblems.ts";
import { findTabProblems } from "./tabProblems.ts";

/** A file's YAML. Problems and spans count in the file's offsets. */
export interface YamlFile {
	readonly documents: readonly YamlDocument[];
}

export interface YamlDocument {
	/** Without the `---` line before it. */
	readonly span: Span;
	readonly root?: PlacedNode;
	readonly problems: readonly Problem[];
	readonly anchors: readonly PlacedAnchor[];
}

/** Chunks up to this length are read whole unless they are broken; longer ones are split where they can be. */
const defaultChunkLength = 4000;
/** So many quoted scalars or flow collections may be indented as only Go allows; each costs another look at the file. */
const maxLooseScalars = 20;
/** Characters that such a scalar or collection may have. */
const maxLooseLength = 20_000;

/**
 * Reads a file of any number of YAML documents, piece by piece: each piece is composed by itself and looked up in
 * `previous` first, so that an edit costs one piece; and broken YAML in one piece leaves its neighbours readable.
 */
export function parseYaml(
	text: string,
	previous: ChunkCache,
	next: ChunkCache,
	chunkLength = defaultChunkLength,
): YamlFile {
	const chunks: Chunks = { previous, next, length: chunkLength };
	const table = scanLines(text);
	const streamProblems = findStreamProblems(text);
	const documents = splitDocuments(table).map((lines) => parseLooseDocument(table, lines, chunks));
	const first = documents[0];
	if (first === undefined || streamProblems.length === 0) return { documents };
	return { documents: [{ ...first, problems: [...streamProblems, ...first.problems] }, ...documents.slice(1)] };
}

interface LineRange {
	readonly first: number;
	readonly end: number;
	/** Text on the `---` line itself, which then belongs to the document. */
	readonly inline: boolean;
}

function splitDocuments(table: LineTable): readonly LineRange[] {
	const ranges: LineRange[] = [];
	let first = 0;
	let inline = false;
	let explicit = false;
	const close = (end: number): void => {
		if (explicit || holdsContent(table, first, end)) ranges.push({ first, end, inline });
	};
	for (let line = 0; line < table.count; line++) {
		const kind = table.kinds[line];
		if (kind !== lineKind.documentStart && kind !== lineKind.documentEnd) continue;
		close(line);
		explicit = kind === lineKind.documentStart;
		const rest = table.text.slice((table.starts[line] ?? 0) + 3, table.starts[line + 1]).trim();
		inline = explicit && rest !== "" && !rest.startsWith("#");
		first = inline ? line : line + 1;
	}
	close(table.count);
	return ranges;
}

function holdsContent(table: LineTable, first: number, end: number): boolean {
	for (let line = first; line < end; line++) {
		const kind = table.kinds[line];
		if (kind === lineKind.blank || kind === lineKind.comment) continue;
		if (table.text.charCodeAt(table.starts[line] ?? 0) !== 37) return true;
	}
	return false;
}

/** Parses again with what only Go's reader accepts masked, where that explains a problem. */
function parseLooseDocument(table: LineTable, lines: LineRange, chunks: Chunks): YamlDocument {
	let current = table;
	let document = parseDocument(current, lines, chunks);
	for (let round = 0; round < maxLooseScalars; round++) {
		const masked = maskFirst(current.text, document);
		if (masked === undefined) return document;
		current = scanMasked(current, masked, lines);
		document = parseDocument(current, lines, chunks);
	}
	return document;
}

function maskFirst(text: string, document: YamlDocument): string | undefined {
	const open = document.problems.filter(
		({ code }) => code === "yaml/unclosed-quote" || code === "yaml/unclosed-bracket",
	);
	for (const problem of open.slice(0, maxLooseScalars)) {
		const limit = Math.min(document.span.end, problem.span.start + maxLooseLength);
		const masked = maskLooseScalar(text, problem, limit);
		if (masked !== undefined) return masked;
	}
	return undefined;
}

/** The same line numbers, with the lines that masking joined to the one before made empty. */
function scanMasked(table: LineTable, masked: string, lines: LineRange): LineTable {
	const kinds = table.kinds.slice();
	const starts = table.starts.slice();
	for (let line = lines.first + 1; line < lines.end; line++) {
		const start = table.starts[line] ?? 0;
		if (masked.charCodeAt(start - 1) !== 10) kinds[line] = lineKind.blank;
	}
	return { ...table, text: masked, kinds, starts };
}

function parseDocument(table: LineTable, lines: LineRange, chunks: Chunks): YamlDocument {
	const block = blockOfLines(table, lines.first, lines.end);
	const reader = new BlockReader(table, chunks);
	const root = lines.inline || hasDirective(table, lines) ? reader.readWhole(block) : reader.readBlock(block, 0);
	const span = { start: block.start, end: block.end };
	const tabs = table.tabs.filter((tab) => span.start <= tab && tab < span.end);
	const problems = [...reader.problems, ...findTabProblems(table.text, tabs, root, reader.problems)];
	problems.sort((a, b) => a.span.start - b.span.start);
	return { span, ...(root === undefined ? {} : { root }), problems, anchors: reader.anchors };
}

function hasDirective(table: LineTable, lines: LineRange): boolean {
	for (let line = lines.first; line < lines.end; line++) {
		const kind = table.kinds[line];
		if (kind === lineKind.blank || kind === lineKind.comment) continue;
		return table.text.charCodeAt(table.starts[line] ?? 0) === 37;
	}
	return false;
}
