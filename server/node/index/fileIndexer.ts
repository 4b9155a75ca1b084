import { closeSync, fstatSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { CodeReader, languageOfPath } from "../../code/codeReader.ts";
import type { CodeLanguage } from "../../code/metricRegistration.ts";
import { createDocumentParser } from "../../documents/registry.ts";
import { emptyModel, LARGEST_TEXT, tooLargeModel } from "../../documents/tooLarge.ts";
import { readIndexedCode } from "../../workspace/graph/readIndexedCode.ts";
import { createIndexMemory, readIndexedFile } from "../../workspace/graph/readIndexedFile.ts";
import { findFiles, isPassedOver, isWanted } from "../findFiles.ts";
import { readGrammarsFrom } from "../grammarFiles.ts";
import { languageIdOf } from "../languageIds.ts";
import { HEAD } from "../readSource.ts";
import type { ListedFiles, Listing, ReadFile } from "./indexMessages.ts";

/** Bytes up to which source code is read: what is longer was written by a program. */
const longestCode = 1024 * 1024;
/** Bytes of a file in which it shows what it is. */
const headLength = 64 * 1024;

/** Finds and reads the files of a workspace for its graph, from disk. Never rejects for what a file is or holds. */
export class FileIndexer {
	readonly #parser = createDocumentParser({ rememberedLength: 1 });
	readonly #memory = createIndexMemory();
	readonly #code: CodeReader;
	readonly #log: (line: string) => void;

	/** `grammars` is the folder of the parsers of source code. */
	constructor(grammars: string, log: (line: string) => void) {
		this.#code = new CodeReader(readGrammarsFrom(grammars));
		this.#log = log;
	}

	async list({ roots, ignored, most }: Listing): Promise<ListedFiles> {
		const { files, failures, cut = false } = await findFiles(roots, { wanted: isIndexed, ignored, most });
		const listed = files.flatMap((path) => {
			const stats = statSync(path, { throwIfNoEntry: false });
			return stats === undefined ? [] : [{ path, size: stats.size, stamp: stampOf(stats) }];
		});
		return { files: listed, cut, failures: failures.length };
	}

	/** Those of the paths that a listing has, or that are gone. */
	ofListing(paths: readonly string[], { roots, ignored }: Listing): readonly string[] {
		return paths.filter((path) => isIndexed(path) && roots.some((root) => !isPassedOver(root, path, ignored)));
	}

	async read(path: string): Promise<ReadFile> {
		try {
			const stats = statSync(path, { throwIfNoEntry: false });
			if (stats?.isFile() !== true) return { path };
			const stamp = stampOf(stats);
			const language = languageOfPath(path);
			if (stats.size > (language === undefined ? LARGEST_TEXT : longestCode)) {
				const isOurs = language === undefined && tooLargeModel(readHead(path)).problems.length > 0;
				return { path, stamp, ...(isOurs ? { tooLarge: true } : {}) };
			}
			const text = readText(path);
			if (text === undefined) return { path, stamp };
			const uri = pathToFileURL(path).href;
			const indexed =
				language === undefined ? this.#readDocument(uri, path, text) : await this.#readCode(uri, text, language);
			return { path, stamp, ...(indexed === undefined ? {} : { indexed }) };
		} catch (error) {
			this.#log(`The index has passed over ${path}: ${error instanceof Error ? error.message : String(error)}`);
			return { path, stamp: "" };
		}
	}

	#readDocument(uri: string, path: string, text: string) {
		const document = { uri, languageId: languageIdOf(path), version: 1, text };
		const indexed = readIndexedFile(document, this.#parser.parse(document) ?? emptyModel, this.#memory);
		this.#parser.forget(uri);
		return indexed;
	}

	async #readCode(uri: string, text: string, language: CodeLanguage) {
		return readIndexedCode(uri, await this.#code.read(text, language));
	}
}

/** Claims by the name that the index wants the file. */
export function isIndexed(path: string): boolean {
	return isWanted(path) || languageOfPath(path) !== undefined;
}

function stampOf({ mtimeMs, size }: { readonly mtimeMs: number; readonly size: number }): string {
	return `${mtimeMs} ${size}`;
}

/** As editors have it: without a byte order mark; what is no text is none. */
function readText(path: string): string | undefined {
	const bytes = readFileSync(path);
	if (bytes.subarray(0, HEAD).includes(0)) return undefined;
	return bytes.toString("utf8").replace(/^\ufeff/, "");
}

function readHead(path: string): string {
	const file = openSync(path, "r");
	try {
		const bytes = Buffer.alloc(Math.min(headLength, fstatSync(file).size));
		return bytes.toString("utf8", 0, readSync(file, bytes, 0, bytes.length, 0));
	} finally {
		closeSync(file);
	}
}
