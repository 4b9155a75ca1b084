import type { Span } from "../../text/span.ts";
import type { Located } from "./located.ts";

/** A Prometheus server's configuration file: what rules need to know of it. */
export interface PrometheusConfig {
	readonly span: Span;
	readonly scrapeIntervalSeconds?: Located<number>;
	readonly evaluationIntervalSeconds?: Located<number>;
	readonly externalLabels: readonly { readonly key: Located<string>; readonly value: Located<string> }[];
	/** Patterns of rule files, relative to the folder of the configuration. */
	readonly ruleFiles: readonly Located<string>[];
	readonly scrapeJobs: readonly ScrapeJob[];
}

export interface ScrapeJob {
	readonly name: Located<string>;
	readonly scrapeIntervalSeconds?: Located<number>;
	readonly metricsPath?: Located<string>;
	readonly span: Span;
}
