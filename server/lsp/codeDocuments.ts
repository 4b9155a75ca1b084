import { LRUCache } from "lru-cache";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type CodeReader, languageOfPath } from "../code/codeReader.ts";
import { isCodeLanguage } from "../code/editorLanguages.ts";
import type { MetricRegistration } from "../code/metricRegistration.ts";

/** Claims that the document is source code, of which nothing but what it registers is of interest. */
export function isCode({ languageId }: Pick<TextDocument, "languageId">): boolean {
	return isCodeLanguage(languageId);
}

const none: readonly MetricRegistration[] = [];

/** What open files of source code register, read once for each version. */
export class CodeDocuments {
	readonly #reader: CodeReader;
	readonly #log: (line: string) => void;
	readonly #read = new LRUCache<string, { version: number; registrations: Promise<readonly MetricRegistration[]> }>({
		max: 50,
	});

	constructor(reader: CodeReader, log: (line: string) => void) {
		this.#reader = reader;
		this.#log = log;
	}

	/** `undefined` of a document that is no source code. */
	async registrationsOf(document: TextDocument): Promise<readonly MetricRegistration[] | undefined> {
		if (!isCode(document)) return undefined;
		const { uri, version } = document;
		const last = this.#read.get(uri);
		if (last?.version === version) return last.registrations;
		const text = document.getText();
		const language = languageOfPath(new URL(uri).pathname);
		if (language === undefined) return none;
		const registrations = this.#reader.read(text, language).catch((error: unknown) => {
			this.#log(`Source code cannot be read: ${error instanceof Error ? error.message : String(error)}`);
			return none;
		});
		this.#read.set(uri, { version, registrations });
		return registrations;
	}
}
