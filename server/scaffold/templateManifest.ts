import { type Answers, type Condition, type Question, splitAnswer, TemplateFault } from "./scaffold.ts";

/** `template.json`: what is asked and which files come of it. */
export interface TemplateManifest {
	readonly title: string;
	/** In one sentence, what it makes. */
	readonly summary?: string;
	readonly group?: string;
	readonly questions: readonly Question[];
	readonly targets: readonly TemplateTarget[];
	/** What the logic finds out by itself and the `when` of targets may name. */
	readonly facts?: readonly string[];
	/** Further scaffolds that are made along with it, where their condition holds; their questions follow its own. */
	readonly parts?: readonly TemplatePart[];
	/** Said after the files are written; themselves templates. */
	readonly notes?: readonly string[];
}

export interface TemplatePart {
	/** The scaffold's id. A question that it shares with an earlier one, by its id, is asked once. */
	readonly scaffold: string;
	readonly when?: Condition;
	/** By question of the part: what is answered for it, itself a template over the view; it is not asked then. */
	readonly answers?: Readonly<Record<string, string>>;
	/** The name of a list of the view: the part is made once for each, which `answers` know as `item`. */
	readonly each?: string;
}

export interface TemplateTarget {
	/** The file beside `template.json` that is rendered; itself a template. */
	readonly template: string;
	/** Where the result goes, itself a template, relative to the workspace folder. */
	readonly path: string;
	/** What the file is, in a few words, for the preview; itself a template. */
	readonly description: string;
	/** Rendered only where each named question or fact has one of the given answers. */
	readonly when?: Condition;
	/** The name of a list of the view: one file for each of it, which the templates know as `item`. */
	readonly each?: string;
	/** How the result is added to a file that is there already; one that differs is a conflict where it is left out. */
	readonly merge?: string;
	/** What is done to the text once it is laid out, such as writing it in the user's style; itself a template. */
	readonly finish?: string;
}

/** Reads a manifest; throws a `TemplateFault` where it is not one. */
export function parseManifest(id: string, text: string): TemplateManifest {
	const manifest = readJson(id, text);
	if (!isManifest(manifest))
		throw new TemplateFault(`templates/${id}/template.json needs title, questions and targets`);
	const known = new Set(manifest.questions.map((question) => question.id));
	for (const { when } of [...manifest.questions, ...(manifest.parts ?? [])]) checkCondition(id, when, known);
	const facts = new Set([...known, ...(manifest.facts ?? [])]);
	for (const { when } of manifest.targets) checkCondition(id, when, facts);
	return manifest;
}

function checkCondition(id: string, when: Condition | undefined, known: ReadonlySet<string>): void {
	const stranger = Object.keys(when ?? {}).find((question) => !known.has(question));
	if (stranger === undefined) return;
	throw new TemplateFault(`templates/${id}/template.json: no question "${stranger}" for "when"`);
}

/** Claims that a question or a target with this condition takes part, given the answers. */
export function applies(when: Condition | undefined, answers: Answers): boolean {
	return Object.entries(when ?? {}).every(([question, accepted]) => {
		const answer = answers[question] ?? "";
		return accepted.includes(answer) || splitAnswer(answer).some((value) => accepted.includes(value));
	});
}

function readJson(id: string, text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new TemplateFault(`templates/${id}/template.json is no JSON: ${error instanceof Error ? error.message : ""}`);
	}
}

function isManifest(value: unknown): value is TemplateManifest {
	if (typeof value !== "object" || value === null) return false;
	if (!("title" in value && "questions" in value && "targets" in value)) return false;
	return typeof value.title === "string" && Array.isArray(value.questions) && Array.isArray(value.targets);
}
