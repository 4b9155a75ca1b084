import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, extname, isAbsolute, join, relative, resolve, sep } from "node:path";
import ignore, { type Ignore } from "ignore";
import { describeFailure } from "./describeFailure.ts";

export interface FoundFiles {
	/** Absolute, in order, each file once. */
	readonly files: readonly string[];
	/** What could not be looked into, and why, in the user's words. */
	readonly failures: readonly { readonly path: string; readonly reason: string }[];
	/** There are more files than were asked for. */
	readonly cut?: true;
}

/** The kinds of files that may hold something of ours, in folders; a file that is named is taken whatever it is called. */
const extensions: ReadonlySet<string> = new Set([
	".yaml",
	".yml",
	".json",
	".jsonc",
	".md",
	".markdown",
	".promql",
	".rules",
	".tpl",
	".tmpl",
]);

/**
 * Claims that a folder holds the templates of scaffolds, which become YAML, JSON and Markdown only once they are rendered:
 * the folder of the workspace's own, or one template anywhere.
 */
function isTemplateFolder(folder: string, names: readonly string[]): boolean {
	if (basename(folder) === "templates" && basename(dirname(folder)) === ".observability") return true;
	if (!names.includes("template.json")) return false;
	try {
		const manifest = readFileSync(join(folder, "template.json"), "utf8");
		return manifest.includes('"questions"') && manifest.includes('"targets"');
	} catch {
		return false;
	}
}

/** Folders that hold what others wrote. */
const skippedFolders: ReadonlySet<string> = new Set([".git", "node_modules", ".hg", ".svn"]);

/**
 * The files below `paths`, as a version control would see them: what `.gitignore` files exclude is left out, links to
 * folders are not followed (so no cycle can be entered), a file that several links lead to is found once. What `excluded`
 * names is left out too, even where it is named. After `signal` what was found so far is answered.
 */
export async function findFiles(paths: readonly string[], options: FindOptions = {}): Promise<FoundFiles> {
	const search = new Search(options);
	for (const path of paths) await search.start(resolve(path));
	const { failures, cut } = search;
	return { files: [...search.files].sort(), failures, ...(cut ? { cut } : {}) };
}

export interface FindOptions {
	/** Claims of a file, by its absolute path, that it is not wanted. */
	readonly excluded?: (path: string) => boolean;
	/** Claims of a file in a folder, by its name, that it is of a kind that is looked for. */
	readonly wanted?: (name: string) => boolean;
	/** Patterns as in a `.gitignore` in each of the paths. */
	readonly ignored?: readonly string[];
	/** So many files are looked for at the most. */
	readonly most?: number;
	readonly signal?: AbortSignal;
}

/** The rules of one `.gitignore`, and the folder that its patterns count from. */
interface Rules {
	readonly folder: string;
	readonly ignores: Ignore;
}

interface Folder {
	readonly path: string;
	/** Without links. */
	readonly real: string;
	readonly rules: readonly Rules[];
}

/** Milliseconds of searching after which waiting work of the process, such as an interrupt, comes first. */
const SLICE = 50;

class Search {
	readonly files = new Set<string>();
	readonly failures: { readonly path: string; readonly reason: string }[] = [];
	cut = false;
	readonly #excluded: (path: string) => boolean;
	readonly #wanted: (name: string) => boolean;
	readonly #ignored: readonly string[];
	readonly #most: number;
	readonly #signal: AbortSignal | undefined;
	readonly #real = new Set<string>();

	constructor({ excluded, wanted, ignored = [], most = Number.POSITIVE_INFINITY, signal }: FindOptions) {
		this.#excluded = excluded ?? (() => false);
		this.#wanted = wanted ?? isWanted;
		this.#ignored = ignored;
		this.#most = most;
		this.#signal = signal;
	}

	async start(path: string): Promise<void> {
		const stats = this.#attempt(path, () => statSync(path));
		const real = stats && this.#attempt(path, () => realpathSync(path));
		if (stats === undefined || real === undefined) return;
		if (stats.isDirectory())
			await this.#walk({ path, real, rules: [...rulesAbove(path), ...rulesOf(path, this.#ignored)] });
		else if (stats.isFile()) this.#add(path, real);
		else this.failures.push({ path, reason: "it is neither a file nor a folder" });
	}

