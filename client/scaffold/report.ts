import { commands, type Uri, window, workspace } from "vscode";
import type { PlannedFile } from "./plan.ts";
import type { WriteOutcome } from "./writeFiles.ts";

interface ScaffoldReport {
	readonly plan: readonly PlannedFile[];
	readonly written: readonly PlannedFile[];
	readonly notes: readonly string[];
}

/** Opens the rules, and says what was written and what was not. */
export async function reportScaffold(outcome: WriteOutcome, { plan, written, notes }: ScaffoldReport): Promise<void> {
	if (outcome.kind === "failed") {
		const rest = outcome.leftBehind.map((uri) => workspace.asRelativePath(uri)).join(", ");
		const state = rest === "" ? "Nothing was written." : `These could not be taken back: ${rest}.`;
		await window.showErrorMessage(`${outcome.reason} ${state}`);
		return;
	}
	const rules = plan.find(({ path }) => /\.ya?ml$/.test(path)) ?? plan[0];
	if (rules !== undefined) await window.showTextDocument(rules.uri, { preview: false });

	const pages = plan.filter(({ path }) => path.endsWith(".md"));
	const buttons = new Map(pages.map(({ path, uri }): [string, Uri] => [`Open ${path.split("/").at(-1)}`, uri]));
	const files = written.length === 1 ? "1 file" : `${written.length} files`;
	const answer = await window.showInformationMessage(
		[`Wrote ${files}: ${written.map(({ path }) => path).join(", ")}.`, ...notes].join(" "),
		...buttons.keys(),
	);
	const page = answer === undefined ? undefined : buttons.get(answer);
	if (page !== undefined) await commands.executeCommand("vscode.open", page);
}
