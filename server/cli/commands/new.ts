import { statSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { closestWord } from "../../base/closestWord.ts";
import { readFolder } from "../../node/scaffoldFiles.ts";
import { readTemplatesFrom, readTemplatesOf } from "../../node/templateFiles.ts";
import type { Scaffolds } from "../../scaffold/createScaffolds.ts";
import type { Insight } from "../../scaffold/insight.ts";
import { type Answers, type LeftFile, type ScaffoldDescription, TemplateFault } from "../../scaffold/scaffold.ts";
import type { LanguageServicePorts } from "../../service.ts";
import { createConfigurations } from "../check/configurationChoice.ts";
import { untilInterrupted } from "../check/untilInterrupted.ts";
import { createCliService } from "../cliService.ts";
import type { Command, Surroundings } from "../command.ts";
import { EXIT } from "../exitCodes.ts";
import { indexFolder } from "../indexFolder.ts";
import { createPrompter, type Prompter } from "../new/askPerson.ts";
import { writeList, writeQuestions } from "../new/describeScaffold.ts";
import { findTemplates } from "../new/findTemplates.ts";
import { type NewArguments, newUsage, readNewArguments } from "../new/newArguments.ts";
import { type PlannedFile, planFiles } from "../new/planFiles.ts";
import { optionOf, readAnswers } from "../new/readAnswers.ts";
import { settleQuestions } from "../new/settleQuestions.ts";
import { unifiedDiff } from "../new/unifiedDiff.ts";
import { writeFiles } from "../new/writeFiles.ts";
import { writeInsight } from "../new/writeInsight.ts";

/** More files than so many tell a scaffold nothing more. */
const mostFiles = 100_000;

export default {
	async run(args, surroundings) {
		const read = readNewArguments(args);
		if (read.kind === "misused") return refuse(surroundings, [read.reason]);
		const { given } = read;
		if (given.help && given.scaffold === undefined) {
			surroundings.out(newUsage);
			return EXIT.clean;
		}
		const root = resolve(given.workspace);
		if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true) {
			return refuse(surroundings, [`${given.workspace} is no folder.`]);
		}
		try {
			return await untilInterrupted((signal) => make(given, root, surroundings, signal));
		} catch (error) {
			if (!(error instanceof TemplateFault)) throw error;
			return refuse(surroundings, [error.message]);
		}
	},
} satisfies Command;

function refuse({ error }: Surroundings, reasons: readonly string[]): number {
	for (const reason of reasons) error(`observability new: ${reason}\n`);
	error('"observability new --help" tells the options.\n');
	return EXIT.misused;
}

async function make(
	given: NewArguments,
	root: string,
	surroundings: Surroundings,
	signal: AbortSignal,
): Promise<number> {
	const { out, error } = surroundings;
	const json = given.format === "json";
	const catalogue = await openScaffolds(root, surroundings, {});
	if (given.scaffold === undefined) {
		const scaffolds = await catalogue.list();
		out(json ? toJson({ version: 1, scaffolds }) : writeList(scaffolds));
		return EXIT.clean;
	}
	const id = given.scaffold;
	const ids = (await catalogue.list()).map((scaffold) => scaffold.id);
	if (!ids.includes(id)) {
		const nearest = closestWord(id, ids);
		return refuse(surroundings, [
			`there is no scaffold "${id}"${nearest === undefined ? '; "observability new --list" tells which there are.' : `; is it ${nearest}?`}`,
		]);
	}
	const description = await catalogue.describe(id);
	if (given.help) {
		out(json ? toJson({ version: 1, ...description }) : writeQuestions(description));
		return EXIT.clean;
	}
	const read = readAnswers(given, description.questions);
	if (read.kind === "misused") return refuse(surroundings, read.reasons);
	const server = await openServer(given, root, error, signal);
	if (server.kind === "misused") return refuse(surroundings, [server.reason]);
	try {
		const log = (line: string): void => error(`observability new: ${line}\n`);
		const { graph, unread } = await indexFolder(root, { program: surroundings.folder, most: mostFiles, log, signal });
		for (const reason of unread) error(`observability new: ${reason}\n`);
		const scaffolds = await openScaffolds(root, surroundings, { ...server.ports, graph: () => graph });
		return await answerAndWrite(given, description, read.answers, scaffolds, root, surroundings, signal);
	} finally {
		await server.close();
	}
}

function openScaffolds(
	root: string,
	{ folder, error }: Surroundings,
	ports: Partial<LanguageServicePorts>,
): Promise<Scaffolds> {
	const service = createCliService(error, {
		...ports,
		templates: readTemplatesFrom(findTemplates(folder)),
		remembers: true,
	});
	return service.scaffolds({
		files: readFolder(root),
		templates: readTemplatesOf(root, namedTemplates(root)),
	});
}

/** The folder that the configuration of the workspace names. */
function namedTemplates(root: string): string | undefined {
	// What counts for the folder counts for a file of any name in it.
	const anyFile = pathToFileURL(root).href.replace(/\/?$/, "/.");
	const named = createConfigurations({}).current().templatesOf?.(anyFile);
	return named === undefined ? undefined : fileURLToPath(named);
}

type OpenServer =
	| { readonly kind: "ok"; readonly ports: Partial<LanguageServicePorts>; close(): Promise<void> }
	| { readonly kind: "misused"; readonly reason: string };

