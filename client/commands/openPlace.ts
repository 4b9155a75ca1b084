import { commands, type Disposable, Range, TabInputWebview, Uri, ViewColumn, window, workspace } from "vscode";

/** A stretch of a file, in its characters. */
export interface FilePlace {
	readonly uri: string;
	readonly offset: number;
	readonly length: number;
}

/** Opens a file and selects a place of it; beside the panel that asked, where one did. */
export async function openPlace({ uri, offset, length }: FilePlace): Promise<void> {
	try {
		const document = await workspace.openTextDocument(Uri.parse(uri));
		const selection = new Range(document.positionAt(offset), document.positionAt(offset + length));
		const shown = window.visibleTextEditors.find((editor) => editor.document === document);
		await window.showTextDocument(document, {
			selection,
			viewColumn: shown?.viewColumn ?? columnForFiles(),
		});
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		void window.showWarningMessage(`Observability: the file cannot be opened. ${reason}`);
	}
}

/** Not the one of a panel that asked: it would be hidden behind the file. */
function columnForFiles(): ViewColumn {
	const isPanel = window.tabGroups.activeTabGroup.activeTab?.input instanceof TabInputWebview;
	return isPanel ? ViewColumn.One : ViewColumn.Active;
}

export function registerOpenPlace(): Disposable {
	return commands.registerCommand("observability.openPlace", (place: FilePlace) => openPlace(place));
}
