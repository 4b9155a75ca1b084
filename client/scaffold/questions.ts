import { CancellationTokenSource } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import {
	applies,
	type OfferedAnswers,
	type Question,
	type ScaffoldDescription,
	scaffoldChoices,
	validateAnswer,
} from "../../server/protocol/scaffold.ts";
import { askChoice, type BeginAt, type OfferedChoices } from "../prompts/choicePrompt.ts";
import { askManyChoices } from "../prompts/manyChoicesPrompt.ts";
import type { GivenAnswers, Prompted, Step, StepPosition } from "../prompts/steps.ts";
import { askText } from "../prompts/textPrompt.ts";
import { type Known, listBeginnings } from "./beginning.ts";
import type { RememberedAnswers } from "./rememberedAnswers.ts";
import type { Scene } from "./scene.ts";

/** What the questions of a scaffold are asked with. */
export interface QuestionPorts {
	readonly scaffold: ScaffoldDescription;
	readonly client: LanguageClient;
	readonly scene: Scene;
	readonly remembered: RememberedAnswers;
	/** By question, what was suggested when it was asked; filled as they are. */
	readonly suggestions: Map<string, string | undefined>;
	/** Set as soon as the user takes what is suggested for all that is left; unset where nothing will do. */
	readonly rest: { taken: boolean };
	/** Why one of them has to be asked again. */
	readonly refused?: { readonly question: string; readonly message: string };
}

/** The questions of a scaffold as steps that a user is asked. */
export function stepsOf(ports: QuestionPorts): readonly Step[] {
	return ports.scaffold.questions.map((question) => ({
		id: question.id,
		...(question.default === undefined ? {} : { usual: question.default }),
		applies: (answers) => applies(question.when, answers),
		ask: async (position, answers) => {
			const cancellation = new CancellationTokenSource();
			const { scaffold, client, scene } = ports;
			const { at, folder } = scene;
			const step = {
				id: scaffold.id,
				question: question.id,
				answers,
				...(at === undefined ? {} : { at }),
				...(folder === undefined ? {} : { folder }),
			};
			const asking: Asking = {
				...ports,
				position,
				offered: client.sendRequest(scaffoldChoices, step, cancellation.token),
				validate: async (value) => (await client.sendRequest(validateAnswer, { ...step, value })) ?? undefined,
			};
			try {
				let lacking: string | undefined;
				for (;;) {
					if (ports.rest.taken) {
						const taken = await takeSuggested(question, asking);
						if (taken !== undefined) return { kind: "value", value: taken };
						ports.rest.taken = false;
						lacking = "Nothing is suggested here: your answer is needed.";
					}
					const prompted = await ask(question, asking, lacking);
					if (prompted.kind !== "rest") return prompted;
					ports.rest.taken = true;
				}
			} finally {
				cancellation.cancel();
				cancellation.dispose();
			}
		},
	}));
}

interface Asking extends QuestionPorts {
	readonly position: StepPosition;
	readonly offered: Promise<OfferedAnswers>;
	validate(value: string): Promise<string | undefined>;
}

/** `lacking` says why it is asked although the user wanted what is suggested. */
async function ask(question: Question, asking: Asking, lacking: string | undefined): Promise<Prompted> {
	const { position, refused, validate } = asking;
	const { input } = question;
	const begin = begins(question, asking);
	const fault = refused?.question === question.id ? refused.message : lacking;
	const common = {
		title: `${asking.scaffold.title}: ${question.prompt}`,
		offersRest: true,
		...(fault === undefined ? {} : { fault }),
	};
	if (input.kind === "text") {
		const value = begin.then((found) => found?.value);
		const { placeholder } = input;
		return askText(
			{
				...common,
				prompt: question.help ?? question.prompt,
				validate,
				value,
				...(placeholder === undefined ? {} : { placeholder }),
			},
			position,
		);
	}
	const { many } = input;
	const placeholder = many ? "Type to search" : "Choose, or type to search";
	const shown = {
		...common,
		placeholder:
			input.kind === "live" && input.placeholder !== undefined ? `Such as ${input.placeholder}` : placeholder,
		...describeHelp(question, many === true),
		...(position.previous === undefined ? {} : { value: position.previous }),
		choices: offerChoices(question, asking.offered, begin),
	};
	if (many) return askManyChoices({ ...shown, freeText: input.kind === "live", validate }, position);
	return askChoice({ ...shown, ...(input.kind === "live" ? { freeText: { validate } } : {}) }, position);
}

function describeHelp({ help }: Question, many: boolean): { readonly help?: string } {
	const hint = many ? "Check any number of them, or none, and press Enter." : undefined;
	const text = [help, hint].filter((part) => part !== undefined).join(" ");
	return text === "" ? {} : { help: text };
}

function begins(question: Question, asking: Asking): Promise<BeginAt | undefined> {
	return asking.offered.then(
		({ suggested }) => findBeginning(question, asking, suggested),
		// The choices themselves tell of the failure; the question can be answered without a suggestion.
		() => findBeginning(question, asking, question.default),
	);
}

/** What the question begins at, where it will do as it is; nothing, where nothing is an answer too. */
async function takeSuggested(question: Question, asking: Asking): Promise<string | undefined> {
	if (asking.refused?.question === question.id) return undefined;
	const { value = "" } = (await begins(question, asking)) ?? {};
	return (await asking.validate(value)) === undefined ? value : undefined;
}

async function offerChoices(
	{ input }: Question,
	offered: Promise<OfferedAnswers>,
	begin: Promise<BeginAt | undefined>,
): Promise<OfferedChoices> {
	// Choices of the template itself are there whatever becomes of the suggestion.
	const live = input.kind === "choice" ? { choices: input.choices } : await offered;
	const found = await begin;
	const isEmpty = live.choices.length === 0 && live.note === undefined && found === undefined;
	return {
		...live,
		...(isEmpty ? { note: "Nothing was found to choose from; type your answer." } : {}),
		...(found === undefined || found.value === "" ? {} : { begin: found }),
	};
}

/** What the question begins at: the first that will do. */
async function findBeginning(
	question: Question,
	{ position, scene, remembered, suggestions, validate }: Asking,
	suggested: string | undefined,
): Promise<BeginAt | undefined> {
	suggestions.set(question.id, suggested);
	const known: { -readonly [K in keyof Known]: Known[K] } = {};
	if (position.previous !== undefined) known.previous = position.previous;
	const place = scene.answers[question.id];
	if (place !== undefined) known.place = place;
	if (suggested !== undefined) known.suggested = suggested;
	if (question.default !== undefined) known.usual = question.default;
	const last = remembered[question.id];
	if (last !== undefined) known.remembered = last;
	for (const beginning of listBeginnings(known)) {
		const isOwn = beginning.value === suggested || beginning.value === question.default;
		if (isOwn || (await validate(beginning.value)) === undefined) return beginning;
	}
	// What was typed before and will not do is still there to be mended.
	return position.previous === undefined ? undefined : { value: position.previous, why: "as before" };
}

/** What to remember: each answer with what was suggested as it was given. */
export function withSuggestions(
	answers: GivenAnswers,
	suggestions: ReadonlyMap<string, string | undefined>,
): RememberedAnswers {
	return Object.fromEntries(
		Object.entries(answers)
			.filter(([question]) => suggestions.has(question))
			.map(([question, value]) => {
				const over = suggestions.get(question);
				return [question, over === undefined ? { value } : { value, over }];
			}),
	);
}
