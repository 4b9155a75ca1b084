import { pathToFileURL } from "node:url";
import type { Missing } from "../../checks/knowledgeRecorder.ts";
import type { RemovedRules } from "../../checks/removed/removedRules.ts";
import { CodeReader, languageOfPath } from "../../code/codeReader.ts";
import type { CodeLanguage, MetricRegistration } from "../../code/metricRegistration.ts";
import { readGrammarsFrom } from "../../node/grammarFiles.ts";
import { languageIdOf } from "../../node/languageIds.ts";
import { readExactly } from "../../node/readExactly.ts";
import { readSource } from "../../node/readSource.ts";
import { writeSource } from "../../node/writeSource.ts";
import type { LanguageService, LanguageServicePorts } from "../../service.ts";
import type { Problem } from "../../text/problem.ts";
import type { SourceDocument } from "../../text/sourceDocument.ts";
import { Graph } from "../../workspace/graph/graph.ts";
import type { IndexedFile } from "../../workspace/graph/indexedFile.ts";
import { readIndexedCode } from "../../workspace/graph/readIndexedCode.ts";
import { createCliService } from "../cliService.ts";
import { grammarsFor } from "../grammarFolder.ts";
import { applyFixes } from "./applyFixes.ts";
import { type ConfigurationChoice, createConfigurations } from "./configurationChoice.ts";

/** A file to look at; `text` stands for what is on disk where it is given. */
export interface GivenFile {
	readonly path: string;
	readonly text?: string;
}

/** Plain data, as all that a session answers: it may be in another thread. */
export type ReadFile =
	| { readonly kind: "text"; readonly path: string; readonly indexed?: IndexedFile }
	/** Not text at all, or code without metrics, so nobody's. */
	| { readonly kind: "binary"; readonly path: string }
	| { readonly kind: "failed"; readonly path: string; readonly reason: string };

export interface CheckedFile {
	readonly path: string;
	/** None where it is of no kind that is known. */
	readonly kinds: readonly string[];
	/** Whatever a baseline knows. */
	readonly problems: readonly Problem[];
	/** Left out where nothing was found. */
	readonly text?: string;
	readonly missing: readonly Missing[];
}

export interface MendedFile {
	readonly path: string;
	readonly count: number;
	/** Why it was left as it is, where it could not be written. */
	readonly failure?: string;
}

/**
 * Looks at files in two rounds: `read` them all, `know` what they say together, and only then `check` each, so that
 * neither their order nor who looks at which makes a difference.
 */
export interface FileSession {
	read(files: readonly GivenFile[]): Promise<readonly ReadFile[]>;
	/** `projects` are the folders of which every file is given, as URIs with a slash at the end. */
	know(project: readonly IndexedFile[], projects: readonly string[], removed?: RemovedRules): Promise<void>;
	/** Of files that were read. */
	check(paths: readonly string[]): Promise<readonly CheckedFile[]>;
	/** Mends what has one right answer and is in no baseline, in the files on disk. */
	mend(paths: readonly string[]): Promise<readonly MendedFile[]>;
	/** Ends it at once, whatever it is doing. */
	close(): Promise<void>;
}

export interface LocalSessionOptions {
	readonly configuration: ConfigurationChoice;
	/** Where the program is. */
	readonly folder: string;
	readonly log: (text: string) => void;
	/** What a server says. */
	readonly online?: Pick<LanguageServicePorts, "knowledge" | "features" | "checkKnowledge">;
}

/** Milliseconds of reading after which waiting work of the process, such as an interrupt, comes first. */
const SLICE = 50;

/** A session in this thread. */
export class LocalSession implements FileSession {
	readonly #service: LanguageService;
	readonly #withBaseline: ReturnType<typeof createConfigurations>;
	readonly #documents = new Map<string, SourceDocument>();
	readonly #ending = new AbortController();
	readonly #registrations = new Map<string, readonly MetricRegistration[]>();
	readonly #code: CodeReader;
	#graph = new Graph();
	#removed: RemovedRules | undefined;

