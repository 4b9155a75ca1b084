import type { Located } from "../../documents/model/located.ts";
import type { Problem } from "../../text/problem.ts";
import type { ConfigurationFiles, FileText } from "../../workspace/configurationFiles.ts";
import { matchPaths, type PathMatcher } from "./pathMatcher.ts";
import type { ConfigurationFile, ConfigurationReader, PathEntry, PathSettings } from "./readConfiguration.ts";
import { folderOf, resolvePath } from "./uriPath.ts";

/** One configuration file of those that count for a file, from the most general to the nearest. */
export interface Layer {
	readonly file: ConfigurationFile;
	/** What its patterns and paths count from. */
	readonly folder: string;
	readonly paths: readonly { readonly entry: PathEntry; readonly matches: PathMatcher }[];
	readonly ignores: PathMatcher;
	readonly baseline?: UsedFile;
	/** The URI of the folder of templates, with a slash at the end. */
	readonly templates?: string;
}

/** A file that a configuration names. */
export interface UsedFile {
	readonly uri: string;
	readonly written: Located<string>;
}

export interface LoadedFile extends Layer {
	readonly uri: string;
	readonly text: string;
	/** What is wrong in the file alone. */
	readonly problems: readonly Problem[];
	readonly extended: readonly UsedFile[];
	/** What it extends and cannot be used, and why. */
	readonly unusable: readonly (UsedFile & { readonly reason: string })[];
}

/** Chains of files that extend each other are followed so far. */
const maxDepth = 20;

/** Reads configuration files with those that they extend; each once. */
export class LayerLoader {
	readonly #files: ConfigurationFiles;
	readonly #reader: ConfigurationReader;
	readonly #loaded = new Map<string, LoadedFile>();
	readonly #layers = new Map<string, readonly Layer[]>();
	readonly #numbers = new Map<PathSettings, number>();

	constructor(files: ConfigurationFiles, reader: ConfigurationReader) {
		this.#files = files;
		this.#reader = reader;
	}

	/** The file's own layer last, what it extends before it; each file once. */
	layers(uri: string): readonly Layer[] {
		const known = this.#layers.get(uri);
		if (known !== undefined) return known;
		const layers = [...this.#gather(uri, new Set(), maxDepth)];
		this.#layers.set(uri, layers);
		return layers;
	}

	loaded(): readonly LoadedFile[] {
		return [...this.#loaded.values()];
	}

	/** A number for each object, to compare lists of them. */
	numberOf(settings: PathSettings): number {
		const number = this.#numbers.get(settings) ?? this.#numbers.size;
		this.#numbers.set(settings, number);
		return number;
	}

	load(uri: string): LoadedFile {
		const known = this.#loaded.get(uri);
		if (known !== undefined) return known;
		const read = this.#files.read(uri);
		const text = read.kind === "text" ? read.text : "";
		const { file, problems } = this.#reader.read(text);
		const folder = folderOf(uri) ?? "";
		const used = file.extends.map((written) => ({ uri: resolvePath(folder, written.value), written }));
		const judged = used.map((one) => ({ ...one, reason: this.#refuse(one.uri, uri) }));
		const loaded: LoadedFile = {
			uri,
			text,
			problems: read.kind === "text" ? problems : [tellUnreadable(read)],
			file,
			folder,
			paths: file.paths.map((entry) => ({ entry, matches: matchPaths(entry.files) })),
			ignores: matchPaths(file.ignore),
			extended: judged.filter(({ reason }) => reason === undefined),
			unusable: judged.flatMap(({ reason, ...one }) => (reason === undefined ? [] : [{ ...one, reason }])),
			...(file.baseline === undefined
				? {}
				: { baseline: { uri: resolvePath(folder, file.baseline.value), written: file.baseline } }),
			...(file.templates === undefined ? {} : { templates: resolvePath(folder, file.templates).replace(/\/*$/, "/") }),
		};
		this.#loaded.set(uri, loaded);
		return loaded;
	}

	*#gather(uri: string, seen: Set<string>, depth: number): Generator<Layer> {
		// A file that extends itself, by whatever way, counts once.
		if (seen.has(uri) || depth === 0) return;
		seen.add(uri);
		const loaded = this.load(uri);
		for (const { uri: base } of loaded.extended) yield* this.#gather(base, seen, depth - 1);
		yield loaded;
	}

	#refuse(uri: string, by: string): string | undefined {
		if (uri === by) return "is this very file";
		const read = this.#files.read(uri);
		switch (read.kind) {
			case "text":
				return undefined;
			case "missing":
				return "does not exist";
			case "failed":
				return read.reason;
			default:
				return read satisfies never;
		}
	}
}

function tellUnreadable(read: Exclude<FileText, { readonly kind: "text" }>): Problem {
	return {
		code: "configuration/unusable-file",
		severity: "error",
		span: { start: 0, end: 0 },
		message: `The configuration cannot be used: it ${read.kind === "failed" ? read.reason : "does not exist"}. So every check is as it is by itself.`,
	};
}
