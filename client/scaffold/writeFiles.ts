import { FileSystemError, Range, Uri, WorkspaceEdit, workspace } from "vscode";
import { type PlannedFile, readText } from "./plan.ts";

export type WriteOutcome =
	| { readonly kind: "written" }
	| {
			readonly kind: "failed";
			/** Why, with the name of the file. */
			readonly reason: string;
			/** What could not be taken back: everything else is as it was. */
			readonly leftBehind: readonly Uri[];
	  };

/**
 * Writes all of `files` or none: as one edit, which one undo takes back; where the file system refuses, what was
 * written until then is taken back and the refusal is told.
 */
export async function writeFiles(files: readonly PlannedFile[]): Promise<WriteOutcome> {
	// The editor takes an edit without changes for one that failed.
	if (files.length === 0) return { kind: "written" };
	const refusal = await findRefusal(files);
	if (refusal !== undefined) return { kind: "failed", reason: refusal, leftBehind: [] };

	const applied = await applyAsOneEdit(files).catch((error: unknown) => describeFailure(error));
	if (applied === undefined) return { kind: "written" };
	return { kind: "failed", reason: applied, leftBehind: await takeBack(files) };
}

async function applyAsOneEdit(files: readonly PlannedFile[]): Promise<string | undefined> {
	const edit = new WorkspaceEdit();
	for (const { uri, state, content } of files) {
		if (state === "new") {
			edit.createFile(uri, { contents: new TextEncoder().encode(content), overwrite: false });
		} else {
			const document = await workspace.openTextDocument(uri);
			edit.replace(uri, new Range(0, 0, document.lineCount, 0), content);
		}
	}
	if (!(await workspace.applyEdit(edit))) return "The editor could not write the files.";
	for (const { uri, path, state } of files) {
		if (state === "new") continue;
		const document = await workspace.openTextDocument(uri);
		if (document.isDirty && !(await document.save())) return `${path} could not be saved.`;
	}
	return undefined;
}

/**
 * The reason why a folder cannot be written to, found by writing an empty file beside where the first ones go: the
 * editor's own answer to an edit that fails is only that it failed.
 */
async function findRefusal(files: readonly PlannedFile[]): Promise<string | undefined> {
	const folders = new Map(files.map(({ uri, path }) => [Uri.joinPath(uri, "..").toString(), { uri, path }]));
	for (const { uri, path } of folders.values()) {
		const folder = await nearestFolder(Uri.joinPath(uri, ".."));
		const trial = Uri.joinPath(folder, `.observability-${crypto.randomUUID()}`);
		try {
			await workspace.fs.writeFile(trial, new Uint8Array());
			await workspace.fs.delete(trial);
		} catch (error) {
			return `${path} cannot be written: ${describeFailure(error)}`;
		}
	}
	return undefined;
}

/** The folder, or the nearest one above it that is there already. */
async function nearestFolder(folder: Uri): Promise<Uri> {
	try {
		await workspace.fs.stat(folder);
		return folder;
	} catch {
		const parent = Uri.joinPath(folder, "..");
		return parent.path === folder.path ? folder : nearestFolder(parent);
	}
}

/** Puts every file back to what it was, and answers those where that failed. */
async function takeBack(files: readonly PlannedFile[]): Promise<readonly Uri[]> {
	const leftBehind: Uri[] = [];
	for (const { uri, state, content, existing } of files) {
		try {
			const now = await readText(uri);
			if (state === "new" && now === content) await workspace.fs.delete(uri);
			if (state === "different" && now !== existing) await putBack(uri, existing);
		} catch {
			leftBehind.push(uri);
		}
	}
	return leftBehind;
}

/** Through the editor, so that what a user had not saved is unsaved again, and not lost. */
async function putBack(uri: Uri, text: string): Promise<void> {
	const document = await workspace.openTextDocument(uri);
	const edit = new WorkspaceEdit();
	edit.replace(uri, new Range(0, 0, document.lineCount, 0), text);
	if (!(await workspace.applyEdit(edit))) throw new Error(`${uri.path} could not be put back.`);
}

function describeFailure(error: unknown): string {
	if (error instanceof FileSystemError && error.code === "NoPermissions")
		return "there is no permission to write there.";
	return error instanceof Error ? error.message : String(error);
}
