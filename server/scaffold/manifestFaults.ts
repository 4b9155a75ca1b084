import { closestWord } from "../base/closestWord.ts";
import { MERGERS } from "./merge/mergers.ts";
import { isMap } from "./merge/tree.ts";
import type { TemplateFiles } from "./templateSource.ts";

/** What is wrong in a `template.json`, each as a sentence without a stop; files are those of the template. */
export function findManifestFaults(manifest: unknown, files: TemplateFiles): readonly string[] {
	if (!isMap(manifest)) return ["it holds no scaffold: a map with title, questions and targets is expected"];
	const faults: string[] = [];
	if (!isText(manifest["title"])) faults.push('it has no "title"');
	for (const key of ["summary", "group"]) {
		if (manifest[key] !== undefined && typeof manifest[key] !== "string") faults.push(`"${key}" is no text`);
	}
	for (const key of ["questions", "targets"]) if (!Array.isArray(manifest[key])) faults.push(`it has no list "${key}"`);
	for (const key of ["facts", "notes", "parts"]) {
		if (manifest[key] !== undefined && !Array.isArray(manifest[key])) faults.push(`"${key}" is no list`);
	}
	if (faults.length > 0) return faults;
	const questions = manifest["questions"] as readonly unknown[];
	const ids = questions.map((question) => (isMap(question) ? String(question["id"]) : ""));
	const facts = (manifest["facts"] ?? []) as readonly unknown[];
	const decided = [...ids, ...facts.map(String)];
	return [
		...questions.flatMap((question, index) => findQuestionFaults(question, index, ids)),
		...(manifest["targets"] as readonly unknown[]).flatMap((target, index) =>
			findTargetFaults(target, index, decided, files),
		),
		...((manifest["parts"] ?? []) as readonly unknown[]).flatMap((part, index) => findPartFaults(part, index, ids)),
		...(((manifest["notes"] ?? []) as readonly unknown[]).every((note) => typeof note === "string")
			? []
			: ["a note is no text"]),
	];
}

function findQuestionFaults(question: unknown, index: number, ids: readonly string[]): readonly string[] {
	const name = `question ${index + 1}`;
	if (!isMap(question)) return [`${name} is no map`];
	const { id, prompt, help, when, input } = question;
	if (!isText(id) || !/^[A-Za-z][\w-]*$/.test(id)) return [`${name} has no "id" of letters, digits and _`];
	const called = `${name} ("${id}")`;
	const faults: string[] = [];
	if (ids.indexOf(id) !== index) faults.push(`${called} has the id of an earlier one`);
	if (!isText(prompt)) faults.push(`${called} has no "prompt"`);
	if (help !== undefined && typeof help !== "string") faults.push(`"help" of ${called} is no text`);
	if (question["default"] !== undefined && typeof question["default"] !== "string") {
		faults.push(`"default" of ${called} is no text: write it in quotes`);
	}
	return [...faults, ...findInputFaults(called, input, question["default"]), ...findConditionFaults(called, when, ids)];
}

function findInputFaults(called: string, input: unknown, fallback: unknown): readonly string[] {
	if (!isMap(input)) return [`${called} has no "input", such as { "kind": "text" }`];
	switch (input["kind"]) {
		case "text":
			return [];
		case "live":
			return isText(input["source"]) ? [] : [`the input of ${called} has no "source"`];
		case "choice": {
			const { choices, many } = input;
			if (!Array.isArray(choices) || choices.length === 0) return [`the input of ${called} has no "choices"`];
			if (!choices.every((choice) => isMap(choice) && typeof choice["value"] === "string" && isText(choice["label"]))) {
				return [`a choice of ${called} has no "value" or no "label"`];
			}
			const values = choices.map((choice: { readonly value: string }) => choice.value);
			const stranger =
				typeof fallback !== "string" || many === true || values.includes(fallback) ? undefined : fallback;
			return stranger === undefined ? [] : [`the default "${stranger}" of ${called} is none of its choices`];
		}
		default:
			return [`the input of ${called} has no "kind": text, choice or live`];
	}
}

function findTargetFaults(
	target: unknown,
	index: number,
	decided: readonly string[],
	files: TemplateFiles,
): readonly string[] {
	const called = `target ${index + 1}`;
	if (!isMap(target)) return [`${called} is no map`];
	const faults = ["template", "path", "description"]
		.filter((key) => !isText(target[key]))
		.map((key) => `${called} has no "${key}"`);
	const { template, merge, when } = target;
	// A name with values in it is only known once there are some.
	if (isText(template) && !template.includes("<<") && files[template] === undefined) {
		faults.push(`${called} names the file "${template}", which the template does not have`);
	}
	if (merge !== undefined && !(typeof merge === "string" && Object.hasOwn(MERGERS, merge))) {
		faults.push(`${called} is to be merged by "${String(merge)}"; there are ${Object.keys(MERGERS).join(", ")}`);
	}
	return [...faults, ...findConditionFaults(called, when, decided)];
}

function findPartFaults(part: unknown, index: number, ids: readonly string[]): readonly string[] {
	const called = `part ${index + 1}`;
	if (!isMap(part) || !isText(part["scaffold"])) return [`${called} has no "scaffold"`];
	const { answers, when } = part;
	const wrong =
		answers !== undefined && !(isMap(answers) && Object.values(answers).every((each) => typeof each === "string"));
	return [...(wrong ? [`"answers" of ${called} is no map of texts`] : []), ...findConditionFaults(called, when, ids)];
}

function findConditionFaults(called: string, when: unknown, known: readonly string[]): readonly string[] {
	if (when === undefined) return [];
	if (!isMap(when)) return [`"when" of ${called} is no map of questions and answers`];
	return Object.entries(when).flatMap(([name, accepted]) => {
		if (!known.includes(name)) {
			const nearest = closestWord(name, known);
			return [
				`"when" of ${called} names no question: "${name}"${nearest === undefined ? "" : `; is it "${nearest}"?`}`,
			];
		}
		const texts = Array.isArray(accepted) && accepted.every((answer) => typeof answer === "string");
		return texts ? [] : [`"${name}" in "when" of ${called} is no list of answers`];
	});
}

function isText(value: unknown): value is string {
	return typeof value === "string" && value !== "";
}
