import { commands, type Uri, window, workspace } from "vscode";

/** The folder that a scaffold writes into: asked where there are several; `undefined` where there is none or none was picked. */
export async function chooseFolder(): Promise<Uri | undefined> {
	const folders = workspace.workspaceFolders ?? [];
	if (folders.length === 0) {
		const open = "Open Folder…";
		const answer = await window.showWarningMessage(
			"The files need a folder to stand in. Open the folder of your rules, then run the command again.",
			open,
		);
		if (answer === open) await commands.executeCommand("workbench.action.files.openFolder");
		return undefined;
	}
	if (folders.length === 1) return folders[0]?.uri;
	const picked = await window.showWorkspaceFolderPick({ placeHolder: "Which folder do the files belong in?" });
	return picked?.uri;
}
