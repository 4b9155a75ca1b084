import { type AskedQuestion, listQuestions, type Scaffold } from "./loadScaffold.ts";
import { checkPrintable } from "./quoting/printable.ts";
import { type Answers, applies, splitAnswer } from "./scaffold.ts";
import type { ScaffoldContext } from "./scaffoldContext.ts";

export type SettledAnswers =
	| { readonly kind: "settled"; readonly answers: Answers }
	| { readonly kind: "invalid"; readonly question: string; readonly message: string };

/** Takes what was given, else what is suggested; leaves out what is not asked with the answers before it. */
export async function settleAnswers(
	scaffold: Scaffold,
	given: Answers,
	context: ScaffoldContext,
): Promise<SettledAnswers> {
	const answers: Record<string, string> = {};
	for (const asked of listQuestions(scaffold)) {
		const { question } = asked;
		if (!applies(question.when, answers)) continue;
		const value = (given[question.id] ?? (await suggestAnswer(asked, answers, context)) ?? "").trim();
		const message = await checkAnswer(asked, value, answers, context);
		if (message !== undefined) return { kind: "invalid", question: question.id, message };
		answers[question.id] = value;
	}
	return { kind: "settled", answers };
}

export async function suggestAnswer(
	{ question, scaffold }: AskedQuestion,
	answers: Answers,
	context: ScaffoldContext,
	signal = new AbortController().signal,
): Promise<string | undefined> {
	return (await scaffold.logic.suggest?.[question.id]?.(answers, context, signal)) ?? question.default;
}

/** A message for the user where the value will not do. */
export async function checkAnswer(
	{ question, scaffold }: AskedQuestion,
	value: string,
	answers: Answers,
	context: ScaffoldContext,
): Promise<string | undefined> {
	const unprintable = checkPrintable(value);
	if (unprintable !== undefined) return unprintable;
	const { input } = question;
	if (input.kind === "choice") {
		const known = new Set(input.choices.map((choice) => choice.value));
		const stranger = (input.many ? splitAnswer(value) : [value]).find((candidate) => !known.has(candidate));
		if (stranger !== undefined) return `"${stranger}" is not one of ${[...known].join(", ")}.`;
	}
	const check = scaffold.logic.validate?.[question.id];
	if (check !== undefined) return check(value, answers, context);
	const mayBeEmpty = question.default === "" || (input.kind !== "text" && input.many);
	return value === "" && !mayBeEmpty ? `An answer is needed: ${question.prompt}` : undefined;
}
