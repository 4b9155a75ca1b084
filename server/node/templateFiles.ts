import { lstatSync, realpathSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";
import { TemplateFault } from "../scaffold/scaffold.ts";
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

/** Below a workspace folder: its own templates, where its configuration names no other folder. */
const usualFolder = ".observability/templates";

/**
 * Reads the templates of a workspace folder, anew each time. `named` is the folder that its configuration names. Links are
 * not followed, and a folder outside of the workspace folder has no templates.
 */
export function readTemplatesOf(workspace: string, named?: string): Required<TemplateSource> {
	const folder = named ?? join(workspace, usualFolder);
	const source = readChangingTemplatesFrom(folder);
	return {
		read: async (id) => (isInside(workspace, folder) ? source.read(id) : undefined),
		list: async () => (isInside(workspace, folder) ? source.list() : []),
	};
}

/** Claims that a folder is there and, its links followed, lies in another. */
function isInside(outer: string, folder: string): boolean {
	try {
		const path = relative(realpathSync(outer), realpathSync(folder));
		return path !== "" && path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path);
	} catch {
		return false;
	}
}

/** Reads templates from a folder, anew each time: a folder for each, with `template.json` or without. */
export function readChangingTemplatesFrom(folder: string): Required<TemplateSource> {
	return {
		read: (id) => (/^[\w-]+$/.test(id) ? readTemplate(join(folder, id), id) : Promise.resolve(undefined)),
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

async function readTemplate(folder: string, id: string): Promise<TemplateFiles | undefined> {
	let entries: readonly { isFile(): boolean; name: string; parentPath: string }[];
	try {
		if (lstatSync(folder).isSymbolicLink()) return undefined;
		entries = await readdir(folder, { withFileTypes: true, recursive: true });
	} catch {
		// No such template; the caller says so.
		return undefined;
	}
	const files = entries.filter((entry) => entry.isFile());
	if (files.length > mostFiles) throw new TemplateFault(`The template "${id}" has more than ${mostFiles} files.`);
	const texts = files.map(async ({ name, parentPath }) => {
		const path = join(parentPath, name);
		const inside = relative(folder, path).split(sep).join("/");
		const { size } = await stat(path);
		if (size > largestFile) {
			throw new TemplateFault(`${inside} of the template "${id}" is larger than ${largestFile / 1_000_000} MB.`);
		}
		return [inside, (await readFile(path, "utf8")).replace(/^\ufeff/, "")] as const;
	});
	return Object.fromEntries(await Promise.all(texts));
}
