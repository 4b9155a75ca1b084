import { checkTargetPath } from "../targetPath.ts";

/** A folder as it stands before a file's name; the workspace folder itself is empty or `.`. */
export function folderPrefix(folder: string): string {
	const trimmed = folder.replace(/\/+$/, "");
	return trimmed === "" || trimmed === "." ? "" : `${trimmed}/`;
}

/** A message for the user where nothing can be written into that folder. */
export function checkFolder(folder: string): string | undefined {
	const prefix = folderPrefix(folder);
	return prefix === "" ? undefined : checkTargetPath(`${prefix}file`);
}
