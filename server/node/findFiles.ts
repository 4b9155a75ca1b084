import { type Dirent, existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, extname, join, relative, resolve, sep } from "node:path";
import ignore, { type Ignore } from "ignore";

export interface FoundFiles {
	/** Absolute, in order, each file once. */
	readonly files: readonly string[];
	/** What could not be looked into, and why, in the user's words. */
	readonly failures: readonly { readonly path: string; readonly reason: string }[];
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
]);

/** Folders that hold what others wrote. */
const skippedFolders: ReadonlySet<string> = new Set([".git", "node_modules", ".hg", ".svn"]);

/**
 * The files below `paths`, as a version control would see them: what `.gitignore` files exclude is left out, links to
 * folders are not followed (so no cycle can be entered), a file that several links lead to is found once.
 */
export function findFiles(paths: readonly string[], excluded: (path: string) => boolean = () => false): FoundFiles {
	const search = new Search(excluded);
	for (const path of paths) search.start(resolve(path));
	return { files: [...search.files].sort(), failures: search.failures };
}

/** The rules of one `.gitignore`, and the folder that its patterns count from. */
interface Rules {
	readonly folder: string;
	readonly ignores: Ignore;
}

class Search {
	readonly files = new Set<string>();
	readonly failures: { readonly path: string; readonly reason: string }[] = [];
	readonly #excluded: (path: string) => boolean;
	readonly #real = new Set<string>();

	constructor(excluded: (path: string) => boolean) {
		this.#excluded = excluded;
	}

	start(path: string): void {
		const stats = this.#attempt(path, () => statSync(path));
		if (stats === undefined) return;
		if (stats.isDirectory()) this.#walk(path, rulesAbove(path));
		else this.#add(path);
	}

	/** Without recursion: folders may be nested deeper than a stack is. */
	#walk(top: string, rules: readonly Rules[]): void {
		const waiting: { readonly folder: string; readonly rules: readonly Rules[] }[] = [{ folder: top, rules }];
		for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
			const { folder } = next;
			const entries = this.#attempt(folder, () => readdirSync(folder, { withFileTypes: true }));
			if (entries === undefined) continue;
			const here = entries.some(({ name }) => name === ".gitignore")
				? [...next.rules, ...readRules(folder)]
				: next.rules;
			for (const entry of entries) {
				const path = join(folder, entry.name);
				const isFolder = entry.isDirectory();
				if (isFolder ? skippedFolders.has(entry.name) : !isWanted(entry)) continue;
				if (isIgnored(path, isFolder, here) || this.#excluded(path)) continue;
				if (isFolder) waiting.push({ folder: path, rules: here });
				else if (entry.isFile()) this.#add(path);
				else if (entry.isSymbolicLink()) this.#addLink(path);
			}
		}
	}

	#addLink(path: string): void {
		const stats = this.#attempt(path, () => statSync(path));
		if (stats?.isFile() === true) this.#add(path);
	}

	#add(path: string): void {
		const real = this.#attempt(path, () => realpathSync(path));
		if (real === undefined || this.#real.has(real)) return;
		this.#real.add(real);
		this.files.add(path);
	}

	#attempt<T>(path: string, action: () => T): T | undefined {
		try {
			return action();
		} catch (error) {
			this.failures.push({ path, reason: explain(error) });
			return undefined;
		}
	}
}

function isWanted(entry: Dirent): boolean {
	return extensions.has(extname(entry.name).toLowerCase());
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

function explain(error: unknown): string {
	const code = error instanceof Error && "code" in error ? error.code : undefined;
	switch (code) {
		case "ENOENT":
			return "there is no such file or folder";
		case "EACCES":
		case "EPERM":
			return "there is no permission to read it";
		case "ELOOP":
			return "its links lead in a circle";
		default:
			return error instanceof Error ? error.message : String(error);
	}
}
