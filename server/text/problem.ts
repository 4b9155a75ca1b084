import { type Span, shift } from "./span.ts";
import type { TextEdit } from "./textEdit.ts";

export type Severity = "error" | "warning" | "information" | "hint";

/**
 * Something to tell the user about a place in a text.
 *
 * `code` is stable and names its page under `docs/diagnostics/<code>.md`.
 * `message` says what is wrong, why it matters and what to do, in plain text, naming the user's own words.
 * `span` counts in the coordinates of the text that the producer was given: the expression for the PromQL checker,
 * the file for a document adapter.
 */
export interface Problem {
	readonly code: string;
	readonly severity: Severity;
	readonly span: Span;
	readonly message: string;
	readonly related?: readonly RelatedSpan[];
	/** What mends it, in the same coordinates; only where there is one right answer. */
	readonly fix?: Fix;
}

export interface Fix {
	/** What it does, as the user's menu shows it. */
	readonly title: string;
	/** In order, not overlapping. */
	readonly edits: readonly TextEdit[];
	/**
	 * What was meant can only be guessed, or what else depends on the place cannot be seen: offered for the one place,
	 * and never made together with others.
	 */
	readonly guess?: true;
}

export interface RelatedSpan {
	readonly span: Span;
	readonly message: string;
}

/** The problem of a text that stands `delta` further on. */
export function moveProblem(problem: Problem, delta: number): Problem {
	if (delta === 0) return problem;
	const { related, fix } = problem;
	return {
		...problem,
		span: shift(problem.span, delta),
		...(related === undefined
			? {}
			: { related: related.map(({ span, message }) => ({ message, span: shift(span, delta) })) }),
		...(fix === undefined
			? {}
			: {
					fix: {
						...fix,
						edits: fix.edits.map(({ span, newText }) => ({ span: shift(span, delta), newText })),
					},
				}),
	};
}
