import type { ValueType } from "../../../promql/ast.ts";
import type { Span } from "../../../text/span.ts";

/**
 * What is about to be written at a place in PromQL. Pure: it looks at the text alone and knows no server.
 *
 * `replace` is the word under the cursor, also what stands after the cursor; `typed` is its part before the cursor.
 */
export type Situation =
	| Nothing
	| Operand
	| AfterOperand
	| Clause
	| LabelName
	| MatchOperator
	| LabelValue
	| Duration
	| Anchor;

export interface Nothing {
	readonly kind: "nothing";
}

/** The word that a completion replaces. */
export interface Word {
	readonly replace: Span;
	readonly typed: string;
}

/** An expression may begin: a metric, a function, an aggregation. */
export interface Operand extends Word {
	readonly kind: "operand";
	/** The bracket after the word, where there is one already, and where it ends. */
	readonly next?: { readonly bracket: "(" | "{"; readonly end: number };
	/** The function whose argument this is. */
	readonly call?: string;
	/** The type that must stand here, where there is only one. */
	readonly wanted?: ValueType;
	/** Words that may stand here too, such as `bool` or `on` after a binary operator. */
	readonly keywords: readonly string[];
}

/** An expression is complete before the cursor: an operator or a modifier may follow. */
export interface AfterOperand extends Word {
	readonly kind: "afterOperand";
	/** `offset` and `@` fit. */
	readonly selector: boolean;
	/** Of a range: `anchored` and `smoothed` fit. */
	readonly range: boolean;
	/** `by` and `without` fit. */
	readonly aggregation: boolean;
}

/** Only these words may follow, as after `sum` or `sum by (job)`. */
export interface Clause extends Word {
	readonly kind: "clause";
	readonly keywords: readonly string[];
}

export interface LabelName extends Word {
	readonly kind: "labelName";
	/** `matcher` inside braces, `grouping` inside the parentheses of a clause, `string` in a string argument. */
	readonly place: "matcher" | "grouping" | "string";
	/** The quote that is there already, or nothing. */
	readonly quote: string;
	/** The string's closing quote is missing. */
	readonly open: boolean;
	/** Among matchers: an operator follows already. */
	readonly hasOperator: boolean;
	/** A quoted metric name may stand here too. */
	readonly metricToo: boolean;
	readonly present: readonly string[];
	/** Selectors to ask about; empty for the labels of all series. */
	readonly scope: readonly string[];
}

/** Among matchers, after a label that has no operator yet. */
export interface MatchOperator extends Word {
	readonly kind: "matchOperator";
}

export interface LabelValue extends Word {
	readonly kind: "labelValue";
	readonly label: string;
	readonly regex: boolean;
	readonly quote: string;
	readonly open: boolean;
	readonly scope: readonly string[];
}

export interface Duration extends Word {
	readonly kind: "duration";
	readonly place: "range" | "step" | "offset";
	/** The closing bracket is missing. */
	readonly open: boolean;
}

/** After `@`. */
export interface Anchor extends Word {
	readonly kind: "anchor";
}

export const NOTHING: Nothing = { kind: "nothing" };
