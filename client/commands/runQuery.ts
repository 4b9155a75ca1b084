import { commands, type Disposable, type TextEditor, type Uri, window } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { expressionAt } from "../../server/protocol/messages.ts";
import { QueryPanel, queryViewType } from "../queryPanel.ts";
import type { ServerStatusView } from "../views/serverStatusView.ts";

/** "Observability: Run Query": the selection, or the expression around the cursor, or one that the user types in the panel. */
export function registerRunQuery(
	client: LanguageClient,
	status: ServerStatusView,
	extension: Uri,
): readonly Disposable[] {
	let panel: QueryPanel | undefined;
	const keep = (created: QueryPanel): QueryPanel => {
		panel = created;
		created.onDidDispose(() => {
			if (panel === created) panel = undefined;
			created.dispose();
		});
		return created;
	};
	return [
		commands.registerCommand("observability.runQuery", async (given?: unknown) => {
			const expression = typeof given === "string" ? given : await expressionToRun(client, window.activeTextEditor);
			(panel ?? keep(QueryPanel.create(client, status, extension))).show(expression);
		}),
		window.registerWebviewPanelSerializer(queryViewType, {
			async deserializeWebviewPanel(restored) {
				keep(new QueryPanel(restored, client, status, extension));
			},
		}),
		{ dispose: () => panel?.dispose() },
	];
}

async function expressionToRun(client: LanguageClient, editor: TextEditor | undefined): Promise<string> {
	if (editor === undefined) return "";
	const selected = editor.document.getText(editor.selection).trim();
	if (selected !== "") return selected;
	const answer = await client.sendRequest(expressionAt, {
		uri: client.code2ProtocolConverter.asUri(editor.document.uri),
		position: client.code2ProtocolConverter.asPosition(editor.selection.active),
	});
	return answer?.expression ?? "";
}
