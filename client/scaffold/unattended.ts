import { Uri, workspace } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { Answers } from "../../server/protocol/scaffold.ts";
import { planFiles } from "./plan.ts";
import { requestFiles } from "./requestFiles.ts";
import { findScene } from "./scene.ts";
import { writeFiles } from "./writeFiles.ts";

/** Runs without a question, for keybindings, tasks and tests. A file that exists and would be replaced is left alone. */
export interface UnattendedScaffold {
	readonly answers: Answers;
	/** The first workspace folder where it is left out. */
	readonly folder?: string;
	/** Which one, of a command that leaves the choice to the user. */
	readonly scaffold?: string;
}

/** What an unattended run did, by path. */
export interface ScaffoldOutcome {
	/** New ones, and those that were added to. */
	readonly written: readonly string[];
	/** Exists with other content, so it was not touched. */
	readonly kept: readonly string[];
	readonly failure?: string;
}

/** `undefined` where the command was called by a person. */
export function readUnattended(given: unknown): UnattendedScaffold | undefined {
	if (typeof given !== "object" || given === null || !("answers" in given)) return undefined;
	const { answers } = given;
	return typeof answers === "object" && answers !== null ? (given as UnattendedScaffold) : undefined;
}

export async function runUnattended(
	client: LanguageClient,
	id: string | undefined,
	{ answers, folder, scaffold = id }: UnattendedScaffold,
): Promise<ScaffoldOutcome> {
	if (scaffold === undefined) throw new Error('Say which one: {"scaffold": …, "answers": …}.');
	const target = folder === undefined ? workspace.workspaceFolders?.[0]?.uri : Uri.parse(folder, true);
	if (target === undefined || workspace.getWorkspaceFolder(target) === undefined) {
		throw new Error("Open the folder that the files belong in first.");
	}
	const { at } = findScene(client, undefined);
	const rendered = await requestFiles(client, {
		id: scaffold,
		answers,
		folder: client.code2ProtocolConverter.asUri(target),
		...(at === undefined ? {} : { at }),
	});
	if (rendered.kind === "invalid") throw new Error(`${rendered.question}: ${rendered.message}`);
	const plan = await planFiles(target, rendered.files);
	const wanted = plan.filter(({ state }) => state === "new" || state === "edit");
	const kept = plan.filter(({ state }) => state === "different" || state === "stale").map(({ path }) => path);
	const outcome = await writeFiles(wanted);
	switch (outcome.kind) {
		case "written":
			return { written: wanted.map(({ path }) => path), kept };
		case "changed":
			return { written: [], kept, failure: `${outcome.files.map(({ path }) => path).join(", ")} changed meanwhile.` };
		case "failed":
			return { written: [], kept, failure: outcome.reason };
		default:
			return outcome satisfies never;
	}
}
