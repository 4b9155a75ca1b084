import type { MetricType } from "../../server/metrics/port.ts";

/** What a source says of a metric, before it is joined with what others say. */
export interface Family {
	/** As its series have it, but for the suffixes of histograms and summaries. */
	readonly name: string;
	readonly type: MetricType;
	readonly unit: string;
	readonly help: string;
	/** Without `le` and `quantile`, and without those of the target; `undefined` where they are not known. */
	readonly labels: readonly string[] | undefined;
	/** Of a summary: it has series with a `quantile`. */
	readonly quantiles?: boolean;
}

/** The metrics of one program in one version. */
export interface Collected {
	/** As its users call it, such as `node-exporter`. */
	readonly exporter: string;
	readonly version: string;
	/** Where it comes from and under which licence. */
	readonly origin: string;
	/** How the metrics were got: `scraped` from the running program, or read out of its `source`. */
	readonly how: "scraped" | "source";
	readonly families: readonly Family[];
	/** What could not be had, in words; the rest is there all the same. */
	readonly missing?: string;
}
