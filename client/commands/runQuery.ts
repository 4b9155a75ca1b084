import { commands, type Disposable, type TextEditor, window } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { expressionAt } from "../../server/protocol/messages.ts";
import { readLensExpression, readLensTarget } from "../inline/lensTarget.ts";
import type { QueryPanels } from "./queryPanels.ts";

/** "Observability: Run Query": the selection, or the expression around the cursor, or one that the user types in the panel. */
export function registerRunQuery(client: LanguageClient, panels: QueryPanels): Disposable {
	return commands.registerCommand("observability.runQuery", async (given?: unknown) => {
		const expression = await expressionOf(client, given);
		const target = typeof given === "string" ? undefined : readLensTarget(given);
		const tab = target === undefined ? undefined : (target.view ?? "table");
		panels.show({ expression, action: "run", ...(tab === undefined ? {} : { tab }) });
	});
}

/** `given` is a query, or the place of one as a code lens names it. */
async function expressionOf(client: LanguageClient, given: unknown): Promise<string> {
	if (typeof given === "string") return given;
	const target = readLensTarget(given);
	return target === undefined ? expressionToRun(client, window.activeTextEditor) : readLensExpression(client, target);
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
