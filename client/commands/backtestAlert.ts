import { commands, Disposable, Uri, window } from "vscode";
import type { LanguageClient, Position } from "vscode-languageclient/node";
import { BacktestPanel, type BacktestTarget, backtestViewType } from "../backtestPanel.ts";
import type { ServerStatusView } from "../views/serverStatusView.ts";

/** "Observability: Backtest Alert": the alert under the cursor, or the one that a code lens names. */
export function registerBacktestAlert(client: LanguageClient, status: ServerStatusView, extension: Uri): Disposable {
	const panel = new BacktestPanel(client, status, extension);
	const command = commands.registerCommand("observability.backtestAlert", async (given?: unknown) => {
		const target = readTarget(given) ?? targetAtCursor(client);
		if (target === undefined) {
			void window.showInformationMessage("Observability: put the cursor into an alerting rule first.");
			return;
		}
		await panel.show(target);
	});
	const serializer = window.registerWebviewPanelSerializer(backtestViewType, {
		deserializeWebviewPanel: async (restored, state: unknown) => panel.restore(restored, state),
	});
	return Disposable.from(panel, command, serializer);
}

function targetAtCursor(client: LanguageClient): BacktestTarget | undefined {
	const editor = window.activeTextEditor;
	if (editor === undefined) return undefined;
	return { uri: editor.document.uri, position: client.code2ProtocolConverter.asPosition(editor.selection.active) };
}

/** As a code lens of the server gives it: a URI as text, and a position of the protocol. */
function readTarget(given: unknown): BacktestTarget | undefined {
	if (typeof given !== "object" || given === null) return undefined;
	const { uri, position } = given as { readonly uri?: unknown; readonly position?: Partial<Position> };
	if (typeof uri !== "string" || typeof position?.line !== "number" || typeof position.character !== "number") {
		return undefined;
	}
	return { uri: Uri.parse(uri), position: { line: position.line, character: position.character } };
}
