import { CancellationTokenSource } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import {
	type Answers,
	type Question,
	type ScaffoldDescription,
	scaffoldChoices,
	validateAnswer,
} from "../../server/protocol/scaffold.ts";
import { askChoice, type OfferedChoices } from "../prompts/choicePrompt.ts";
import type { GivenAnswers, Prompted, Step, StepPosition } from "../prompts/steps.ts";
import { askText } from "../prompts/textPrompt.ts";

/** The questions of a scaffold as steps that a user is asked. */
export function stepsOf(scaffold: ScaffoldDescription, client: LanguageClient): readonly Step[] {
	return scaffold.questions.map((question) => ({
		id: question.id,
		applies: (answers) => questionApplies(question, answers),
		ask: (position, answers) => ask(question, { scaffold, client, position, answers }),
	}));
}

export function questionApplies({ when }: Question, answers: Answers): boolean {
	return Object.entries(when ?? {}).every(([id, accepted]) => {
		const answer = answers[id];
		return answer !== undefined && accepted.includes(answer);
	});
}

interface Asking {
	readonly scaffold: ScaffoldDescription;
	readonly client: LanguageClient;
	readonly position: StepPosition;
	readonly answers: GivenAnswers;
}

async function ask(question: Question, { scaffold, client, position, answers }: Asking): Promise<Prompted> {
	const title = `${scaffold.title}: ${question.prompt}`;
	const help = question.help ?? question.prompt;
	const value = position.previous ?? question.default;
	const scaffoldStep = { id: scaffold.id, question: question.id, answers };
	const validate = async (text: string): Promise<string | undefined> =>
		(await client.sendRequest(validateAnswer, { ...scaffoldStep, value: text })) ?? undefined;

	switch (question.input.kind) {
		case "text":
			return askText(
				{
					title,
					prompt: help,
					validate,
					...(value === undefined ? {} : { value }),
					...(question.input.placeholder === undefined ? {} : { placeholder: question.input.placeholder }),
				},
				position,
			);
		case "choice":
			return askChoice(
				{ title, placeholder: help, choices: question.input.choices, ...(value === undefined ? {} : { value }) },
				position,
			);
		case "live": {
			const cancellation = new CancellationTokenSource();
			const choices: Promise<OfferedChoices> = client.sendRequest(scaffoldChoices, scaffoldStep, cancellation.token);
			try {
				return await askChoice(
					{
						title,
						placeholder: question.input.placeholder ?? help,
						choices,
						freeText: { validate },
						...(value === undefined ? {} : { value }),
					},
					position,
				);
			} finally {
				cancellation.cancel();
				cancellation.dispose();
			}
		}
		default:
			return question.input satisfies never;
	}
}
