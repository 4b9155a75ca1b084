import { LRUCache } from "lru-cache";
import type { SourceDocument } from "../text/sourceDocument.ts";
import { createAdapters, createFileAdapters } from "./adapters.ts";
import type { DocumentModel } from "./model.ts";
import { createPieces, type MappedTexts, type Pieces } from "./reading.ts";
import { readText } from "./readText.ts";
import type { RuleReadings } from "./rules/ruleGroups.ts";

export interface DocumentParser {
	/** The file's model, or `undefined` where it is of no kind that is known. Pure: the same text gives the same model. */
	parse(source: SourceDocument): DocumentModel | undefined;
}

interface Remembered {
	readonly text: string;
	readonly languageId: string;
	readonly model: DocumentModel | undefined;
	readonly pieces: Pieces;
}

/** Characters of the files that are remembered, so that an edit costs only what it changes. */
const maxRememberedLength = 40_000_000;
const maxRememberedFiles = 500;

export function createDocumentParser(): DocumentParser {
	const readings: RuleReadings = new WeakMap();
	const adapters = createAdapters(readings);
	const hints = [...new Set(adapters.flatMap((adapter) => adapter.hints))];
	const kinds = { adapters, hints, fileAdapters: createFileAdapters(), mapped: new WeakMap() as MappedTexts };
	const remembered = new LRUCache<string, Remembered>({
		max: maxRememberedFiles,
		maxSize: maxRememberedLength,
		sizeCalculation: ({ text }) => text.length + 1,
	});
	return {
		parse(source) {
			const { uri, text, languageId } = source;
			const previous = remembered.get(uri);
			if (previous?.text === text && previous.languageId === languageId) return previous.model;
			const pieces = createPieces();
			const model = readText(source, { ...kinds, previous: previous?.pieces ?? createPieces(), next: pieces })?.model;
			remembered.set(uri, { text, languageId, model, pieces });
			return model;
		},
	};
}
