import { MetricKnowledge } from "../metrics/knowledge.ts";
import { checkPrintable } from "./quoting/printable.ts";
import type { Answers, Question, RenderResult, ScaffoldDescription, ScaffoldFile } from "./scaffold.ts";
import type { LiveChoices, ScaffoldKnowledge, ScaffoldLogic } from "./scaffoldLogic.ts";
import { sloScaffold } from "./slo/sloScaffold.ts";
import { checkTargetPath } from "./targetPath.ts";
import { createTemplateEngine } from "./templateEngine.ts";
import { applies, describeManifest, parseManifest, type TemplateManifest } from "./templateManifest.ts";
import type { TemplateFiles, TemplateSource } from "./templateSource.ts";

export interface ScaffoldPorts {
	readonly templates: TemplateSource;
	/** Left out where there is no server; then live questions offer what can be said without one. */
	readonly knowledge?: ScaffoldKnowledge;
	/** The scaffolds that there are; the built-in ones where it is left out. */
	readonly logics?: readonly ScaffoldLogic[];
}

/** One question of a scaffold, with the answers given so far. */
export interface ScaffoldStep {
	readonly id: string;
	readonly question: string;
	readonly answers: Answers;
}

/** Throws for an id or a question that does not exist: the caller's fault, not the user's. */
export interface Scaffolds {
	/** The ids that `describe` knows. */
	readonly ids: readonly string[];
	describe(id: string): Promise<ScaffoldDescription>;
	choices(step: ScaffoldStep, signal: AbortSignal): Promise<LiveChoices>;
	/** A message for the user where the value will not do, otherwise `null`. */
	validate(step: ScaffoldStep, value: string): Promise<string | null>;
	render(id: string, answers: Answers): Promise<RenderResult>;
}

export function createScaffolds(ports: ScaffoldPorts): Scaffolds {
	const knowledge = ports.knowledge ?? new MetricKnowledge(undefined);
	const logics = ports.logics ?? [sloScaffold];
	const find = async (id: string): Promise<Scaffold> => {
		const logic = logics.find((candidate) => candidate.id === id);
		const files = logic === undefined ? undefined : await ports.templates.read(id);
		const manifest = files?.["template.json"];
		if (logic === undefined || files === undefined || manifest === undefined) {
			throw new Error(`There is no scaffold "${id}".`);
		}
		return { logic, files, manifest: parseManifest(id, manifest) };
	};
	return {
		ids: logics.map(({ id }) => id),
		describe: async (id) => describeManifest(id, (await find(id)).manifest),
		async choices(step, signal) {
			const { logic, manifest } = await find(step.id);
			const { input } = findQuestion(manifest, step);
			if (input.kind === "choice") return { choices: input.choices };
			const source = input.kind === "live" ? logic.choices[input.source] : undefined;
			return source === undefined ? { choices: [] } : source(step.answers, knowledge, signal);
		},
		async validate(step, value) {
			const { logic, manifest } = await find(step.id);
			return checkAnswer(findQuestion(manifest, step), logic, value.trim(), step.answers) ?? null;
		},
		render: async (id, answers) => renderScaffold(await find(id), answers),
	};
}

interface Scaffold {
	readonly logic: ScaffoldLogic;
	readonly manifest: TemplateManifest;
	readonly files: TemplateFiles;
}

function findQuestion(manifest: TemplateManifest, step: ScaffoldStep): Question {
	const question = manifest.questions.find(({ id }) => id === step.question);
	if (question === undefined) throw new Error(`The scaffold "${step.id}" has no question "${step.question}".`);
	return question;
}

function checkAnswer(question: Question, logic: ScaffoldLogic, value: string, answers: Answers): string | undefined {
	const unprintable = checkPrintable(value);
	if (unprintable !== undefined) return unprintable;
	if (question.input.kind === "choice" && !question.input.choices.some((choice) => choice.value === value)) {
		const known = question.input.choices.map((choice) => choice.value).join(", ");
		return `"${value}" is not one of ${known}.`;
	}
	const check = logic.validate[question.id];
	if (check !== undefined) return check(value, answers);
	return value === "" && question.default !== "" ? `An answer is needed: ${question.prompt}.` : undefined;
}

function renderScaffold({ logic, manifest, files }: Scaffold, given: Answers): RenderResult {
	const answers: Record<string, string> = {};
	for (const question of manifest.questions) {
		if (!applies(question.when, answers)) continue;
		const value = given[question.id] ?? question.default ?? logic.suggest[question.id]?.(answers) ?? "";
		const message = checkAnswer(question, logic, value.trim(), answers);
		if (message !== undefined) return { kind: "invalid", question: question.id, message };
		answers[question.id] = value.trim();
	}
	const { view, notes } = logic.compose(answers);
	const engine = createTemplateEngine(files);
	const rendered: ScaffoldFile[] = [];
	for (const target of manifest.targets) {
		if (!applies(target.when, answers)) continue;
		const path = engine.renderText(target.path, view);
		const fault = checkTargetPath(path);
		if (fault !== undefined) throw new Error(`templates/${logic.id}: ${fault}`);
		rendered.push({
			path,
			content: engine.render(target.template, view),
			description: engine.renderText(target.description, view),
		});
	}
	return { kind: "files", files: rendered, notes };
}
