import type { MetricRegistration } from "../../../server/code/metricRegistration.ts";
import type { DocumentModel } from "../../../server/documents/model.ts";
import { createDocumentParser } from "../../../server/documents/registry.ts";
import { emptyModel } from "../../../server/documents/tooLarge.ts";
import type { Navigation } from "../../../server/features/navigation/navigation.ts";
import type { Target } from "../../../server/features/navigation/target.ts";
import type { RenameWorld } from "../../../server/features/rename/renameWorld.ts";
import type { SourceDocument } from "../../../server/text/sourceDocument.ts";
import { Graph } from "../../../server/workspace/graph/graph.ts";
import { readIndexedCode } from "../../../server/workspace/graph/readIndexedCode.ts";
import { readIndexedFile } from "../../../server/workspace/graph/readIndexedFile.ts";

const root = "file:///w/";

/** A workspace in memory, read as the server reads it. Paths are relative to its folder. */
export class TestWorkspace {
	readonly graph = new Graph();
	readonly #texts: ReadonlyMap<string, string>;
	readonly #registrations: ReadonlyMap<string, readonly MetricRegistration[]>;
	readonly #parser = createDocumentParser();

	constructor(
		texts: ReadonlyMap<string, string>,
		registrations: ReadonlyMap<string, readonly MetricRegistration[]> = new Map(),
	) {
		this.#texts = texts;
		this.#registrations = registrations;
		this.graph.setRoots([root]);
		for (const [path, text] of texts) {
			const source = this.#sourceOf(path, text);
			const found = registrations.get(path);
			const file =
				found === undefined ? readIndexedFile(source, this.readModel(source)) : readIndexedCode(source.uri, found);
			if (file !== undefined) this.graph.set(file);
		}
		this.graph.setComplete(true);
	}

	/** Files behind each other, each below a line `--- path`. */
	static of(files: string, registrations?: ReadonlyMap<string, readonly MetricRegistration[]>): TestWorkspace {
		return new TestWorkspace(splitFiles(files), registrations);
	}

	get paths(): readonly string[] {
		return [...this.#texts.keys()];
	}

	text(path: string): string {
		const text = this.#texts.get(path);
		if (text === undefined) throw new Error(`There is no file ${path}.`);
		return text;
	}

	source(path: string): SourceDocument {
		return this.#sourceOf(path, this.text(path));
	}

	readonly readModel = (source: SourceDocument): DocumentModel => this.#parser.parse(source) ?? emptyModel;

	navigation(path: string): Navigation {
		const source = this.source(path);
		return {
			uri: source.uri,
			file: {
				model: this.readModel(source),
				text: source.text,
				registrations: this.#registrations.get(path) ?? [],
				indexed: this.graph.file(source.uri),
				hasAlert: (name) => this.graph.hasAlert(name),
			},
			graph: this.graph,
			results: { metadata: () => undefined, recorded: (name) => this.graph.recorded(name) },
		};
	}

	get world(): RenameWorld {
		return {
			graph: this.graph,
			readFile: (uri) => {
				const path = uri.slice(root.length);
				const text = this.#texts.get(path);
				return Promise.resolve(text === undefined ? undefined : this.#sourceOf(path, text));
			},
			readModel: this.readModel,
			signal: new AbortController().signal,
		};
	}

	/** `path:line` with what stands there, such as `rules.yaml:3 job:up:sum`. */
	show({ uri, span }: Target): string {
		const path = decodeURIComponent(uri.slice(root.length));
		const text = this.text(path);
		const line = text.slice(0, span.start).split("\n").length;
		const shown = text.slice(span.start, span.end);
		return `${path}:${line} ${shown}`.trimEnd();
	}

	#sourceOf(path: string, text: string): SourceDocument {
		const ending = /\.(\w+)$/.exec(path)?.[1] ?? "";
		return { uri: root + path, languageId: languages[ending] ?? "yaml", version: 1, text };
	}
}

const languages: Readonly<Record<string, string>> = { json: "json", md: "markdown", promql: "promql" };

export function splitFiles(files: string): ReadonlyMap<string, string> {
	const parts = files.split(/^--- (.+)\n/m);
	const texts = new Map<string, string>();
	for (let index = 1; index < parts.length; index += 2) texts.set(parts[index] ?? "", parts[index + 1] ?? "");
	return texts;
}
