import { extname } from "node:path";

const byExtension: Readonly<Record<string, string>> = {
	".json": "json",
	".jsonc": "jsonc",
	".md": "markdown",
	".markdown": "markdown",
	".promql": "promql",
};

/** The language that an editor would give the file by its name. */
export function languageIdOf(path: string): string {
	return byExtension[extname(path).toLowerCase()] ?? "yaml";
}
