import type { MetricKnowledge } from "../metrics/knowledge.ts";
import type { Answers, Choice } from "./scaffold.ts";
import type { View } from "./templateEngine.ts";

/**
 * What a scaffold computes: live choices, checks of answers, and the values that its templates lay out.
 * The texts of files stand in `templates/<id>/`; the numbers and expressions in them come from here.
 */
export interface ScaffoldLogic {
	/** The folder under `templates/`. */
	readonly id: string;
	/** By the `source` of live questions. */
	readonly choices: Readonly<Record<string, ChoiceSource>>;
	/** By question: a message for the user, or `undefined` where the answer will do. Answers come trimmed. */
	readonly validate: Readonly<Record<string, (value: string, answers: Answers) => string | undefined>>;
	/** By question: what is taken where no answer was given and the template has no default. */
	readonly suggest: Readonly<Record<string, (answers: Answers) => string | undefined>>;
	/** Every answer is there and valid. */
	compose(answers: Answers): Composition;
}

export type ChoiceSource = (
	answers: Answers,
	knowledge: ScaffoldKnowledge,
	signal: AbortSignal,
) => Promise<LiveChoices>;

export interface LiveChoices {
	readonly choices: readonly Choice[];
	/** Why the list is empty or cut, for the user. */
	readonly note?: string;
}

/** The part of what is known about the server's metrics that live choices need. */
export type ScaffoldKnowledge = Pick<MetricKnowledge, "labelNames" | "labelValues" | "metadata">;

export interface Composition {
	readonly view: View;
	/** What the user should know or do, as sentences. */
	readonly notes: readonly string[];
}
