import { commands, type Disposable, type Uri, window } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { explainSlo } from "../../server/protocol/sloExplanation.ts";
import { showInsight } from "../insightPanel.ts";

/** "Observability: Explain SLO": what the objective and the alerts at the cursor mean. */
export function registerExplainSlo(client: LanguageClient, extension: Uri): Disposable {
	return commands.registerCommand("observability.explainSlo", async () => {
		const editor = window.activeTextEditor;
		const insight =
			editor &&
			(await client.sendRequest(explainSlo, {
				uri: client.code2ProtocolConverter.asUri(editor.document.uri),
				position: client.code2ProtocolConverter.asPosition(editor.selection.active),
			}));
		if (insight) {
			showInsight(extension, "SLO Explained", insight);
			return;
		}
		await window.showInformationMessage(
			"There is no SLO at the cursor: put it into a specification of Sloth, Pyrra or OpenSLO, or into a group with burn-rate alerts.",
		);
	});
}
