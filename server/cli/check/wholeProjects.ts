import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** What stands in the topmost folder of a project. */
const marks = [".git", ".observability.yaml"];

/**
 * Those of the paths that are whole projects, as URIs with a slash at the end: what is in none of their files is nowhere.
 * Of a part of a project nothing can be said to be missing. A folder outside of any project is one by itself.
 */
export function findWholeProjects(paths: readonly string[]): readonly string[] {
	return paths.flatMap((path) => {
		const folder = resolve(path);
		if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
		return isProject(folder) || !isInProject(folder) ? [`${pathToFileURL(folder).href}/`] : [];
	});
}

function isProject(folder: string): boolean {
	return marks.some((mark) => existsSync(join(folder, mark)));
}

function isInProject(folder: string): boolean {
	for (let at = folder; dirname(at) !== at; at = dirname(at)) if (isProject(dirname(at))) return true;
	return false;
}
