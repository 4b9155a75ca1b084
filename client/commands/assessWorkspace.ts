import { commands, type Disposable, ProgressLocation, Uri, window, workspace } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { assess } from "../../server/protocol/overview.ts";

const fileName = "observability-assessment.md";

/** Writes what the workspace has and lacks as a report, where the user wants it. */
export function registerAssessWorkspace(client: LanguageClient): Disposable {
	return commands.registerCommand("observability.assessWorkspace", async () => {
		const folder = workspace.workspaceFolders?.[0]?.uri;
		if (folder === undefined) {
			void window.showWarningMessage("Observability: open a folder first; an assessment is of a workspace's files.");
			return;
		}
		const target = await window.showSaveDialog({
			title: "Write the assessment of this workspace",
			defaultUri: Uri.joinPath(folder, fileName),
			filters: { Markdown: ["md"] },
		});
		if (target === undefined) return;
		try {
			const base = Uri.joinPath(target, "..").toString();
			const { markdown, complete } = await window.withProgress(
				{ location: ProgressLocation.Notification, title: "Observability: assessing the workspace", cancellable: true },
				(_, token) => client.sendRequest(assess, { base }, token),
			);
			await workspace.fs.writeFile(target, new TextEncoder().encode(markdown));
			await window.showTextDocument(target);
			await commands.executeCommand("markdown.showPreviewToSide", target);
			if (!complete) {
				void window.showInformationMessage("Observability: not every file has been read yet, so gaps may be missing.");
			}
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			if (!/cancel/i.test(reason)) void window.showErrorMessage(`Observability: no assessment was written. ${reason}`);
		}
	});
}
