/**
 * A scaffold turns answers, and what it finds in the workspace, into files. It writes nothing.
 * `templates/<id>/template.json` declares the questions and targets; the files beside it are the templates.
 */
export interface ScaffoldDescription {
	readonly id: string;
	/** As in the command palette, without the category: `Add SLO`. */
	readonly title: string;
	readonly questions: readonly Question[];
	/** It can tell what would come of the answers before anything is written: `foresee`. */
	readonly foresees?: true;
}

/** A scaffold in a list to choose from. */
export interface ScaffoldSummary {
	readonly id: string;
	readonly title: string;
	/** What it belongs to; user templates that name no group are in `own`. */
	readonly group: string;
	/** In one sentence, what it makes. */
	readonly summary: string;
	/** The template is of the workspace, or its files were changed there. */
	readonly own?: true;
}

export interface Question {
	readonly id: string;
	/** What is asked, as the title of the input. */
	readonly prompt: string;
	/** One or two sentences that help to answer. */
	readonly help?: string;
	readonly input: QuestionInput;
	readonly default?: string;
	/** Asked only where each named question has one of the given answers; of an answer of many, where one of them is. */
	readonly when?: Condition;
}

export type Condition = Readonly<Record<string, readonly string[]>>;

export type QuestionInput =
	| { readonly kind: "text"; readonly placeholder?: string }
	/** With `many`, any number of them: the answer has the values with `, ` between, and none is an answer too. */
	| { readonly kind: "choice"; readonly choices: readonly Choice[]; readonly many?: true }
	/**
	 * Choices come from what is known live and of the workspace (`metrics`, `labels` …); any text is accepted too, as there
	 * may be no server. `many` as of a choice.
	 */
	| { readonly kind: "live"; readonly source: string; readonly placeholder?: string; readonly many?: true };

export interface Choice {
	readonly value: string;
	readonly label: string;
	readonly description?: string;
	readonly detail?: string;
}

export type Answers = Readonly<Record<string, string>>;

/** The values of an answer of many. */
export function splitAnswer(answer: string | undefined): readonly string[] {
	return (answer ?? "")
		.split(",")
		.map((value) => value.trim())
		.filter((value) => value !== "");
}

/** Claims that a question or a target with this condition takes part, given the answers. */
export function applies(when: Condition | undefined, answers: Answers): boolean {
	return Object.entries(when ?? {}).every(([question, accepted]) => {
		const answer = answers[question] ?? "";
		return accepted.includes(answer) || splitAnswer(answer).some((value) => accepted.includes(value));
	});
}

export interface ScaffoldFile {
	/** Relative to the workspace folder, with `/`. */
	readonly path: string;
	readonly content: string;
	/** What the file is, in a few words, for the preview. */
	readonly description: string;
	/**
	 * The text of the existing file that `content` was made from by adding to it. It is written only where the file is
	 * still that; left out for a file that does not build on one that exists.
	 */
	readonly base?: string;
}

export type RenderResult =
	| {
			readonly kind: "files";
			readonly files: readonly ScaffoldFile[];
			readonly notes: readonly string[];
			/** Files of the user's that could not be added to, and so are left as they are; a note tells each. */
			readonly left?: readonly LeftFile[];
	  }
	| { readonly kind: "invalid"; readonly question: string; readonly message: string };

export interface LeftFile {
	readonly path: string;
	/** The end of a sentence, with its stop. */
	readonly reason: string;
}

/** A template that cannot be used as it stands, in words for whoever wrote it. */
export class TemplateFault extends Error {}
