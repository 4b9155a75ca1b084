/**
 * A scaffold turns answers into files. It is pure: it reads nothing and writes nothing.
 * `templates/<id>/template.json` declares the questions and targets; the files beside it are the templates.
 */
export interface ScaffoldDescription {
	readonly id: string;
	/** As in the command palette, without the category: `Add SLO`. */
	readonly title: string;
	readonly questions: readonly Question[];
}

export interface Question {
	readonly id: string;
	/** What is asked, as the title of the input. */
	readonly prompt: string;
	/** One or two sentences that help to answer. */
	readonly help?: string;
	readonly input: QuestionInput;
	readonly default?: string;
	/** Asked only where each named question has one of the given answers. */
	readonly when?: Readonly<Record<string, readonly string[]>>;
}

export type QuestionInput =
	| { readonly kind: "text"; readonly placeholder?: string }
	| { readonly kind: "choice"; readonly choices: readonly Choice[] }
	/** Choices come from live knowledge (`metrics`, `labels` …); any text is accepted too, as there may be no server. */
	| { readonly kind: "live"; readonly source: string; readonly placeholder?: string };

export interface Choice {
	readonly value: string;
	readonly label: string;
	readonly description?: string;
	readonly detail?: string;
}

export type Answers = Readonly<Record<string, string>>;

export interface ScaffoldFile {
	/** Relative to the workspace folder, with `/`. */
	readonly path: string;
	readonly content: string;
	/** What the file is, in a few words, for the preview. */
	readonly description: string;
}

export type RenderResult =
	| { readonly kind: "files"; readonly files: readonly ScaffoldFile[]; readonly notes: readonly string[] }
	| { readonly kind: "invalid"; readonly question: string; readonly message: string };
