import { createPlainLogic } from "./plainLogic.ts";
import { type Question, TemplateFault } from "./scaffold.ts";
import type { ScaffoldLogic } from "./scaffoldLogic.ts";
import { parseManifest, type TemplateManifest, type TemplatePart } from "./templateManifest.ts";
import { placeOfTemplate } from "./templatePlace.ts";
import type { TemplateFiles, TemplateSource } from "./templateSource.ts";

/** A scaffold that is ready to be asked and rendered. */
export interface Scaffold {
	readonly logic: ScaffoldLogic;
	readonly manifest: TemplateManifest;
	readonly files: TemplateFiles;
	readonly parts: readonly ScaffoldPart[];
}

export interface ScaffoldPart {
	readonly scaffold: Scaffold;
	readonly declared: TemplatePart;
}

/** One question as it is asked: of whom, and when. */
export interface AskedQuestion {
	readonly question: Question;
	readonly scaffold: Scaffold;
}

/** Throws a `TemplateFault` where there is no such scaffold, or its template is at fault. */
export async function loadScaffold(
	id: string,
	logics: readonly ScaffoldLogic[],
	templates: TemplateSource,
	outer: readonly string[] = [],
): Promise<Scaffold> {
	const files = await templates.read(id);
	if (files?.["template.json"] === undefined) throw new TemplateFault(`There is no scaffold "${id}".`);
	if (outer.includes(id)) {
		throw new TemplateFault(`${placeOfTemplate(id, files, "template.json")} is a part of itself.`);
	}
	const manifest = parseManifest(id, files);
	const parts = (manifest.parts ?? []).map(async (declared) => ({
		scaffold: await loadScaffold(declared.scaffold, logics, templates, [...outer, id]),
		declared,
	}));
	const logic = logics.find((candidate) => candidate.id === id) ?? createPlainLogic(id, manifest);
	return { logic, manifest, files, parts: await Promise.all(parts) };
}

/** The questions of a scaffold and of its parts, in the order in which they are asked; each id once. */
export function listQuestions(scaffold: Scaffold): readonly AskedQuestion[] {
	const asked = new Map<string, AskedQuestion>();
	for (const question of scaffold.manifest.questions) asked.set(question.id, { question, scaffold });
	for (const { scaffold: part, declared } of scaffold.parts) {
		for (const { question, scaffold } of listQuestions(part)) {
			if (asked.has(question.id) || declared.answers?.[question.id] !== undefined) continue;
			const when = { ...declared.when, ...question.when };
			asked.set(question.id, { question: { ...question, when }, scaffold });
		}
	}
	return [...asked.values()];
}
