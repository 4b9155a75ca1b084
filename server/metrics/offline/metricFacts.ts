import type { MetricType } from "../port.ts";

/**
 * What is known of a metric without asking a server, and who says so. Where a server has told something, that is what
 * counts; then what the workspace's own code and rules say; then the catalogue of well-known exporters.
 */
export interface MetricFact {
	/** Without the suffixes of series, as metadata has it. */
	readonly name: string;
	readonly type: MetricType;
	/** Empty where none is known, as in metadata. */
	readonly unit: string;
	readonly help: string;
	/** Labels of its own, without those of the target; left out where they are not known. */
	readonly labels?: readonly string[];
	readonly source: FactSource;
	/** Of what a rule records: the rule's expression, where there is one rule. */
	readonly expression?: string;
}

export type FactSource =
	| { readonly kind: "live" }
	/** Registered by code of the workspace. */
	| { readonly kind: "code"; readonly uri: string; readonly offset: number; readonly library: string }
	/** Recorded by a rule of the workspace. */
	| { readonly kind: "rule"; readonly uri: string; readonly offset: number }
	/** Of the bundled catalogue: `exporter` is who exposes it, such as `node-exporter`, and `version` which one was read. */
	| { readonly kind: "catalogue"; readonly exporter: string; readonly version: string };

/** Facts from one source that answers from memory; several are asked in turn. */
export interface MetricFacts {
	/** Another number whenever an answer may have changed. */
	readonly version: number;
	/** Of the metric that the series `name` belongs to: `x_bucket` of a histogram `x`. */
	describe(name: string): MetricFact | undefined;
	/** The names that series can have, in order. */
	seriesNames(): readonly string[];
}
