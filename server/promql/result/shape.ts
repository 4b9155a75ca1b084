import type { Expression, ValueType } from "../ast.ts";
import type { LabelsShape } from "./labels.ts";
import type { Quantity } from "./quantity.ts";
import type { MetricDescription } from "./units.ts";

export type { Reason } from "./labels.ts";
export type { MetricDescription } from "./units.ts";

/**
 * What a query can return, whatever series the server holds.
 *
 * Every claim is one that Prometheus keeps: what is not known is said to be possible or unknown, never guessed. Two kinds
 * of knowledge may add to what the text alone says: metadata, and the recording rules behind a metric's name.
 */
export interface QueryResultShape {
	readonly valueType: ValueType;
	/** Of each returned series; of a scalar or a string, none. */
	readonly labels: LabelsShape;
	/** Whether the result has no series: `always` where parts of the text contradict each other. */
	readonly empty: "never" | "possible" | "always";
	readonly quantity: Quantity;
	/** The outermost operation is a comparison that leaves series out instead of answering 0 or 1. */
	readonly filter: boolean;
}

export interface ResultKnowledge {
	/** What targets say about the metric that the series `name` belongs to. */
	metadata(name: string): MetricDescription | undefined;
	/** Every recording rule with that name; none where the metric is not recorded or not all its rules are known. */
	recorded(name: string): readonly RecordedSeries[];
}

/** What one recording rule writes. */
export interface RecordedSeries {
	readonly expression: Expression;
	/** The labels that the rule adds; an empty value takes the label away. */
	readonly labels: ReadonlyMap<string, string>;
}

export const nothingKnown: ResultKnowledge = { metadata: () => undefined, recorded: () => [] };
