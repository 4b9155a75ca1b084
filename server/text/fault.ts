import type { Severity } from "./problem.ts";

/**
 * What a diagnostic's page says: one entry for each code, beside the code that reports it.
 * Pages under docs/diagnostics are generated from these tables, and their examples are run as tests.
 */
export interface Fault {
	/** A few words, such as "Unknown field". */
	readonly title: string;
	readonly severity: Severity;
	/** Markdown: what Prometheus does with it and what that means for the reader's night. */
	readonly why: string;
	/** Markdown: what to do. */
	readonly fix: string;
	readonly example: FaultExample;
}

export interface FaultExample {
	/** `yaml` is a whole rule file, `promql` a rule's expression, `gotemplate` an annotation. */
	readonly language: "yaml" | "promql" | "gotemplate";
	/** What a file is called that is known by its name. */
	readonly file?: string;
	/** Reports the code. */
	readonly bad: string;
	/** Reports nothing. */
	readonly good: string;
}

export type FaultTable = Readonly<Record<string, Fault>>;
