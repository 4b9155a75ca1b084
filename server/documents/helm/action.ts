import type { Fix } from "../../text/problem.ts";
import type { Span } from "../../text/span.ts";

/** What stands between `{{` and `}}` of a template that renders a file, with the delimiters. */
export interface TemplateAction {
	readonly span: Span;
	readonly kind: ActionKind;
	/** Of `open`, `else` and `end`: the word that says so. */
	readonly keyword?: string;
	/** Of a constant: the parts of the action that are rendered as they stand. */
	readonly shown?: readonly Span[];
	/** Of a constant: what takes the place of the delimiters next to the text, where it is rendered in quotes. */
	readonly quote?: string;
	/** A value that brings lines of YAML rather than a part of one. */
	readonly brings?: "lines" | "maybeLines";
}

export type ActionKind =
	/** Begins a block that `end` closes. */
	| "open"
	| "else"
	| "end"
	/** Leaves no text and opens nothing: a comment, an assignment. */
	| "silent"
	/** Is rendered as text that is known. */
	| "constant"
	/** Is rendered as text that only the values of the chart decide. */
	| "value"
	/** Written for Prometheus; Helm would take it for its own. */
	| "unescaped";

/** A fault of the template itself. */
export interface TemplateFinding {
	readonly code: string;
	readonly span: Span;
	readonly message: string;
	readonly fix?: Fix;
}

export interface TemplateActions {
	/** In order, not overlapping. */
	readonly actions: readonly TemplateAction[];
	readonly findings: readonly TemplateFinding[];
}

/** Claims that the action leaves no text where it stands. */
export function leavesNothing({ kind }: TemplateAction): boolean {
	return kind === "open" || kind === "else" || kind === "end" || kind === "silent";
}
