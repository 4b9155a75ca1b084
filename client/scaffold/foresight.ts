import { CancellationTokenSource, type Disposable, type Uri } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { type AnsweredScaffold, foreseeScaffold } from "../../server/protocol/scaffold.ts";
import { InsightPanel } from "../insightPanel.ts";

/**
 * Shows beside the preview what would come of the answers, as soon as it is known. Nobody has to wait for it, and
 * disposing it takes back the question too.
 */
export function foresee(client: LanguageClient, extension: Uri, title: string, answered: AnsweredScaffold): Disposable {
	const panel = new InsightPanel(extension, `${title}: what would come of it`, "Before anything is written");
	let running: CancellationTokenSource | undefined;
	const ask = async (): Promise<void> => {
		running?.cancel();
		const mine = new CancellationTokenSource();
		running = mine;
		panel.show({ kind: "waiting", message: "Looking at what would have come of it. You need not wait for it." });
		try {
			const insight = await client.sendRequest(foreseeScaffold, answered, mine.token);
			if (running !== mine) return;
			if (insight === null) panel.show({ kind: "nothing", message: "There is nothing to tell of this.", again: false });
			else panel.show({ kind: "told", insight });
		} catch (error) {
			if (running !== mine) return;
			const message = error instanceof Error ? error.message : String(error);
			panel.show({ kind: "nothing", message: `It could not be told: ${message}`, again: true });
		} finally {
			mine.dispose();
		}
	};
	const cancel = (): void => {
		const asked = running;
		running = undefined;
		asked?.cancel();
		panel.show({ kind: "nothing", message: "It was not looked at.", again: true });
	};
	panel.onDidPress((button) => {
		if (button === "again") void ask();
		else if (running !== undefined) cancel();
	});
	void ask();
	return {
		dispose: () => {
			running?.cancel();
			running = undefined;
			panel.dispose();
		},
	};
}
