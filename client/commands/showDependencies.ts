import { commands, Disposable, type Uri, window } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { DependenciesPanel } from "../dependenciesPanel.ts";

/** Draws what the metric or alert under the cursor is made of and what is made of it. */
export function registerShowDependencies(client: LanguageClient, extension: Uri): Disposable {
	const panel = new DependenciesPanel(client, extension);
	const command = commands.registerCommand("observability.showDependencies", async () => {
		const editor = window.activeTextEditor;
		if (editor === undefined) {
			void window.showInformationMessage(
				"Observability: put the cursor on a metric, a recording rule or an alert first.",
			);
			return;
		}
		const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
		const position = client.code2ProtocolConverter.asPosition(editor.selection.active);
		await panel.show({ uri, position });
	});
	return Disposable.from(panel, command);
}
