import { Uri, window, workspace } from "vscode";

const kinds = {
	csv: { name: "query.csv", filters: { CSV: ["csv"] } },
	png: { name: "query.png", filters: { PNG: ["png"] } },
} as const;

/** Asks where to, and writes there. */
export async function saveBytes(kind: keyof typeof kinds, content: string | Uint8Array): Promise<void> {
	const { name, filters } = kinds[kind];
	const [folder] = workspace.workspaceFolders ?? [];
	const target = await window.showSaveDialog({
		filters: Object.fromEntries(Object.entries(filters).map(([title, endings]) => [title, [...endings]])),
		...(folder === undefined ? {} : { defaultUri: Uri.joinPath(folder.uri, name) }),
	});
	if (target === undefined) return;
	const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
	try {
		await workspace.fs.writeFile(target, bytes);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		await window.showErrorMessage(`The file could not be written: ${reason}`);
	}
}