async function openServer(
	{ server }: NewArguments,
	root: string,
	error: (text: string) => void,
	signal: AbortSignal,
): Promise<OpenServer> {
	if (server.online === undefined) return { kind: "ok", ports: {}, close: async () => {} };
	const { chooseOnlineServer } = await import("../onlineServer.ts");
	const chosen = await chooseOnlineServer(server, createConfigurations({}).current(), root, process.env);
	if (chosen.kind === "misused") return chosen;
	const { createOnlineKnowledge } = await import("../online.ts");
	const online = createOnlineKnowledge(chosen.server);
	const failure = await online.connect(signal);
	if (failure !== undefined) error(`observability new: ${failure}\n`);
	return { kind: "ok", ports: online.ports, close: () => online.close() };
}

async function answerAndWrite(
	given: NewArguments,
	{ id, questions, foresees }: ScaffoldDescription,
	known: Answers,
	scaffolds: Scaffolds,
	root: string,
	surroundings: Surroundings,
	signal: AbortSignal,
): Promise<number> {
	const { error } = surroundings;
	const asks = !given.yes && given.format === "text" && process.stdin.isTTY === true && process.stderr.isTTY === true;
	const prompter = asks ? createPrompter(process.stdin, process.stderr, signal) : undefined;
	try {
		const settled = await settleQuestions(scaffolds, id, questions, known, prompter?.ask, signal);
		if (settled === undefined) return interrupted;
		if (settled.faults.length > 0) return refuse(surroundings, settled.faults);
		for (const name of settled.idle) {
			error(`observability new: --${optionOf(name)} is not asked with these answers, and counts for nothing.\n`);
		}
		const result = await scaffolds.render(id, settled.answers);
		if (result.kind === "invalid") return refuse(surroundings, [`--${optionOf(result.question)}: ${result.message}`]);
		const wantsInsight = given.insight && foresees === true && given.server.online !== undefined;
		const insight = wantsInsight ? await scaffolds.foresee(id, settled.answers, signal) : undefined;
		if (signal.aborted) return interrupted;
		const planned = planFiles(root, result.files);
		const { notes, left = [] } = result;
		return await report({ given, answers: settled.answers, planned, notes, left, insight, prompter }, surroundings);
	} finally {
		prompter?.close();
	}
}

/** As shells say of a program that was interrupted. */
const interrupted = 130;

interface Outcome {
	readonly given: NewArguments;
	readonly answers: Answers;
	readonly planned: readonly PlannedFile[];
	readonly notes: readonly string[];
	/** Files that could not be added to. */
	readonly left: readonly LeftFile[];
	readonly insight: Insight | undefined;
	readonly prompter: Prompter | undefined;
}

async function report(outcome: Outcome, { out, error }: Surroundings): Promise<number> {
	const { given, planned, notes, left, insight, prompter } = outcome;
	const wanted = planned.filter(
		({ state }) => state === "new" || state === "edit" || (state === "conflict" && given.overwrite),
	);
	const blocked = planned.filter(({ state }) => state === "blocked");
	const differing = planned.filter(({ state }) => state === "conflict" && !given.overwrite);
	const json = given.format === "json";
	if (!json) {
		if (insight !== undefined) out(`${writeInsight(insight)}\n`);
		for (const each of planned) out(describePlanned(each, given));
	}
	if (prompter !== undefined && !given.dryRun && wanted.length > 0) {
		const count = wanted.length === 1 ? "this file" : `these ${wanted.length} files`;
		const agreed = await prompter.confirm(`Write ${count}?`);
		if (agreed !== true) return agreed === undefined ? interrupted : EXIT.clean;
	}
	// All or nothing: without the one that is in the way the others may mean something else.
	const failure = given.dryRun || blocked.length > 0 ? undefined : writeFiles(wanted);
	const written = !given.dryRun && blocked.length === 0 && failure === undefined;
	if (json) out(toJson(describeOutcome(outcome, written)));
	else for (const note of notes) out(`\n${note}\n`);
	for (const { file } of differing) {
		error(`observability new: ${file.path} exists and differs, so it was left as it is; --overwrite writes it.\n`);
	}
	for (const { file, reason } of blocked) {
		error(`observability new: nothing was written, as ${file.path} cannot be: ${reason}.\n`);
	}
	if (failure !== undefined) error(`observability new: ${failure}\n`);
	if (blocked.length > 0 || failure !== undefined) return EXIT.incomplete;
	return differing.length + left.length > 0 ? EXIT.problems : EXIT.clean;
}

function describePlanned({ file, state, existing }: PlannedFile, { dryRun, diff }: NewArguments): string {
	const heading = `${state.padEnd(8)}  ${file.path}  ${file.description}\n`;
	return dryRun || diff ? heading + unifiedDiff(file.path, existing, file.content) : heading;
}

function describeOutcome({ given, answers, planned, notes, left, insight }: Outcome, written: boolean): unknown {
	return {
		version: 1,
		scaffold: given.scaffold,
		answers,
		written,
		files: planned.map(({ file, state, existing, reason }) => ({
			path: file.path,
			description: file.description,
			state,
			...(reason === undefined ? {} : { reason }),
			content: file.content,
			...(state === "same" ? {} : { diff: unifiedDiff(file.path, existing, file.content) }),
		})),
		notes,
		left,
		...(insight === undefined ? {} : { insight }),
	};
}

function toJson(value: unknown): string {
	return `${JSON.stringify(value, undefined, 2)}\n`;
}
