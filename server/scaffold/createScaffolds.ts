import type { Insight } from "./insight.ts";
import { type AskedQuestion, listQuestions, loadScaffold, type Scaffold } from "./loadScaffold.ts";
import { LOGICS } from "./logics.ts";
import { renderFiles } from "./renderFiles.ts";
import {
	type Answers,
	type RenderResult,
	type ScaffoldDescription,
	type ScaffoldSummary,
	TemplateFault,
} from "./scaffold.ts";
import type { ScaffoldContext } from "./scaffoldContext.ts";
import { type LiveChoices, Refusal, type ScaffoldLogic } from "./scaffoldLogic.ts";
import { checkAnswer, settleAnswers, suggestAnswer } from "./settleAnswers.ts";
import { commonSources } from "./sources/commonSources.ts";
import { parseManifest } from "./templateManifest.ts";
import { ownMark } from "./templatePlace.ts";
import type { TemplateFiles, TemplateSource } from "./templateSource.ts";

export interface ScaffoldPorts {
	readonly templates: TemplateSource;
	readonly context: ScaffoldContext;
	/** The scaffolds that compute something; the built-in ones where it is left out. */
	readonly logics?: readonly ScaffoldLogic[];
}

/** One question of a scaffold, with the answers given so far. */
export interface ScaffoldStep {
	readonly id: string;
	readonly question: string;
	readonly answers: Answers;
}

/** What a question offers. */
export interface OfferedAnswers extends LiveChoices {
	/** What to take where the user just goes on; as it is found in the workspace, or else the template's default. */
	readonly suggested?: string;
}

/** Throws a `TemplateFault`, with words for the user, where there is no such scaffold or its template is at fault. */
export interface Scaffolds {
	/** Those that can be chosen, by group and title. */
	list(): Promise<readonly ScaffoldSummary[]>;
	describe(id: string): Promise<ScaffoldDescription>;
	choices(step: ScaffoldStep, signal: AbortSignal): Promise<OfferedAnswers>;
	/** A message for the user where the value will not do, otherwise `null`. */
	validate(step: ScaffoldStep, value: string): Promise<string | null>;
	render(id: string, answers: Answers): Promise<RenderResult>;
	/** What would come of the answers; `undefined` where the scaffold tells nothing, or the answers will not do. */
	foresee(id: string, answers: Answers, signal: AbortSignal): Promise<Insight | undefined>;
}

export function createScaffolds({ templates, context, logics = LOGICS }: ScaffoldPorts): Scaffolds {
	const find = (id: string): Promise<Scaffold> => loadScaffold(id, logics, templates);
	return {
		list: () => listScaffolds(templates, logics),
		async describe(id) {
			const scaffold = await find(id);
			const { title } = scaffold.manifest;
			const questions = listQuestions(scaffold).map(({ question }) => question);
			return { id, title, questions, ...(scaffold.logic.foresee === undefined ? {} : { foresees: true }) };
		},
		async choices(step, signal) {
			const asked = findQuestion(await find(step.id), step);
			const { question, scaffold } = asked;
			const suggested = await suggestAnswer(asked, step.answers, context, signal);
			const suggestion = suggested === undefined ? {} : { suggested };
			const { input } = question;
			if (input.kind === "choice") return { choices: input.choices, ...suggestion };
			if (input.kind === "text") return { choices: [], ...suggestion };
			const source = scaffold.logic.choices?.[input.source] ?? commonSources[input.source];
			const offered = source === undefined ? { choices: [] } : await source(step.answers, context, signal);
			return { ...offered, ...suggestion };
		},
		async validate(step, value) {
			const asked = findQuestion(await find(step.id), step);
			return (await checkAnswer(asked, value.trim(), step.answers, context)) ?? null;
		},
		async render(id, given) {
			const scaffold = await find(id);
			const settled = await settleAnswers(scaffold, given, context);
			if (settled.kind === "invalid") return settled;
			try {
				return { kind: "files", ...(await renderFiles(scaffold, settled.answers, context)) };
			} catch (error) {
				if (error instanceof Refusal) return { kind: "invalid", question: error.question, message: error.message };
				throw error;
			}
		},
		async foresee(id, given, signal) {
			const scaffold = await find(id);
			const settled = await settleAnswers(scaffold, given, context);
			if (settled.kind === "invalid") return undefined;
			return scaffold.logic.foresee?.(settled.answers, context, signal);
		},
	};
}

async function listScaffolds(
	templates: TemplateSource,
	logics: readonly ScaffoldLogic[],
): Promise<readonly ScaffoldSummary[]> {
	const ids = (await templates.list?.()) ?? logics.map(({ id }) => id);
	const summaries = ids.map(async (id): Promise<ScaffoldSummary> => {
		let files: TemplateFiles = {};
		const own = (): { readonly own?: true } => (files[ownMark] === undefined ? {} : { own: true });
		try {
			files = (await templates.read(id)) ?? {};
			const { title, group = "own", summary = "" } = parseManifest(id, files);
			return { id, title, group, summary, ...own() };
		} catch (error) {
			if (!(error instanceof TemplateFault)) throw error;
			return { id, title: id, group: "own", summary: error.message, ...own() };
		}
	});
	return (await Promise.all(summaries)).sort(
		(one, other) => one.group.localeCompare(other.group) || one.title.localeCompare(other.title),
	);
}

function findQuestion(scaffold: Scaffold, step: ScaffoldStep): AskedQuestion {
	const asked = listQuestions(scaffold).find(({ question }) => question.id === step.question);
	if (asked === undefined) throw new TemplateFault(`The scaffold "${step.id}" has no question "${step.question}".`);
	return asked;
}
