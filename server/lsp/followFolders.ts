import type { Connection, InitializeParams, WorkspaceFolder } from "vscode-languageserver/node";

/** Tells of the workspace's folders whenever one is added or removed, where the client does. */
export function followFolders(
	connection: Connection,
	{ capabilities, workspaceFolders }: InitializeParams,
	changed: (folders: readonly WorkspaceFolder[]) => void,
): void {
	if (capabilities.workspace?.workspaceFolders !== true) return;
	let folders: readonly WorkspaceFolder[] = workspaceFolders ?? [];
	connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
		const gone = new Set(removed.map(({ uri }) => uri));
		folders = [...folders.filter(({ uri }) => !gone.has(uri)), ...added];
		changed(folders);
	});
}
