import type { TemplateFiles } from "./templateSource.ts";

/** A name among a template's files whose text names those that are the workspace's, a line each; no file can have it. */
export const ownMark = "/own";

/** What a template's author calls its folder. */
export function folderOfTemplate(id: string, files: TemplateFiles, name: string): string {
	return files[ownMark]?.split("\n").includes(name) ? `your template ${id}` : `templates/${id}`;
}

/** What a template's author calls one of its files. */
export function placeOfTemplate(id: string, files: TemplateFiles, name: string): string {
	return `${folderOfTemplate(id, files, name)}/${name}`;
}
