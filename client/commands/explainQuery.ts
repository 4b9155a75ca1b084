import { commands, type Disposable, window } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { expressionAt } from "../../server/protocol/messages.ts";
import type { QueryPanels } from "./queryPanels.ts";

/** "Observability: Explain Query": the expression around the cursor, part by part. */
export function registerExplainQuery(client: LanguageClient, panels: QueryPanels): Disposable {
	return commands.registerCommand("observability.explainQuery", async (given?: unknown) => {
		if (typeof given === "string") {
			panels.show({ expression: given, action: "explain" });
			return;
		}
		const editor = window.activeTextEditor;
		if (editor === undefined) {
			panels.show({ expression: "", action: "explain" });
			return;
		}
		const place = {
			uri: client.code2ProtocolConverter.asUri(editor.document.uri),
			position: client.code2ProtocolConverter.asPosition(editor.selection.active),
		};
		const found = await client.sendRequest(expressionAt, place);
		if (found === null) {
			await window.showInformationMessage("There is no PromQL at the cursor to explain: put it into an expression.");
			return;
		}
		panels.show({ expression: found.expression, action: "explain", place });
	});
}
