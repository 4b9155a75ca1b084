import type { Insight } from "./insight.ts";
import type { Answers, Choice, ScaffoldFile } from "./scaffold.ts";
import type { ScaffoldContext } from "./scaffoldContext.ts";
import type { View } from "./templateEngine.ts";

/**
 * What a scaffold computes: live choices, checks of answers, and the values that its templates lay out.
 * The texts of files stand in `templates/<id>/`; the numbers and expressions in them come from here.
 */
export interface ScaffoldLogic {
	/** The folder under `templates/`. */
	readonly id: string;
	/** By the `source` of live questions; the sources that every template has (`commonSources`) need not be named. */
	readonly choices?: Readonly<Record<string, ChoiceSource>>;
	/** By question: a message for the user, or `undefined` where the answer will do. Answers come trimmed. */
	readonly validate?: Readonly<Record<string, AnswerCheck>>;
	/** By question: what is taken, and offered first, where no answer was given; before the template's default. */
	readonly suggest?: Readonly<Record<string, Suggestion>>;
	/** Every answer is there and valid. Throws a `Refusal` where they cannot be met in this workspace. */
	compose(answers: Answers, context: ScaffoldContext): Composition | Promise<Composition>;
	/**
	 * What would come of the answers; asked only after `compose` took them. It may ask the server, within bounds, and never
	 * throws for what a server can answer: what cannot be told is said in a note.
	 */
	foresee?(answers: Answers, context: ScaffoldContext, signal: AbortSignal): Promise<Insight>;
}

export type ChoiceSource = (answers: Answers, context: ScaffoldContext, signal: AbortSignal) => Promise<LiveChoices>;
export type AnswerCheck = (
	value: string,
	answers: Answers,
	context: ScaffoldContext,
) => string | undefined | Promise<string | undefined>;
export type Suggestion = (
	answers: Answers,
	context: ScaffoldContext,
	signal: AbortSignal,
) => string | undefined | Promise<string | undefined>;

export interface LiveChoices {
	readonly choices: readonly Choice[];
	/** Why the list is empty or cut, for the user. */
	readonly note?: string;
}

export interface Composition {
	/** What the templates lay out. */
	readonly view: View;
	/** What the user should know or do, as sentences. */
	readonly notes: readonly string[];
	/** What the `when` of targets may name beside questions, declared as `facts` in `template.json`. */
	readonly facts?: Readonly<Record<string, string>>;
	/** Files, relative to the folder, that the parts make anew in another form: `ScaffoldContext.remade`. */
	readonly remade?: readonly string[];
	/** Files that no template lays out, such as edits of the user's own code and what is JSON through and through. */
	readonly files?: readonly ScaffoldFile[];
}

/** Why answers cannot be met, in words for the user, and at which question that can be changed. */
export class Refusal extends Error {
	readonly question: string;

	constructor(question: string, message: string) {
		super(message);
		this.question = question;
	}
}
