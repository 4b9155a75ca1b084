import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { TemplateFiles, TemplateSource } from "../scaffold/templateSource.ts";

/** Reads templates from the extension's `templates` folder; each is read once. */
export function readTemplatesFrom(folder: string): TemplateSource {
	const read = new Map<string, Promise<TemplateFiles | undefined>>();
	return {
		read(id) {
			const known = read.get(id) ?? readTemplate(join(folder, id));
			read.set(id, known);
			return known;
		},
	};
}

async function readTemplate(folder: string): Promise<TemplateFiles | undefined> {
	let entries: readonly { isFile(): boolean; name: string }[];
	try {
		entries = await readdir(folder, { withFileTypes: true });
	} catch {
		// No such template; the caller says so.
		return undefined;
	}
	const files = entries.filter((entry) => entry.isFile());
	return Object.fromEntries(
		await Promise.all(files.map(async ({ name }) => [name, await readFile(join(folder, name), "utf8")] as const)),
	);
}
