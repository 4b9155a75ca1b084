import { type QuickPickItem, window } from "vscode";
import type { QueryHistory } from "../queryHistory.ts";

/** Lets the user choose one of the queries that were run in this workspace. */
export async function pickPastQuery(history: QueryHistory): Promise<string | undefined> {
	const past = history.all();
	if (past.length === 0) {
		await window.showInformationMessage("No query has been run in this workspace yet.");
		return undefined;
	}
	const items = past.map(({ expression, at, server }): QuickPickItem & { readonly expression?: string } => ({
		label: expression.replace(/\s+/g, " "),
		description: [server, new Date(at).toLocaleString()].filter(Boolean).join(" · "),
		expression,
	}));
	const forget: (typeof items)[number] = { label: "$(trash) Forget These Queries", alwaysShow: true };
	const chosen = await window.showQuickPick([...items, forget], {
		title: "Queries of This Workspace",
		placeHolder: "Run one again",
	});
	if (chosen === forget) await history.forget();
	return chosen?.expression;
}
