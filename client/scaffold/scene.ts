import { Uri, window, workspace } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { Answers, ScaffoldScene } from "../../server/protocol/scaffold.ts";
import { readLensTarget } from "../inline/lensTarget.ts";

/** Where a scaffold was called, and where it writes. */
export interface Scene extends ScaffoldScene {
	/** What the place itself answers, by question. */
	readonly answers: Answers;
}

/** Where the user was as the command was called. */
export interface CalledAt extends Pick<ScaffoldScene, "at"> {
	/** The workspace folder that needs no question. */
	readonly folder?: Uri;
	/** The one to offer first. */
	readonly likely?: Uri;
	readonly answers: Answers;
}

/**
 * `given` is what the editor hands to a command: the folder in the explorer that it was called on, the place of a lens, or
 * nothing; then the cursor is the place.
 */
export function findScene(client: LanguageClient, given: unknown): CalledAt {
	const lens = readLensTarget(given);
	if (lens !== undefined) {
		const { uri, position } = lens;
		const folder = workspace.getWorkspaceFolder(client.protocol2CodeConverter.asUri(uri))?.uri;
		return { at: { uri, position }, answers: {}, ...(folder === undefined ? {} : { folder }) };
	}
	const editor = window.activeTextEditor;
	if (given instanceof Uri && given.toString() !== editor?.document.uri.toString()) return sceneOfFolder(given);
	if (editor === undefined) return { answers: {} };
	const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
	const position = client.code2ProtocolConverter.asPosition(editor.selection.active);
	const likely = workspace.getWorkspaceFolder(editor.document.uri)?.uri;
	return { at: { uri, position }, answers: {}, ...(likely === undefined ? {} : { likely }) };
}

function sceneOfFolder(uri: Uri): CalledAt {
	const folder = workspace.getWorkspaceFolder(uri)?.uri;
	if (folder === undefined) return { answers: {} };
	const below = uri.path.slice(folder.path.length).replace(/^\//, "");
	// By convention the question where files go is called "folder".
	return { folder, answers: below === "" ? {} : { folder: below } };
}
