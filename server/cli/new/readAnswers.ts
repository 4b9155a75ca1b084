import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { closestWord } from "../../base/closestWord.ts";
import { describeFailure } from "../../node/describeFailure.ts";
import type { Answers, Question } from "../../scaffold/scaffold.ts";
import type { NewArguments } from "./newArguments.ts";

export type GivenAnswers =
	| { readonly kind: "ok"; readonly answers: Answers }
	/** Sentences. */
	| { readonly kind: "misused"; readonly reasons: readonly string[] };

/** The answers of the file and of the options, by question; an option may be written `--runbook-url` or `--runbookUrl`. */
export function readAnswers(given: NewArguments, questions: readonly Question[]): GivenAnswers {
	const file = given.answersFile === undefined ? {} : readAnswersFile(given.answersFile);
	if (typeof file === "string") return { kind: "misused", reasons: [file] };
	const answers: Record<string, string> = {};
	const reasons: string[] = [];
	const all = [
		...Object.entries(file).map(([name, value]) => [name, value, `${name} in ${given.answersFile}`] as const),
		...given.answers.map(([name, value]) => [name, value, `--${name}`] as const),
	];
	const given_ = new Set<string>();
	for (const [name, value, written] of all) {
		const question = questions.find(({ id }) => id === name || optionOf(id) === optionOf(name));
		if (question === undefined) {
			const nearest = closestWord(
				optionOf(name),
				questions.map(({ id }) => optionOf(id)),
			);
			reasons.push(
				`${given.scaffold} has no question for ${written}${nearest === undefined ? "." : `; is it --${nearest}?`}`,
			);
			continue;
		}
		// Several options of one name are several values.
		const before =
			written.startsWith("--") && given_.has(question.id) && isMany(question) ? `${answers[question.id]}, ` : "";
		answers[question.id] = before + value;
		if (written.startsWith("--")) given_.add(question.id);
	}
	return reasons.length > 0 ? { kind: "misused", reasons } : { kind: "ok", answers };
}

function isMany({ input }: Question): boolean {
	return input.kind !== "text" && input.many === true;
}

/** `runbookUrl` as an option: `runbook-url`. */
export function optionOf(id: string): string {
	return id.replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
}

function readAnswersFile(path: string): Readonly<Record<string, string>> | string {
	let content: unknown;
	try {
		content = parse(readFileSync(path, "utf8").replace(/^\ufeff/, ""), { prettyErrors: true });
	} catch (error) {
		const isSyntax = error instanceof Error && error.name === "YAMLParseError";
		return `${path} cannot be read: ${isSyntax ? error.message.split("\n")[0] : describeFailure(error)}`;
	}
	if (typeof content !== "object" || content === null || Array.isArray(content)) {
		return `${path} holds no answers: a map of questions and answers is expected.`;
	}
	const answers: Record<string, string> = {};
	for (const [name, value] of Object.entries(content)) {
		const text = asText(value);
		if (text === undefined) return `${name} in ${path} is no answer: a text, a number or a list of them is expected.`;
		answers[name] = text;
	}
	return answers;
}

function asText(value: unknown): string | undefined {
	if (value === null) return "";
	if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value);
	if (!Array.isArray(value)) return undefined;
	const texts = value.map(asText);
	return texts.every((text) => text !== undefined) ? texts.join(", ") : undefined;
}
