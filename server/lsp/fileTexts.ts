import { stat } from "node:fs/promises";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { LRUCache } from "lru-cache";
import type { TextDocuments } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { readSource } from "../node/readSource.ts";

interface KnownText {
	readonly modified: number;
	readonly document: TextDocument;
}

/** Bytes; a longer file is not read to show a place in it. */
const longestFile = 20_000_000;
/** Characters of files that are kept for the next question. */
const keptLength = 20_000_000;

/** Texts of files by their URIs: what is open in the editor goes before the disk. */
export class FileTexts {
	readonly #documents: TextDocuments<TextDocument>;
	readonly #known = new LRUCache<string, KnownText>({
		maxSize: keptLength,
		sizeCalculation: ({ document }) => document.getText().length + 1000,
	});

	constructor(documents: TextDocuments<TextDocument>) {
		this.#documents = documents;
	}

	isOpen(uri: string): boolean {
		return this.#documents.get(uri) !== undefined;
	}

	/** The text of a file on disk, by its path, where an editor has it open. */
	unsaved(path: string): string | undefined {
		// Editors encode more of a path than its URI needs, so paths are compared.
		return this.#documents
			.all()
			.find(({ uri }) => pathOf(uri) === path)
			?.getText();
	}

	/** `undefined` where there is no such file, or no text in it. */
	async read(uri: string): Promise<TextDocument | undefined> {
		const open = this.#documents.get(uri);
		if (open !== undefined) return open;
		if (!uri.startsWith("file:")) return undefined;
		try {
			const path = fileURLToPath(uri);
			const { mtimeMs, size } = await stat(path);
			const known = this.#known.get(uri);
			if (known?.modified === mtimeMs) return known.document;
			if (size > longestFile) return undefined;
			const source = readSource(path);
			if (source.kind !== "text") return undefined;
			// Editors have no byte order mark in their texts.
			const text = source.text.replace(/^\ufeff/, "");
			const document = TextDocument.create(uri, languageIds[extname(path).toLowerCase()] ?? "yaml", 0, text);
			this.#known.set(uri, { modified: mtimeMs, document });
			return document;
		} catch {
			return undefined;
		}
	}
}

/** What editors call the languages of files, where that decides how a file is read. */
const languageIds: Readonly<Record<string, string>> = {
	".json": "json",
	".jsonc": "jsonc",
	".md": "markdown",
	".markdown": "markdown",
	".promql": "promql",
};

function pathOf(uri: string): string | undefined {
	try {
		return uri.startsWith("file:") ? fileURLToPath(uri) : undefined;
	} catch {
		// A URI that no file system of this machine has.
		return undefined;
	}
}
