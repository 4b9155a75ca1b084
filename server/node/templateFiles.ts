import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { TemplateFiles, TemplateSource } from "../scaffold/templateSource.ts";

/** Reads templates from the extension's `templates` folder; each is read once, as they do not change. */
export function readTemplatesFrom(folder: string): TemplateSource {
	const source = readChangingTemplatesFrom(folder);
	const read = new Map<string, Promise<TemplateFiles | undefined>>();
	return {
		read(id) {
			const known = read.get(id) ?? source.read(id);
			read.set(id, known);
			return known;
		},
		list: () => source.list(),
	};
}

/** Reads templates from a folder of the user's, anew each time: a folder for each, with `template.json` or without. */
export function readChangingTemplatesFrom(folder: string): Required<TemplateSource> {
	return {
		read: (id) => (/^[\w-]+$/.test(id) ? readTemplate(join(folder, id)) : Promise.resolve(undefined)),
		async list() {
			try {
				const entries = await readdir(folder, { withFileTypes: true });
				return entries.filter((entry) => entry.isDirectory() && /^[\w-]+$/.test(entry.name)).map(({ name }) => name);
			} catch {
				// Most workspaces have no templates of their own.
				return [];
			}
		},
	};
}

/** Bytes of a template's file, and files of a template, beyond which there is no template but a mistake. */
const largestFile = 1_000_000;
const mostFiles = 200;

async function readTemplate(folder: string): Promise<TemplateFiles | undefined> {
	let entries: readonly { isFile(): boolean; name: string; parentPath: string }[];
	try {
		entries = await readdir(folder, { withFileTypes: true, recursive: true });
	} catch {
		// No such template; the caller says so.
		return undefined;
	}
	const files = entries.filter((entry) => entry.isFile()).slice(0, mostFiles);
	const texts = files.map(async ({ name, parentPath }) => {
		const path = join(parentPath, name);
		const { size } = await stat(path);
		const text = size > largestFile ? "" : await readFile(path, "utf8");
		return [relative(folder, path).split(sep).join("/"), text] as const;
	});
	return Object.fromEntries(await Promise.all(texts));
}
