import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../repository/", import.meta.url));

/** The files of the sample repository by their paths; those of `code/` are not among them. */
export function readSampleRepository(): ReadonlyMap<string, string> {
	const texts = new Map<string, string>();
	for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
		const path = `${entry.parentPath}/${entry.name}`.slice(folder.length).replace(/^\//, "");
		if (entry.isFile() && !path.startsWith("code/")) texts.set(path, readFileSync(`${folder}${path}`, "utf8"));
	}
	return texts;
}
