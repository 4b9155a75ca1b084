import { FileSystemError, Uri, workspace } from "vscode";
import type { ScaffoldFile } from "../../server/protocol/scaffold.ts";
import { normalizeText } from "./lineHunks.ts";

/** A file that a scaffold wants to write, beside what stands there now. */
export interface PlannedFile extends ScaffoldFile {
	readonly uri: Uri;
	/**
	 * `same` is left alone. `edit` adds to what stands there, and the rest of it stays. `different` takes the place of a file
	 * and is written only where the user says so. `stale` was made from a text that the file does not have any more.
	 */
	readonly state: "new" | "same" | "edit" | "different" | "stale";
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
	return { ...file, uri, state: judge(file, existing), existing: existing ?? "" };
}

/** Ends of lines are the file's own affair: they are kept as they are. */
function judge({ content, base }: ScaffoldFile, existing: string | undefined): PlannedFile["state"] {
	if (existing === undefined) return base === undefined ? "new" : "stale";
	const now = normalizeText(existing);
	if (now === normalizeText(content)) return "same";
	if (base === undefined) return "different";
	return now === normalizeText(base) ? "edit" : "stale";
}

function staysInside(path: string): boolean {
	const names = path.split("/");
	return !path.includes("\\") && names.every((name) => name !== "" && name !== "." && name !== "..");
}

/** The text that a user would see on opening `uri`; `undefined` where there is no such file. */
export async function readText(uri: Uri): Promise<string | undefined> {
	const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
	if (open?.isDirty) return open.getText();
	let bytes: Uint8Array;
	try {
		bytes = await workspace.fs.readFile(uri);
	} catch (error) {
		if (error instanceof FileSystemError && error.code === "FileNotFound") return undefined;
		throw error;
	}
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		// Of another encoding, which the editor may know.
		return (await workspace.openTextDocument(uri)).getText();
	}
}
