import { type Disposable, ProgressLocation, type Uri, window } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import {
	type AnsweredScaffold,
	describeScaffold,
	listScaffolds,
	type RenderResult,
	type ScaffoldDescription,
	type ScaffoldSummary,
} from "../../server/protocol/scaffold.ts";
import type { ScaffoldCommand } from "../commands/scaffoldCommands.ts";
import { type GivenAnswers, type StartAt, walkSteps } from "../prompts/steps.ts";
import { chooseScaffold } from "./chooseScaffold.ts";
import { askConfirmation, askConflict } from "./confirm.ts";
import { foresee } from "./foresight.ts";
import { type PlannedFile, planFiles } from "./plan.ts";
import type { ScaffoldPreviews } from "./preview.ts";
import { type QuestionPorts, stepsOf, withSuggestions } from "./questions.ts";
import type { AnswerMemory } from "./rememberedAnswers.ts";
import { reportScaffold } from "./report.ts";
import { requestFiles } from "./requestFiles.ts";
import { findScene, type Scene } from "./scene.ts";
import { chooseFolder, describeFarFolder } from "./targetFolder.ts";
import { writeFiles } from "./writeFiles.ts";

export interface ScaffoldPorts {
	readonly client: LanguageClient;
	readonly previews: ScaffoldPreviews;
	readonly memory: AnswerMemory;
	readonly extension: Uri;
}

/**
 * Folder, scaffold, questions, preview, a clear choice, files. The user may go back at every step, and leaving at any
 * point before the last leaves nothing behind. `given` is what the editor handed to the command.
 */
export async function walkScaffold(ports: ScaffoldPorts, command: ScaffoldCommand, given: unknown): Promise<void> {
	const called = findScene(ports.client, given);
	for (;;) {
		const folder = await chooseFolder(called);
		if (folder === undefined) return;
		const scene: Scene = {
			folder: ports.client.code2ProtocolConverter.asUri(folder),
			answers: called.answers,
			...(called.at === undefined ? {} : { at: called.at }),
		};
		if ((await walkInFolder(ports, command, { folder, scene })) === "done") return;
	}
}

interface Place {
	readonly folder: Uri;
	readonly scene: Scene;
}

async function walkInFolder(ports: ScaffoldPorts, command: ScaffoldCommand, place: Place): Promise<"done" | "back"> {
	const { client } = ports;
	const { scaffold } = command;
	if (scaffold !== undefined) return walkOne(ports, scaffold, place, false);
	for (;;) {
		const { at, folder } = place.scene;
		const listed = await client.sendRequest(listScaffolds, {
			...(at === undefined ? {} : { at }),
			...(folder === undefined ? {} : { folder }),
		});
		const offered = narrowList(listed, command);
		if (offered.length === 0) throw new Error(`There is nothing in the group "${command.group}" to choose from.`);
		const chosen = await chooseScaffold(`Observability: ${command.group ?? "New from Template"}`, offered, false);
		if (chosen === undefined || chosen === "back") return "done";
		if ((await walkOne(ports, chosen, place, true)) === "done") return "done";
	}
}

export function narrowList(
	scaffolds: readonly ScaffoldSummary[],
	{ group }: Pick<ScaffoldCommand, "group">,
): readonly ScaffoldSummary[] {
	return group === undefined ? scaffolds : scaffolds.filter((each) => each.group === group);
}

