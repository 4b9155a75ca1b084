import type { ScaffoldFiles } from "../scaffoldContext.ts";

/** A folder of the workspace that is a program of its own. */
export interface ProjectFolder {
	/** Relative to the workspace folder, with `/`; empty for the workspace folder itself. */
	readonly folder: string;
	/** Its files, relative to it, without those of projects inside of it. */
	readonly paths: readonly string[];
	/** The text of one of its files. */
	read(path: string): Promise<string | undefined>;
}

/**
 * Every folder with a file that `isManifest` knows by its name, the outermost first. What lies in folders of tests, samples
 * and what is built is nobody's program.
 */
export async function listProjectFolders(
	files: ScaffoldFiles,
	isManifest: (name: string) => boolean,
): Promise<readonly ProjectFolder[]> {
	const { paths } = await files.list();
	const manifests = paths.filter((path) => isManifest(nameOf(path)) && !aside.test(path));
	const folders = [...new Set(manifests.map(folderOf))].sort((one, other) => depth(one) - depth(other));
	return folders.map((folder) => openProjectFolder(files, paths, folder, folders));
}

/** The folder as a project, whatever lies in it; of what `others` hold it has nothing. */
export function openProjectFolder(
	files: ScaffoldFiles,
	paths: readonly string[],
	folder: string,
	others: readonly string[],
): ProjectFolder {
	const prefix = folder === "" ? "" : `${folder}/`;
	const inner = others.filter((other) => other !== folder && other.startsWith(prefix)).map((other) => `${other}/`);
	const own = paths.filter((path) => path.startsWith(prefix) && !inner.some((other) => path.startsWith(other)));
	return {
		folder,
		paths: own.map((path) => path.slice(prefix.length)),
		read: (path) => files.read(prefix + path),
	};
}

const aside = /(^|\/)(node_modules|\.?venv|dist|build|vendor|__fixtures__|fixtures|testdata|\.next|target)\//;

export function folderOf(path: string): string {
	return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
}

export function nameOf(path: string): string {
	return path.slice(path.lastIndexOf("/") + 1);
}

function depth(folder: string): number {
	return folder === "" ? 0 : folder.split("/").length;
}
