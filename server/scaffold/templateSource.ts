/**
 * Where templates come from. The core reads no files, so they are handed in as data.
 * A template is a folder: `template.json` and the real files beside it.
 */
export interface TemplateSource {
	/** The folder's files by name, or `undefined` where there is no such template. */
	read(id: string): Promise<TemplateFiles | undefined>;
}

/** Text by file name, such as `template.json` or `runbook.md`. */
export type TemplateFiles = Readonly<Record<string, string>>;