	constructor({ configuration, folder, log, online }: LocalSessionOptions) {
		this.#code = new CodeReader(readGrammarsFrom(grammarsFor(folder)));
		// The baseline is compared with all that is found, so that what is gone is known too.
		const configurations = createConfigurations({ ...configuration, baseline: "none" });
		this.#withBaseline = createConfigurations(configuration);
		this.#service = createCliService(log, {
			...online,
			configuration: () => configurations.current(),
			graph: () => this.#graph,
		});
	}

	async read(files: readonly GivenFile[]): Promise<readonly ReadFile[]> {
		const read: ReadFile[] = [];
		let sliceEnd = performance.now() + SLICE;
		for (const file of files) {
			const language = languageOfPath(file.path);
			read.push(language === undefined ? this.#readOne(file) : await this.#readCode(file, language));
			if (performance.now() < sliceEnd) continue;
			await new Promise(setImmediate);
			if (this.#ending.signal.aborted) break;
			sliceEnd = performance.now() + SLICE;
		}
		return read;
	}

	know(project: readonly IndexedFile[], projects: readonly string[], removed?: RemovedRules): Promise<void> {
		this.#graph = new Graph();
		for (const file of project) this.#graph.set(file);
		this.#graph.setRoots(projects);
		this.#graph.setComplete(projects.length > 0);
		this.#removed = removed;
		return Promise.resolve();
	}

	async check(paths: readonly string[]): Promise<readonly CheckedFile[]> {
		const checked: CheckedFile[] = [];
		for (const path of paths) {
			const document = this.#documents.get(path);
			if (document === undefined) continue;
			const registrations = this.#registrations.get(path);
			if (registrations !== undefined) {
				const problems = await this.#service.diagnoseCode(document, registrations, this.#ending.signal);
				this.#documents.delete(path);
				this.#registrations.delete(path);
				if (problems === undefined) continue;
				const text = problems.length === 0 ? {} : { text: document.text };
				checked.push({ path, kinds: ["code"], problems, missing: [], ...text });
				continue;
			}
			const result = await this.#service.diagnoseSettled(document, this.#ending.signal);
			if (result === undefined) continue;
			const { kinds } = this.#service.kindOf(document);
			const lost = this.#removed === undefined ? [] : this.#service.removedUses(document, this.#removed);
			const problems = [...result.problems, ...lost];
			const { missing } = result;
			checked.push({ path, kinds, problems, missing, ...(problems.length === 0 ? {} : { text: document.text }) });
			this.#service.forget(document);
			this.#documents.delete(path);
		}
		return checked;
	}

	async mend(paths: readonly string[]): Promise<readonly MendedFile[]> {
		const mended: MendedFile[] = [];
		for (const path of paths) mended.push(await this.#mendOne(path));
		return mended;
	}

	close(): Promise<void> {
		this.#ending.abort();
		return Promise.resolve();
	}

	/** Code that registers no metric is nobody's. */
	async #readCode({ path, text: given }: GivenFile, language: CodeLanguage): Promise<ReadFile> {
		const source = given === undefined ? readSource(path) : { kind: "text" as const, text: given };
		if (source.kind !== "text") return { ...source, path };
		const document = toDocument(path, source.text);
		try {
			const registrations = await this.#code.read(source.text, language);
			const indexed = readIndexedCode(document.uri, registrations);
			if (indexed === undefined) return { kind: "binary", path };
			this.#documents.set(path, document);
			this.#registrations.set(path, registrations);
			return { kind: "text", path, indexed };
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			return { kind: "failed", path, reason: `its metrics cannot be read: ${reason}` };
		}
	}

	#readOne({ path, text }: GivenFile): ReadFile {
		const source = text === undefined ? readSource(path) : { kind: "text" as const, text };
		if (source.kind !== "text") return { ...source, path };
		const document = toDocument(path, source.text);
		if ("damaged" in source && this.#service.kindOf(document).kinds.length > 0) {
			return { kind: "failed", path, reason: "it is not valid UTF-8, which its readers refuse; save it as UTF-8" };
		}
		this.#documents.set(path, document);
		const indexed = this.#service.indexOf(document);
		return { kind: "text", path, ...(indexed === undefined ? {} : { indexed }) };
	}

	async #mendOne(path: string): Promise<MendedFile> {
		const source = readExactly(path);
		if (source.kind !== "text")
			return { path, count: 0, failure: source.kind === "failed" ? source.reason : "it is no text" };
		const before = source.text;
		const fixed = await applyFixes(before, async (text) => {
			const document = toDocument(path, text);
			const result = await this.#service.diagnoseSettled(document, this.#ending.signal);
			const problems = result?.problems ?? [];
			return this.#withBaseline.current().baseline?.withoutKnown(document.uri, text, problems) ?? problems;
		});
		if (fixed.count === 0 || this.#ending.signal.aborted) return { path, count: 0 };
		const failure = writeSource(path, before, fixed.text);
		return failure === undefined ? { path, count: fixed.count } : { path, count: 0, failure };
	}
}

export function toDocument(path: string, text: string): SourceDocument {
	return { uri: pathToFileURL(path).href, languageId: languageIdOf(path), version: 1, text };
}
