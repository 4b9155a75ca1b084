import type { TextEdit } from "../../text/textEdit.ts";
import type { ExpressionPlace } from "./expressionPlace.ts";

/** What is offered to be done at a place; the protocol's names of kinds. */
export type CodeActionKind =
	| "quickfix"
	| "refactor.extract"
	| "refactor.inline"
	| "refactor.rewrite"
	| "source.format.promql"
	| "source.fixAll.observability";

export interface CodeAction {
	/** What it does, as the user's menu shows it. */
	readonly title: string;
	readonly kind: CodeActionKind;
	/** The one that an editor's "fix" key takes where several are offered. */
	readonly preferred?: boolean;
	/** In the file's offsets; they do not overlap. */
	readonly edits: readonly TextEdit[];
	/** The diagnostic whose page it opens instead of editing; not every editor can. */
	readonly explains?: string;
	/** What it changes in another file, whose offsets count there; `edits` is empty then. */
	readonly elsewhere?: EditElsewhere;
	/** Why it cannot be done, as a sentence for the user: it is shown and does nothing. */
	readonly refusal?: string;
	/** The scaffold that it runs instead of editing, and where in the file; not every editor can. */
	readonly creates?: { readonly scaffold: "runbook" | "ruleTest"; readonly offset: number };
	/** The code and the place, in the file, of the problem that it mends. */
	readonly mends?: MendedProblem;
}

export interface EditElsewhere {
	readonly uri: string;
	/** The file as it is; left out where it is still to be made. */
	readonly text?: string;
	readonly edits: readonly TextEdit[];
}

export interface MendedProblem {
	readonly code: string;
	readonly message: string;
}

/**
 * One thing that can be done with PromQL, in a file of its own.
 *
 * Invariant: what it offers is right: the new text parses, passes the checker and means what the title says. Where that
 * is not sure, nothing is offered.
 */
export interface RefactoringProvider {
	readonly kind: CodeActionKind;
	/** What it says holds whatever the variables in the expression stand for; without it, it is not offered where there are any. */
	readonly withMasks?: true;
	/** The expression is whole and without a fault. */
	offer(place: ExpressionPlace): readonly CodeAction[];
}
