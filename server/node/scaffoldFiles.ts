import { realpath, stat } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { ScaffoldFiles } from "../scaffold/scaffoldContext.ts";
import { findFiles } from "./findFiles.ts";
import { readSource } from "./readSource.ts";

/** Files that are listed of a folder, and bytes of one that is read: more tells a scaffold nothing that it needs. */
const mostFiles = 20_000;
const largestFile = 5_000_000;

/**
 * The files of a folder on disk. `unsaved` answers the text of a file, by its path on disk, that an editor has open.
 * Nothing outside of the folder is read.
 */
export function readFolder(
	folder: string,
	unsaved: (path: string) => string | undefined = () => undefined,
): ScaffoldFiles {
	let listed: ReturnType<ScaffoldFiles["list"]> | undefined;
	return {
		uri: `${pathToFileURL(folder).href.replace(/\/$/, "")}/`,
		async read(path) {
			const absolute = join(folder, path);
			if (leadsOut(folder, absolute)) return undefined;
			const open = unsaved(absolute);
			if (open !== undefined) return open;
			try {
				const found = await stat(absolute);
				if (!found.isFile() || found.size > largestFile) return undefined;
				// A link may lead out of the folder, and what is read there could end up in a file.
				if (leadsOut(await realpath(folder), await realpath(absolute))) return undefined;
			} catch {
				return undefined;
			}
			const source = readSource(absolute);
			return source.kind === "text" && source.damaged === undefined ? source.text : undefined;
		},
		list() {
			listed ??= listFolder(folder);
			return listed;
		},
	};
}

function leadsOut(folder: string, path: string): boolean {
	const inside = relative(folder, path);
	return inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside);
}

async function listFolder(folder: string): ReturnType<ScaffoldFiles["list"]> {
	const { files, cut } = await findFiles([folder], { wanted: () => true, most: mostFiles });
	const paths = files.map((file) => relative(folder, file).split(sep).join("/"));
	return { paths, ...(cut ? { cut } : {}) };
}
