import { FileSystemError, Uri, workspace } from "vscode";
import type { ScaffoldFile } from "../../server/protocol/scaffold.ts";

/** A file that a scaffold wants to write, beside what stands there now. */
export interface PlannedFile extends ScaffoldFile {
	readonly uri: Uri;
	/** `same` is left alone; `different` is written only where the user says so. */
	readonly state: "new" | "same" | "different";
	/** What stands there now, with what an editor has not saved yet; empty for a new file. */
	readonly existing: string;
}

/** Compares every file with the folder. Reads only. */
export async function planFiles(folder: Uri, files: readonly ScaffoldFile[]): Promise<readonly PlannedFile[]> {
	return Promise.all(files.map((file) => planFile(folder, file)));
}

async function planFile(folder: Uri, file: ScaffoldFile): Promise<PlannedFile> {
	if (!staysInside(file.path)) throw new Error(`${file.path} is outside of the folder, so nothing was written.`);
	const uri = Uri.joinPath(folder, ...file.path.split("/"));
	const existing = await readText(uri);
	if (existing === undefined) return { ...file, uri, state: "new", existing: "" };
	return { ...file, uri, state: existing === file.content ? "same" : "different", existing };
}

function staysInside(path: string): boolean {
	const names = path.split("/");
	return !path.includes("\\") && names.every((name) => name !== "" && name !== "." && name !== "..");
}

/** The text that a user would see on opening `uri`; `undefined` where there is no such file. */
export async function readText(uri: Uri): Promise<string | undefined> {
	const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
	if (open?.isDirty) return open.getText();
	try {
		return new TextDecoder().decode(await workspace.fs.readFile(uri));
	} catch (error) {
		if (error instanceof FileSystemError && error.code === "FileNotFound") return undefined;
		throw error;
	}
}
