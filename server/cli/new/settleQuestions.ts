import type { Scaffolds } from "../../scaffold/createScaffolds.ts";
import type { Answers, Choice, Question } from "../../scaffold/scaffold.ts";
import { applies } from "../../scaffold/scaffold.ts";
import { optionOf } from "./readAnswers.ts";

export interface SettledQuestions {
	readonly answers: Answers;
	/** What is missing or will not do, all of it, as lines for the user. */
	readonly faults: readonly string[];
	/** Options that were given for questions that are not asked with the other answers. */
	readonly idle: readonly string[];
}

/** Asks a person; `undefined` where the answer never came. */
export type AskPerson = (
	question: Question,
	offered: { readonly choices: readonly Choice[]; readonly note?: string; readonly suggested?: string },
	check: (value: string) => Promise<string | null>,
) => Promise<string | undefined>;

/** Goes through the questions as they are asked: what was given, else what a person says, else what is suggested. */
export async function settleQuestions(
	scaffolds: Scaffolds,
	id: string,
	questions: readonly Question[],
	given: Answers,
	ask: AskPerson | undefined,
	signal: AbortSignal,
): Promise<SettledQuestions | undefined> {
	const answers: Record<string, string> = {};
	const faults: string[] = [];
	for (const question of questions) {
		if (signal.aborted) return undefined;
		if (!applies(question.when, answers)) continue;
		const step = { id, question: question.id, answers };
		const check = (value: string): Promise<string | null> => scaffolds.validate(step, value);
		const value = given[question.id];
		if (value !== undefined) {
			const fault = await check(value);
			if (fault !== null) faults.push(`--${optionOf(question.id)}: ${fault}`);
			answers[question.id] = value.trim();
			continue;
		}
		const offered = await scaffolds.choices(step, signal);
		if (ask !== undefined) {
			const answer = await ask(question, offered, check);
			if (answer === undefined) return undefined;
			answers[question.id] = answer;
			continue;
		}
		const suggested = offered.suggested ?? ((await check("")) === null ? "" : undefined);
		if (suggested === undefined) faults.push(describeMissing(question, offered.choices));
		else answers[question.id] = suggested;
	}
	const idle = Object.keys(given).filter((name) => !(name in answers));
	return { answers, faults, idle: faults.length > 0 ? [] : idle };
}

/** So many choices are named; the list of a live question may be long. */
const mostNamed = 8;

function describeMissing({ id, prompt }: Question, choices: readonly Choice[]): string {
	const named = choices.slice(0, mostNamed).map(({ value }) => value);
	const more = choices.length > named.length ? ", …" : "";
	return `--${optionOf(id)} is missing: ${prompt}${named.length === 0 ? "" : ` (${named.join(", ")}${more})`}`;
}
