import type { Question, ScaffoldDescription } from "./scaffold.ts";

/** `template.json`: what is asked and which files come of it. */
export interface TemplateManifest {
	readonly title: string;
	readonly questions: readonly Question[];
	readonly targets: readonly TemplateTarget[];
}

export interface TemplateTarget {
	/** The file beside `template.json` that is rendered. */
	readonly template: string;
	/** Where the result goes, itself a template, relative to the workspace folder. */
	readonly path: string;
	/** What the file is, in a few words, for the preview; itself a template. */
	readonly description: string;
	/** Rendered only where each named question has one of the given answers. */
	readonly when?: Readonly<Record<string, readonly string[]>>;
}

/** Reads a manifest; throws where it is not one, as that is a fault of the template and not of the user. */
export function parseManifest(id: string, text: string): TemplateManifest {
	const manifest: unknown = JSON.parse(text);
	if (!isManifest(manifest)) throw new Error(`templates/${id}/template.json needs title, questions and targets`);
	const known = new Set(manifest.questions.map((question) => question.id));
	for (const { when } of [...manifest.questions, ...manifest.targets]) {
		const stranger = Object.keys(when ?? {}).find((question) => !known.has(question));
		if (stranger !== undefined) throw new Error(`templates/${id}/template.json: no question "${stranger}" for "when"`);
	}
	return manifest;
}

export function describeManifest(id: string, manifest: TemplateManifest): ScaffoldDescription {
	return { id, title: manifest.title, questions: manifest.questions };
}

/** Claims that a question or a target with this condition takes part, given the answers. */
export function applies(
	when: Readonly<Record<string, readonly string[]>> | undefined,
	answers: Readonly<Record<string, string>>,
): boolean {
	return Object.entries(when ?? {}).every(([question, accepted]) => accepted.includes(answers[question] ?? ""));
}

function isManifest(value: unknown): value is TemplateManifest {
	if (typeof value !== "object" || value === null) return false;
	if (!("title" in value && "questions" in value && "targets" in value)) return false;
	return typeof value.title === "string" && Array.isArray(value.questions) && Array.isArray(value.targets);
}