	/** Without recursion: folders may be nested deeper than a stack is. */
	async #walk(top: Folder): Promise<void> {
		const waiting = [top];
		let sliceEnd = performance.now() + SLICE;
		for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
			waiting.push(...this.#look(folder));
			if (this.cut) return;
			if (performance.now() < sliceEnd) continue;
			await new Promise(setImmediate);
			if (this.#signal?.aborted === true) return;
			sliceEnd = performance.now() + SLICE;
		}
	}

	/** Adds the folder's files and answers the folders in it. */
	#look({ path: folder, real, rules }: Folder): readonly Folder[] {
		const entries = this.#attempt(folder, () => readdirSync(folder, { withFileTypes: true }));
		if (entries === undefined) return [];
		if (
			isTemplateFolder(
				folder,
				entries.map(({ name }) => name),
			)
		)
			return [];
		const here = entries.some(({ name }) => name === ".gitignore") ? [...rules, ...readRules(folder)] : rules;
		const folders: Folder[] = [];
		for (const entry of entries) {
			const path = join(folder, entry.name);
			const isFolder = entry.isDirectory();
			if (isFolder ? skippedFolders.has(entry.name) : !this.#wanted(entry.name)) continue;
			if (isIgnored(path, isFolder, here)) continue;
			if (isFolder) folders.push({ path, real: join(real, entry.name), rules: here });
			else if (entry.isFile()) this.#add(path, join(real, entry.name));
			else if (entry.isSymbolicLink()) this.#addLink(path);
		}
		return folders;
	}

	/** Links that lead nowhere are told of: the files behind them are not checked. */
	#addLink(path: string): void {
		const stats = this.#attempt(path, () => statSync(path));
		const real = stats?.isFile() === true ? this.#attempt(path, () => realpathSync(path)) : undefined;
		if (real !== undefined) this.#add(path, real);
	}

	#add(path: string, real: string): void {
		if (this.#real.has(real) || this.#excluded(path)) return;
		if (this.files.size >= this.#most) {
			this.cut = true;
			return;
		}
		this.#real.add(real);
		this.files.add(path);
	}

	#attempt<T>(path: string, action: () => T): T | undefined {
		try {
			return action();
		} catch (error) {
			this.failures.push({ path, reason: describeFailure(error) });
			return undefined;
		}
	}
}

/** Claims by a file's name that it may hold something of ours. */
export function isWanted(name: string): boolean {
	return extensions.has(extname(name).toLowerCase());
}

/** Claims that a search from `root` would pass over the file, or over a folder that it is in. */
export function isPassedOver(root: string, path: string, ignored: readonly string[] = []): boolean {
	const parts = relative(root, path).split(sep);
	if (parts[0] === ".." || isAbsolute(parts[0] ?? "")) return true;
	let rules = [...rulesAbove(root), ...rulesOf(root, ignored)];
	let folder = root;
	for (const [index, name] of parts.entries()) {
		const isFolder = index < parts.length - 1;
		rules = [...rules, ...readRules(folder)];
		const at = join(folder, name);
		if ((isFolder && skippedFolders.has(name)) || isIgnored(at, isFolder, rules)) return true;
		if (isFolder && isTemplateFolder(at, existsSync(join(at, "template.json")) ? ["template.json"] : [])) return true;
		folder = at;
	}
	return false;
}

function rulesOf(folder: string, patterns: readonly string[]): readonly Rules[] {
	return patterns.length === 0 ? [] : [{ folder, ignores: ignore().add([...patterns]) }];
}

function isIgnored(path: string, isFolder: boolean, rules: readonly Rules[]): boolean {
	let ignored = false;
	for (const { folder, ignores } of rules) {
		const inside = relative(folder, path).split(sep).join("/");
		const result = ignores.test(isFolder ? `${inside}/` : inside);
		if (result.ignored) ignored = true;
		else if (result.unignored) ignored = false;
	}
	return ignored;
}

/** Those of the folders from the top of the repository down to the one above `folder`. */
function rulesAbove(folder: string): readonly Rules[] {
	const above: Rules[] = [];
	for (let at = folder; !existsSync(join(at, ".git")) && dirname(at) !== at; ) {
		at = dirname(at);
		above.unshift(...readRules(at));
	}
	return above;
}

function readRules(folder: string): readonly Rules[] {
	try {
		return [{ folder, ignores: ignore().add(readFileSync(join(folder, ".gitignore"), "utf8")) }];
	} catch {
		// There is none, or it cannot be read: nothing is ignored by it, as git does.
		return [];
	}
}
