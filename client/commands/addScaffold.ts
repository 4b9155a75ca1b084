import { commands, type Disposable, Uri, window, workspace } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { type Answers, describeScaffold, type RenderResult, renderScaffold } from "../../server/protocol/scaffold.ts";
import { runSteps } from "../prompts/steps.ts";
import { askConfirmation, askConflict } from "../scaffold/confirm.ts";
import { type PlannedFile, planFiles } from "../scaffold/plan.ts";
import type { ScaffoldPreviews } from "../scaffold/preview.ts";
import { stepsOf } from "../scaffold/questions.ts";
import { reportScaffold } from "../scaffold/report.ts";
import { chooseFolder } from "../scaffold/targetFolder.ts";
import { writeFiles } from "../scaffold/writeFiles.ts";

/** Runs without a question, for keybindings, tasks and tests. A file that exists and differs is always left alone. */
export interface UnattendedScaffold {
	readonly answers: Answers;
	/** The first workspace folder where it is left out. */
	readonly folder?: string;
}

/** What an unattended run did, by path. */
export interface ScaffoldOutcome {
	readonly written: readonly string[];
	/** Exists with other content, so it was not touched. */
	readonly kept: readonly string[];
	readonly failure?: string;
}

export function registerAddScaffold(
	client: LanguageClient,
	previews: ScaffoldPreviews,
	{ command, scaffold }: { readonly command: string; readonly scaffold: string },
): Disposable {
	return commands.registerCommand(command, async (unattended?: UnattendedScaffold) => {
		try {
			return unattended?.answers === undefined
				? await runAttended(client, previews, scaffold)
				: await runUnattended(client, scaffold, unattended);
		} catch (error) {
			const message = error instanceof Error ? error.message : String(error);
			if (unattended?.answers !== undefined) return { written: [], kept: [], failure: message };
			await window.showErrorMessage(`Nothing was written. ${message}`);
			return undefined;
		}
	});
}

/** Questions, preview, a clear choice, files. Leaving at any point before the last leaves nothing behind. */
async function runAttended(client: LanguageClient, previews: ScaffoldPreviews, id: string): Promise<undefined> {
	const folder = await chooseFolder();
	if (folder === undefined) return;
	const scaffold = await client.sendRequest(describeScaffold, { id });
	const steps = stepsOf(scaffold, client);

	let answers = await runSteps(steps);
	while (answers !== undefined) {
		const rendered = await client.sendRequest(renderScaffold, { id, answers });
		if (rendered.kind === "invalid") {
			await window.showWarningMessage(rendered.message);
			answers = await runSteps(steps, answers, "last");
			continue;
		}
		const plan = await planFiles(folder, rendered.files);
		const decision = await decide(scaffold.title, plan, rendered, previews);
		if (decision === "cancel") return;
		if (decision === "back") {
			answers = await runSteps(steps, answers, "last");
			continue;
		}
		const outcome = await writeFiles(decision);
		await reportScaffold(outcome, { plan, written: decision, notes: rendered.notes });
		return;
	}
}

/** Shows what would be written, and answers which files the user wants. */
async function decide(
	title: string,
	plan: readonly PlannedFile[],
	{ notes }: RenderResult & { readonly kind: "files" },
	previews: ScaffoldPreviews,
): Promise<readonly PlannedFile[] | "back" | "cancel"> {
	const preview = await previews.showFiles(`${title}: preview`, plan);
	try {
		const confirmation = await askConfirmation(title, plan, notes);
		if (confirmation !== "write") return confirmation;
		const wanted: PlannedFile[] = [];
		for (const file of plan) {
			if (file.state === "new") wanted.push(file);
			if (file.state !== "different") continue;
			const conflict = await askConflict(title, file, previews);
			if (conflict === "cancel") return "cancel";
			if (conflict === "overwrite") wanted.push(file);
		}
		return wanted;
	} finally {
		await preview.close();
	}
}

async function runUnattended(
	client: LanguageClient,
	id: string,
	{ answers, folder }: UnattendedScaffold,
): Promise<ScaffoldOutcome> {
	const target = folder === undefined ? workspace.workspaceFolders?.[0]?.uri : Uri.parse(folder, true);
	if (target === undefined || workspace.getWorkspaceFolder(target) === undefined) {
		throw new Error("Open the folder that the files belong in first.");
	}
	const rendered = await client.sendRequest(renderScaffold, { id, answers });
	if (rendered.kind === "invalid") throw new Error(`${rendered.question}: ${rendered.message}`);
	const plan = await planFiles(target, rendered.files);
	const wanted = plan.filter(({ state }) => state === "new");
	const kept = plan.filter(({ state }) => state === "different").map(({ path }) => path);
	const outcome = await writeFiles(wanted);
	return outcome.kind === "written"
		? { written: wanted.map(({ path }) => path), kept }
		: { written: [], kept, failure: outcome.reason };
}
