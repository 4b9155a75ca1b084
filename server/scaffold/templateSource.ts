/**
 * Where templates come from. The core reads no files, so they are handed in as data.
 * A template is a folder: `template.json` and the real files beside it.
 */
export interface TemplateSource {
	/** The folder's files by name, or `undefined` where there is no such template. */
	read(id: string): Promise<TemplateFiles | undefined>;
	/** The ids that `read` knows; left out where that cannot be said. */
	list?(): Promise<readonly string[]>;
}

/** Text by the file's path in the template's folder, with `/`, such as `template.json` or `grafana/datasources.yaml`. */
export type TemplateFiles = Readonly<Record<string, string>>;