/** One scaffold from its first question on. */
async function walkOne(
	ports: ScaffoldPorts,
	id: string,
	{ folder, scene }: Place,
	mayLeave: boolean,
): Promise<"done" | "back"> {
	const { client, memory, extension } = ports;
	const { answers: _, ...requestScene } = scene;
	const scaffold = await client.sendRequest(describeScaffold, { id, ...requestScene });
	const suggestions = new Map<string, string | undefined>();
	const rest = { taken: false };
	const questions = { scaffold, client, scene, remembered: memory.recall(id, folder), suggestions, rest };
	let refused: QuestionPorts["refused"];
	let given: GivenAnswers = {};
	let startAt: StartAt = "first";
	let changed: string | undefined;
	for (;;) {
		const steps = stepsOf({ ...questions, ...(refused === undefined ? {} : { refused }) });
		rest.taken = false;
		const walked = await walkSteps(steps, { given, startAt, mayLeave });
		if (walked.kind === "cancel") return "done";
		if (walked.kind === "back") return "back";
		given = walked.answers;
		const answered = { id, answers: given, ...requestScene };
		const asked = await previewUntilDecided(ports, { scaffold, folder, answered, changed });
		if (asked.kind === "cancel") return "done";
		refused = undefined;
		if (asked.kind === "back") {
			startAt = asked.refused === undefined ? "last" : { step: asked.refused.question };
			refused = asked.refused;
			const isAsked = scaffold.questions.some(({ id: question }) => question === refused?.question);
			if (refused !== undefined && !isAsked) void window.showErrorMessage(refused.message);
			continue;
		}
		const { plan, wanted, notes } = asked;
		const outcome = await writeFiles(wanted);
		if (outcome.kind === "changed") {
			// The same answers, on what stands there now.
			changed = `${outcome.files.map(({ path }) => path).join(", ")} changed meanwhile: this is made anew.`;
			startAt = "end";
			continue;
		}
		if (outcome.kind === "written") await memory.remember(id, folder, withSuggestions(given, suggestions));
		void reportScaffold(outcome, { title: scaffold.title, extension, plan, written: wanted, notes });
		return "done";
	}
}

interface Decided {
	readonly kind: "write";
	readonly plan: readonly PlannedFile[];
	readonly wanted: readonly PlannedFile[];
	readonly notes: readonly string[];
}

interface GoneBack {
	readonly kind: "back";
	/** The answer that cannot be met. */
	readonly refused?: { readonly question: string; readonly message: string };
}

interface Previewed {
	readonly scaffold: ScaffoldDescription;
	readonly folder: Uri;
	readonly answered: AnsweredScaffold;
	/** Why the preview is another one than before. */
	readonly changed: string | undefined;
}

/** How often files may change under the hand before that is told as a failure. */
const mostRenders = 3;

async function previewUntilDecided(
	ports: ScaffoldPorts,
	previewed: Previewed,
): Promise<Decided | GoneBack | { readonly kind: "cancel" }> {
	const { client } = ports;
	const { scaffold, folder, answered, changed } = previewed;
	for (let renders = 0; renders < mostRenders; renders++) {
		const rendered: RenderResult = await window.withProgress(
			{ location: ProgressLocation.Window, title: `${scaffold.title}: making the files` },
			() => requestFiles(client, answered),
		);
		if (rendered.kind === "invalid") return { kind: "back", refused: rendered };
		const plan = await planFiles(folder, rendered.files);
		// The server may have looked before an editor's last change came to it.
		if (plan.some(({ state }) => state === "stale")) continue;
		const said = [changed, describeFarFolder(folder)].filter((note) => note !== undefined);
		const notes = [...said, ...rendered.notes];
		const foreseen =
			scaffold.foresees === true ? () => foresee(client, ports.extension, scaffold.title, answered) : undefined;
		const decision = await decide(ports, scaffold.title, plan, { notes, foreseen });
		if (decision === "cancel" || decision === "back") return { kind: decision };
		return { kind: "write", plan, wanted: decision, notes: rendered.notes };
	}
	throw new Error("The files in the folder change all the time, so there is nothing that could be added to them.");
}

/** Shows what would be written, and answers which files the user wants. */
async function decide(
	{ previews }: ScaffoldPorts,
	title: string,
	plan: readonly PlannedFile[],
	{ notes, foreseen }: { readonly notes: readonly string[]; readonly foreseen: (() => Disposable) | undefined },
): Promise<readonly PlannedFile[] | "back" | "cancel"> {
	const different = plan.filter(({ state }) => state !== "same");
	const preview = different.length === 0 ? undefined : await previews.showFiles(`${title}: preview`, different);
	const foresight = foreseen?.();
	try {
		const confirmation = await askConfirmation(title, plan, notes);
		if (confirmation !== "write") return confirmation;
		const wanted: PlannedFile[] = [];
		for (const file of plan) {
			if (file.state === "new" || file.state === "edit") wanted.push(file);
			if (file.state !== "different") continue;
			const conflict = await askConflict(title, file, previews);
			if (conflict === "cancel") return "cancel";
			if (conflict === "overwrite") wanted.push(file);
		}
		return wanted;
	} finally {
		foresight?.dispose();
		await preview?.close();
	}
}
