import { Language, Parser } from "web-tree-sitter";
import { languages } from "./codeLanguages.ts";
import { readFile } from "./dialects/dialect.ts";
import type { GrammarName, GrammarSource } from "./grammarSource.ts";
import type { CodeLanguage, MetricRegistration } from "./metricRegistration.ts";
import { joinLibraries, type KnownRegistrations, readRegistrations } from "./readRegistrations.ts";
import { copyTree, type Grammar, grammarOf } from "./syntax/syntaxNode.ts";

/** In UTF-16 code units. A longer file is generated or data, and its tree would be kept in memory that never shrinks. */
const longestText = 2_000_000;

/**
 * Reads which metrics code registers. One in a thread: the parsers' runtime is one for all of it. A grammar is loaded
 * when its first file that uses a library is read; trees are freed before `read` returns.
 */
export class CodeReader {
	readonly #grammars: GrammarSource;
	readonly #loaded = new Map<GrammarName, Promise<Grammar>>();
	readonly #registered = new Map<CodeLanguage, KnownRegistrations>();
	#parser: Promise<Parser> | undefined;

	constructor(grammars: GrammarSource) {
		this.#grammars = grammars;
	}

	/**
	 * In the order of the text. None where the file cannot have any, where it is too long, and of what cannot be told from
	 * this file alone. Rejects where a grammar cannot be had.
	 */
	async read(text: string, language: CodeLanguage): Promise<readonly MetricRegistration[]> {
		const row = languages[language];
		if (text.length > longestText || !mayRegisterMetrics(text, language)) return [];
		const grammar = await this.#load(row.grammar);
		const parser = await this.#start();
		// From here on nothing waits, so that readings which overlap do not share the parser.
		parser.setLanguage(grammar.language);
		const tree = parser.parse(text);
		if (tree === null) return [];
		try {
			const file = readFile(copyTree(tree, grammar), text, row.dialect);
			return readRegistrations(file, this.#knownOf(language), language);
		} finally {
			tree.delete();
			parser.reset();
		}
	}

	#knownOf(language: CodeLanguage): KnownRegistrations {
		const known = this.#registered.get(language) ?? joinLibraries(languages[language].libraries);
		this.#registered.set(language, known);
		return known;
	}

	#start(): Promise<Parser> {
		this.#parser ??= this.#grammars
			.readRuntime()
			.then((wasmBinary) => Parser.init({ wasmBinary }))
			.then(() => new Parser());
		this.#parser.catch(() => {
			this.#parser = undefined;
		});
		return this.#parser;
	}

	#load(name: GrammarName): Promise<Grammar> {
		const known = this.#loaded.get(name);
		if (known !== undefined) return known;
		const loading = this.#start()
			.then(() => this.#grammars.readGrammar(name))
			.then((bytes) => Language.load(bytes))
			.then(grammarOf);
		this.#loaded.set(name, loading);
		loading.catch(() => this.#loaded.delete(name));
		return loading;
	}

	/** Frees the parser; the grammars go with the thread. */
	async dispose(): Promise<void> {
		const parser = this.#parser;
		this.#parser = undefined;
		(await parser)?.delete();
	}
}

/** The language of a file by the ending of its name; nothing for what registers no metrics that we read. */
export function languageOfPath(path: string): CodeLanguage | undefined {
	const ending = /\.([a-z]+)$/.exec(path)?.[1];
	return ending === undefined || /\.d\.[cm]?ts$/.test(path) ? undefined : languagesByEnding.get(ending);
}

const languagesByEnding: ReadonlyMap<string, CodeLanguage> = new Map(
	Object.entries(languages).flatMap(([language, { endings }]) =>
		endings.map((ending) => [ending, language as CodeLanguage] as const),
	),
);

const allTraces = [
	...new Set(Object.values(languages).flatMap((row) => row.libraries.flatMap(({ traces }) => traces))),
];

/**
 * Claims that `read` may find something in the text, in this language or whatever it is: cheap, and never wrong where it
 * says no.
 */
export function mayRegisterMetrics(text: string, language?: CodeLanguage): boolean {
	if (language === undefined) return allTraces.some((trace) => text.includes(trace));
	return languages[language].libraries.some(({ traces }) => traces.some((trace) => text.includes(trace)));
}
