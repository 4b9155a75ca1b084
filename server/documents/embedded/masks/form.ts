import type { Mask } from "../region.ts";

/** What a stand-in looks like, so that it fits between its neighbours. */
export type Form =
	/** A metric, a label, a function, or a part of such a word. */
	| "name"
	/** Letters inside quotes or a comment. */
	| "letters"
	/** Text with its quotes. */
	| "quoted"
	| "number"
	| "duration"
	/** Digits of a number or duration that goes on behind. */
	| "digits"
	/** Digits and a small unit, behind other units. */
	| "amount"
	/** The unit, and what may follow it, behind digits. */
	| "unit"
	| "matcher"
	/** A whole list of labels with its parentheses. */
	| "labelList"
	| "aggregation"
	/** An aggregation that takes a parameter. */
	| "rankedAggregation"
	| "operator"
	| "comparison"
	| "matchOperator"
	| "blank";

export interface Decision {
	readonly form: Form;
	readonly role: Mask["role"];
}
