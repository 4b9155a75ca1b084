import { commands, type QuickPickItem, type Uri, window, workspace } from "vscode";
import type { CalledAt } from "./scene.ts";

/** The folder that a scaffold writes into: asked where there are several; `undefined` where there is none or none was picked. */
export async function chooseFolder({ folder, likely }: CalledAt): Promise<Uri | undefined> {
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
	if (folder !== undefined) return folder;
	if (folders.length === 1) return folders[0]?.uri;
	const isLikely = ({ uri }: { readonly uri: Uri }): boolean => uri.toString() === likely?.toString();
	const ordered = [...folders].sort((one, other) => Number(isLikely(other)) - Number(isLikely(one)));
	const items = ordered.map((each): QuickPickItem & { readonly uri: Uri } => ({
		label: each.name,
		// Two folders may have one name.
		description: each.uri.scheme === "file" ? each.uri.fsPath : each.uri.toString(true),
		uri: each.uri,
	}));
	const picked = await window.showQuickPick(items, {
		title: "Observability: which folder do the files belong in?",
		placeHolder: "Its files are looked at, and the new ones go there.",
		ignoreFocusOut: true,
		matchOnDescription: true,
	});
	return picked?.uri;
}

/** What a folder that is not on a disk keeps a scaffold from, in a sentence; `undefined` where it is on one. */
export function describeFarFolder({ scheme }: Uri): string | undefined {
	if (scheme === "file") return undefined;
	return `This folder is not on a disk (${scheme}:), so its files were not looked at for the questions, and nothing is added to one of them; you are asked about each that exists.`;
}
