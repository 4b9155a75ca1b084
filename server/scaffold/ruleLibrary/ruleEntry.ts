import type { Parameters } from "./parameters.ts";

/**
 * A rule of the library. In texts and expressions `<<name>>` stands for a parameter, `<<for>>` for how long the condition
 * has to hold, and `<<who>>` for the labels of the parameter `by` as the alert has them.
 *
 * Everything in an entry is tested: that the metrics and labels exist, that the rule fires on `test.fires` with those very
 * labels and not on `test.quiet`, at the defaults and at each `other` value, and that none of our checks finds fault.
 */
interface Entry {
	/** Lower-case words with hyphens; it stays, as answers and links name it. */
	readonly id: string;
	/** In a few words, for the list. */
	readonly title: string;
	/** What it says when it fires, or what it records, in a sentence or two. */
	readonly tells: string;
	/** Series that it cannot do without. */
	readonly needs: readonly string[];
	/**
	 * Who exposes them: an exporter of the bundled catalogue, or where the metrics are defined. Of a rule about what every
	 * target has it is `Prometheus`.
	 */
	readonly source: string;
	readonly parameters: Parameters;
	readonly expression: string;
}

export interface AlertEntry extends Entry {
	/** In CamelCase, the subject first. */
	readonly alert: string;
	/** A duration; `0s` where the condition has waited enough in its window. */
	readonly for: string;
	readonly severity: Severity;
	readonly summary: string;
	readonly description: string;
	/** What goes wrong for people meanwhile. */
	readonly impact: string;
	/** Questions with the queries that answer them. */
	readonly diagnosis: readonly (readonly [question: string, query: string])[];
	/** What to do, the likeliest first. */
	readonly mitigation: readonly string[];
	readonly test: AlertEntryTest;
}

/** `critical` wakes somebody, `warning` waits for the next working day, `info` is for pages and inhibition. */
export type Severity = "critical" | "warning" | "info";

/** Series in the notation of `promtool test rules`, a sample a minute. */
export interface AlertEntryTest {
	/** When it fires, by its `for` and windows. */
	readonly at: string;
	readonly fires: SeriesTable;
	/** Of the alert, without its name and what the rule sets. */
	readonly labels: Readonly<Record<string, string>>;
	/** `$value` at that time. */
	readonly value: TestValue;
	/** Alike, but nothing is wrong, or nothing can be said; empty for what always fires. */
	readonly quiet: SeriesTable;
}

/**
 * What hangs on a parameter is said so: it grows with `window`, or is the `quantile` of values that lie evenly between
 * two bounds of buckets.
 */
export type TestValue =
	| number
	| { readonly perWindowMinute: number }
	| { readonly of: "quantile"; readonly from: number; readonly to: number };

export interface RecordingEntry extends Entry {
	/** `level:metric:operations`; `<<by>>` and `<<window>>` as in texts, labels with `_` between. */
	readonly record: string;
	readonly test: RecordingEntryTest;
}

export interface RecordingEntryTest {
	readonly at: string;
	readonly series: SeriesTable;
	readonly labels: Readonly<Record<string, string>>;
	readonly value: number;
}

/** Values by series. */
export type SeriesTable = Readonly<Record<string, string>>;

/** Entries that belong together; a rule group of their own in the file. */
export interface EntryGroup<Kind> {
	/** The rule group's name. */
	readonly name: string;
	/** For the list. */
	readonly title: string;
	readonly entries: readonly Kind[];
}
