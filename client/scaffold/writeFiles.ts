import { FilePermission, FileSystemError, Range, Uri, WorkspaceEdit, workspace } from "vscode";
import { findHunks, normalizeText } from "./lineHunks.ts";
import { type PlannedFile, readText } from "./plan.ts";

export type WriteOutcome =
	/** `unsaved` had changes of the user's that are not saved, so what was added to them is not either. */
	| { readonly kind: "written"; readonly unsaved: readonly PlannedFile[] }
	/** These are not any more what the files were made for; nothing was written. */
	| { readonly kind: "changed"; readonly files: readonly PlannedFile[] }
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
	if (files.length === 0) return { kind: "written", unsaved: [] };
	const changed = await findChanged(files);
	if (changed.length > 0) return { kind: "changed", files: changed };
	const refusal = await findRefusal(files);
	if (refusal !== undefined) return { kind: "failed", reason: refusal, leftBehind: [] };

	const unsaved = files.filter(({ uri }) => isUnsaved(uri));
	const applied = await applyAsOneEdit(files, unsaved).catch((error: unknown) => describeFailure(error));
	if (applied === undefined) return { kind: "written", unsaved };
	return { kind: "failed", reason: applied, leftBehind: await takeBack(files, unsaved) };
}

/** Files that changed since they were planned. */
async function findChanged(files: readonly PlannedFile[]): Promise<readonly PlannedFile[]> {
	const changed = await Promise.all(
		files.map(async ({ uri, state, existing }) => {
			const now = await readText(uri);
			if (state === "new") return now !== undefined;
			return state === "stale" || now === undefined || normalizeText(now) !== normalizeText(existing);
		}),
	);
	return files.filter((_, index) => changed[index]);
}

function isUnsaved(uri: Uri): boolean {
	return workspace.textDocuments.some((document) => document.isDirty && document.uri.toString() === uri.toString());
}

async function applyAsOneEdit(
	files: readonly PlannedFile[],
	unsaved: readonly PlannedFile[],
): Promise<string | undefined> {
	const edit = new WorkspaceEdit();
	for (const { uri, state, content } of files) {
		if (state === "new") {
			edit.createFile(uri, { contents: new TextEncoder().encode(content), overwrite: false });
		} else {
			const document = await workspace.openTextDocument(uri);
			addChanges(edit, uri, document.getText(), content);
		}
	}
	if (!(await workspace.applyEdit(edit))) return "The editor could not write the files.";
	for (const file of files) {
		if (file.state === "new" || unsaved.includes(file)) continue;
		const document = await workspace.openTextDocument(file.uri);
		if (document.isDirty && !(await document.save())) return `${file.path} could not be saved.`;
	}
	return undefined;
}

/** The editor gives new lines the ends that the file's lines have, and keeps its byte order mark. */
function addChanges(edit: WorkspaceEdit, uri: Uri, before: string, after: string): void {
	for (const hunk of findHunks(normalizeText(before), normalizeText(after))) {
		const { startLine, startCharacter, endLine, endCharacter, text } = hunk;
		edit.replace(uri, new Range(startLine, startCharacter, endLine, endCharacter), text);
	}
}

/**
 * The reason why a file or a folder cannot be written to; of a folder, found by writing an empty file beside where the
 * first ones go: the editor's own answer to an edit that fails is only that it failed.
 */
async function findRefusal(files: readonly PlannedFile[]): Promise<string | undefined> {
	for (const { uri, path, state } of files) {
		if (workspace.fs.isWritableFileSystem(uri.scheme) === false) {
			return `${path} cannot be written: this folder (${uri.scheme}:) can only be read.`;
		}
		if (state !== "new" && (await isReadOnly(uri))) return `${path} cannot be written: the file is read-only.`;
	}
	const folders = new Map(
		files
			.filter(({ state }) => state === "new")
			.map(({ uri, path }) => [Uri.joinPath(uri, "..").toString(), { uri, path }]),
	);
	for (const { uri, path } of folders.values()) {
		try {
			const folder = await nearestFolder(Uri.joinPath(uri, ".."));
			const trial = Uri.joinPath(folder, `.observability-${crypto.randomUUID()}`);
			await workspace.fs.writeFile(trial, new Uint8Array());
			await workspace.fs.delete(trial);
		} catch (error) {
			return `${path} cannot be written: ${describeFailure(error)}`;
		}
	}
	return undefined;
}

async function isReadOnly(uri: Uri): Promise<boolean> {
	const { permissions = 0 } = await workspace.fs.stat(uri);
	return (permissions & FilePermission.Readonly) !== 0;
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
async function takeBack(files: readonly PlannedFile[], unsaved: readonly PlannedFile[]): Promise<readonly Uri[]> {
	const leftBehind: Uri[] = [];
	for (const file of files) {
		const { uri, state, content, existing } = file;
		try {
			if (state === "new") {
				if ((await readText(uri)) === content) await workspace.fs.delete(uri);
			} else {
				await putBack(uri, existing);
				const document = await workspace.openTextDocument(uri);
				if (!unsaved.includes(file) && document.isDirty) await document.save();
			}
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
	addChanges(edit, uri, document.getText(), text);
	if (edit.size === 0) return;
	if (!(await workspace.applyEdit(edit))) throw new Error(`${uri.path} could not be put back.`);
}

function describeFailure(error: unknown): string {
	if (error instanceof FileSystemError && error.code === "NoPermissions")
		return "there is no permission to write there.";
	return error instanceof Error ? error.message : String(error);
}
