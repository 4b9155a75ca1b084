import type { LabelSet } from "../../metrics/port.ts";
import type { Span } from "../../text/span.ts";
import type { Cardinality, MatchConflict } from "./vectorMatching.ts";

/** An expression as a tree of its parts, each with what it gave. Numbers are texts, as JSON has no NaN and no infinity. */
export interface Explanation {
	readonly expression: string;
	/** Unix seconds at which the whole was evaluated. */
	readonly time: number;
	readonly root: ExplainedNode;
	/** Nodes of the tree, and how many questions the server was asked. */
	readonly nodes: number;
	readonly queries: number;
}

export interface ExplainedNode {
	/** Counted from 0, the whole expression first, in the order of the text. */
	readonly id: number;
	readonly kind: "selector" | "range" | "subquery" | "call" | "aggregation" | "binary" | "unary" | "number" | "string";
	/** What it does, in a few words of PromQL, such as `rate`, `sum by (job)` or `/ on (instance)`. */
	readonly title: string;
	/** In the explained expression. */
	readonly span: Span;
	/** What the server was asked; a range is asked for its newest sample. Left out for what stands for itself. */
	readonly query?: string;
	/** Unix seconds; an `offset` or `@` around it moves it. */
	readonly time: number;
	readonly outcome: Outcome;
	readonly children: readonly ExplainedNode[];
	readonly matching?: Matching;
	readonly groups?: Groups;
	readonly selectivity?: readonly MatcherSelectivity[];
	/** Of a comparison without `bool`: series before and after. */
	readonly filter?: { readonly before: number; readonly after: number };
}

export type Outcome =
	| NodeResult
	/** A literal. */
	| { readonly kind: "itself"; readonly value: string }
	| { readonly kind: "failed"; readonly message: string }
	| { readonly kind: "skipped"; readonly reason: string };

export interface NodeResult {
	readonly kind: "result";
	readonly type: "vector" | "scalar" | "string";
	readonly series: number;
	/** There are more than `series`; they were not loaded. */
	readonly truncated: boolean;
	/** Labels with their distinct values, those with the most first; of series without the label, the empty value counts. */
	readonly labels: readonly LabelCount[];
	/** The smallest and the largest number; left out where there is none. */
	readonly least?: string;
	readonly most?: string;
	/** Series whose value is no number. */
	readonly notNumbers: number;
	/** Series whose value is a native histogram. */
	readonly histograms: number;
	/** The first of the series. */
	readonly sample?: { readonly labels: LabelSet; readonly value: string };
	/** From the request to the last byte. */
	readonly seconds: number;
	/** The same part stands somewhere else too, and was asked for once. */
	readonly shared: boolean;
	readonly warnings: readonly string[];
}

export interface LabelCount {
	readonly name: string;
	readonly values: number;
}

/** How the two sides of an operation came together. */
export interface Matching {
	readonly operator: string;
	readonly cardinality: Cardinality;
	/** The labels that must be alike: those named, or all but those named. */
	readonly on: boolean;
	readonly labels: readonly string[];
	readonly include: readonly string[];
	readonly left: Side;
	readonly right: Side;
	/** Pairs that met, and of them those that a comparison left out. */
	readonly pairs: number;
	readonly dropped: number;
	/** Series of the result by the rules of matching; left out where it cannot be told. */
	readonly results?: number;
	/** Some of the pairs. */
	readonly examples: readonly { readonly left: LabelSet; readonly right: LabelSet }[];
	readonly conflict?: Conflict;
	/** Why it could not be compared, for the user. */
	readonly unknown?: string;
}

export interface Side {
	readonly series: number;
	readonly alone: number;
	/** Some of the series without a partner. */
	readonly examples: readonly LabelSet[];
	/** Labels that keep them from a partner, with the series that each of them keeps, the most first. */
	readonly reasons: readonly MismatchReason[];
}

export interface MismatchReason {
	readonly label: string;
	readonly series: number;
	/** `absent`: no series of the other side has the label; `extra`: this side has none and the other has it. */
	readonly kind: "value" | "absent" | "extra";
	/** A value of this side that no series of the other side has. */
	readonly example: string;
}

export interface Conflict extends Omit<MatchConflict, "series"> {
	readonly examples: readonly [LabelSet, LabelSet];
}

/** The groups of an aggregation. */
export interface Groups {
	readonly without: boolean;
	readonly by: readonly string[];
	readonly count: number;
	/** The largest, with the series in each. */
	readonly largest: readonly { readonly labels: LabelSet; readonly series: number }[];
	/** Series in the smallest. */
	readonly smallest: number;
}

export interface MatcherSelectivity {
	/** As it is written, such as `code=~"5.."`. */
	readonly matcher: string;
	/** Series without it; left out where that was not asked. */
	readonly without?: number;
	readonly unasked?: string;
}
