import type { DocumentAdapter, FileAdapter, NestedDocument } from "./adapter.ts";
import type { HostText } from "./embedded/region.ts";
import { createTemplatePieces, forgetTemplatePieces, type TemplatePieces } from "./helm/templatePieces.ts";
import type { JsonCache } from "./json/composeJson.ts";
import type { DocumentModel } from "./model.ts";
import type { HostPosition } from "./structure/structure.ts";
import type { ChunkCache } from "./yaml/blockReader.ts";

/** What reading a text takes. */
export interface Reading {
	readonly adapters: readonly DocumentAdapter[];
	readonly fileAdapters: readonly FileAdapter[];
	/** Of the adapters. */
	readonly hints: readonly string[];
	readonly previous: Pieces;
	readonly next: Pieces;
	/** What texts that have not moved were read as. */
	readonly mapped: MappedTexts;
}

export type MappedTexts = WeakMap<HostText, { readonly read: ReadText; readonly model: ReadNested["model"] }>;

/** What was read of one version of a file, by its text, so that the next version costs only what differs. */
export interface Pieces {
	readonly yaml: ChunkCache;
	readonly json: JsonCache;
	readonly nested: NestedTexts;
	readonly template: TemplatePieces;
	/** The hints that were found in its texts. */
	readonly hints: Set<string>;
}

/** What nested texts were read as, by the text. */
export type NestedTexts = Map<string, { readonly languageId: string; readonly read: ReadText | undefined }>;

/** What was read of a whole text: a file, or one that stands in a file. */
export interface ReadText {
	readonly model: DocumentModel;
	readonly findPosition: FindPosition;
}

/** Finds the situation at an offset of the text as it is being written, which may be more than what was read. */
export type FindPosition = (text: string, offset: number) => HostPosition | undefined;

/** A nested text of a kind that is known, in the offsets of the text around it. */
export interface ReadNested {
	readonly document: NestedDocument;
	readonly model: Omit<DocumentModel, "hostPositionAt">;
	/** Of the text around it. */
	readonly findPosition: FindPosition;
}

export function createPieces(): Pieces {
	return { yaml: new Map(), json: new Map(), nested: new Map(), template: createTemplatePieces(), hints: new Set() };
}

/**
 * Lets go of what the next version has taken over. A model finds positions with what it was read by, and that knows the
 * version before: without this each version of a file would hold all those before it.
 */
export function forgetPieces({ yaml, json, nested, template, hints }: Pieces): void {
	forgetTemplatePieces(template);
	for (const pieces of [yaml, json, nested, hints]) pieces.clear();
}
