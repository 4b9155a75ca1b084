import { readFileSync, type Stats, statSync } from "node:fs";
import { stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { LRUCache } from "lru-cache";
import type { ConfigurationFiles, FileText } from "../workspace/configurationFiles.ts";

/** Bytes; a baseline of a large repository has some megabytes, and nobody writes longer ones. */
const largest = 32 * 1024 * 1024;
/** Files that are remembered, those that are not there among them. */
const most = 5000;

interface Kept {
	readonly path: string | undefined;
	readonly state: string;
	readonly text: FileText;
}

/**
 * The configurations on disk, remembered: a file is looked at once, and again only in `revalidate`, so that nothing of it
 * happens while someone types.
 */
export class DiskConfigurationFiles implements ConfigurationFiles {
	readonly #kept = new LRUCache<string, Kept>({ max: most });

	read(uri: string): FileText {
		const kept = this.#kept.get(uri);
		if (kept !== undefined) return kept.text;
		const read = look(uri);
		this.#kept.set(uri, read);
		return read.text;
	}

	/** Looks whether what was read has changed since, and forgets what has; claims that anything had. */
	async revalidate(): Promise<boolean> {
		let changed = false;
		for (const [uri, { path, state }] of [...this.#kept.entries()]) {
			if (path === undefined) continue;
			const now = await stat(path).then(stateOf, (error: unknown) => codeOf(error));
			if (now === state || this.#kept.get(uri)?.state !== state) continue;
			this.#kept.delete(uri);
			changed = true;
		}
		return changed;
	}
}

function look(uri: string): Kept {
	const path = pathOf(uri);
	if (path === undefined) return { path, state: "", text: { kind: "missing" } };
	let state: string;
	try {
		const stats = statSync(path);
		state = stateOf(stats);
		if (stats.isDirectory()) return { path, state, text: { kind: "failed", reason: "is a folder" } };
		if (!stats.isFile()) return { path, state, text: { kind: "failed", reason: "is no file" } };
		if (stats.size > largest) return { path, state, text: { kind: "failed", reason: "is too large to be read" } };
	} catch (error) {
		// Folders above that cannot be looked into hold nothing of ours.
		return { path, state: codeOf(error), text: { kind: "missing" } };
	}
	try {
		return { path, state, text: { kind: "text", text: readFileSync(path, "utf8") } };
	} catch (error) {
		return { path, state, text: { kind: "failed", reason: `cannot be read (${codeOf(error)})` } };
	}
}

/** Other schemes, such as those of virtual workspaces, have no files here. */
function pathOf(uri: string): string | undefined {
	if (!uri.startsWith("file:")) return undefined;
	try {
		return fileURLToPath(uri);
	} catch {
		return undefined;
	}
}

function stateOf({ mtimeMs, size, ino }: Stats): string {
	return `${mtimeMs} ${size} ${ino}`;
}

function codeOf(error: unknown): string {
	return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
