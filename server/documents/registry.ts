import { LRUCache } from "lru-cache";
import type { SourceDocument } from "../text/sourceDocument.ts";
import type { DocumentAdapter } from "./adapter.ts";
import { createAdapters, createFileAdapters } from "./adapters.ts";
import type { DocumentModel } from "./model.ts";
import {
	type ConfigurationLanguage,
	createObservabilityConfigAdapter,
} from "./observabilityConfig/observabilityConfig.ts";
import { createPieces, forgetPieces, type MappedTexts, type Pieces } from "./reading.ts";
import { readText } from "./readText.ts";
import type { RuleDialect } from "./rules/ruleDialect.ts";
import type { RuleReadings } from "./rules/ruleGroups.ts";

export interface DocumentParser {
	/** The file's model, or `undefined` where it is of no kind that is known. Pure: the same text, in the same dialect, gives the same model. */
	parse(source: SourceDocument): DocumentModel | undefined;
	/** Lets go of what is remembered of the file. */
	forget(uri: string): void;
}

export interface ParserOptions {
	/** What the project's own configuration may hold; without it such a file is nobody's. */
	readonly configuration?: ConfigurationLanguage;
	/** Whose rule file a file is, asked at each reading; `auto` where it is left out. */
	readonly dialectOf?: (uri: string) => RuleDialect;
	/** Characters of the files that are remembered; as many as suit an editor where it is left out. */
	readonly rememberedLength?: number;
}

interface Remembered {
	readonly text: string;
	readonly languageId: string;
	readonly dialect: RuleDialect;
	readonly model: DocumentModel | undefined;
	readonly pieces: Pieces;
}

/** Characters of the files that are remembered, so that an edit costs only what it changes. */
const maxRememberedLength = 40_000_000;
/** What a file counts besides its characters: a small one has a model too. */
const fileOverhead = 2000;

export function createDocumentParser(options: ParserOptions = {}): DocumentParser {
	const own = options.configuration === undefined ? [] : [createObservabilityConfigAdapter(options.configuration)];
	const byDialect = new Map<RuleDialect, ReturnType<typeof createKinds>>();
	const kindsOf = (dialect: RuleDialect): ReturnType<typeof createKinds> => {
		const kinds = byDialect.get(dialect) ?? createKinds(dialect, own);
		byDialect.set(dialect, kinds);
		return kinds;
	};
	const remembered = new LRUCache<string, Remembered>({
		maxSize: options.rememberedLength ?? maxRememberedLength,
		sizeCalculation: ({ text }) => text.length + fileOverhead,
	});
	return {
		parse(source) {
			const { uri, text, languageId } = source;
			const dialect = options.dialectOf?.(uri) ?? "auto";
			const last = remembered.get(uri);
			if (last?.text === text && last.languageId === languageId && last.dialect === dialect) return last.model;
			// What was read of a file for one ruler says nothing of how another reads it.
			const previous = last?.dialect === dialect ? last.pieces : createPieces();
			const pieces = createPieces();
			const model = readText(source, { ...kindsOf(dialect), previous, next: pieces })?.model;
			remembered.set(uri, { text, languageId, dialect, model, pieces });
			forgetPieces(previous);
			return model;
		},
		forget: (uri) => void remembered.delete(uri),
	};
}

/** The kinds of documents as a ruler of the dialect has them, with what is remembered of their readings. */
function createKinds(dialect: RuleDialect, own: readonly DocumentAdapter[]) {
	const readings: RuleReadings = new WeakMap();
	const adapters = [...own, ...createAdapters(readings, dialect)];
	const hints = [...new Set(adapters.flatMap((adapter) => adapter.hints))];
	return { adapters, hints, fileAdapters: createFileAdapters(), mapped: new WeakMap() as MappedTexts };
}
