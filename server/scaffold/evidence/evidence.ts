import type { OverviewService } from "../../workspace/overview/overview.ts";

/** What can be seen of a workspace's observability in its files, for documents that state facts and no wishes. */
export interface Evidence {
	/** The name of the folder. */
	readonly title: string;
	/** Those that have a name, in its order. */
	readonly services: readonly OverviewService[];
	/** What belongs to no service. */
	readonly shared: OverviewService | undefined;
	/** By kind, then by name; each once. */
	readonly components: readonly FoundComponent[];
	readonly pipelines: readonly FoundPipeline[];
	readonly libraries: readonly FoundLibrary[];
	/** Where notifications go, by the Alertmanager configurations of the workspace. */
	readonly receivers: readonly FoundReceiver[];
	readonly scrapeJobs: readonly FoundScrapeJob[];
	/** Pod probes and health endpoints, by the file that has them. */
	readonly probes: readonly Sighting[];
	/** What Prometheus is told to keep, as it is written: `--storage.tsdb.retention.time=30d`. */
	readonly retention: readonly (Sighting & { readonly value: string })[];
	/** Every file that counts was read. */
	readonly complete: boolean;
}

/** A place that says it. */
export interface Sighting {
	/** Relative to the folder. */
	readonly path: string;
	/** From one. */
	readonly line: number;
}

export interface FoundComponent extends Sighting {
	/** `prometheus`, `loki`; see `components.ts`. */
	readonly id: string;
	readonly name: string;
	readonly kind: ComponentKind;
	/** How it is known: an image, a chart, a file of configuration. */
	readonly by: string;
}

export type ComponentKind = "metrics" | "alerting" | "exporter" | "dashboards" | "collector" | "tracing" | "logs";

export interface FoundPipeline extends Sighting {
	readonly system: "GitHub Actions" | "GitLab CI" | "Jenkins" | "CircleCI" | "Azure Pipelines" | "Bitbucket Pipelines";
	/** It runs one of these already: `promtool`, `amtool`, `observability`. */
	readonly checks: readonly string[];
}

export interface FoundLibrary extends Sighting {
	/** As the ecosystem calls it: `prom-client`. */
	readonly name: string;
	readonly language: string;
	readonly gives: "metrics" | "traces" | "logs";
}

export interface FoundReceiver extends Sighting {
	readonly name: string;
	/** `Slack`, `PagerDuty`; none where it sends nothing. */
	readonly ways: readonly string[];
}

export interface FoundScrapeJob extends Sighting {
	readonly name: string;
	/** Seconds, by the job or by its configuration; left out where Prometheus' own default counts. */
	readonly intervalSeconds?: number;
}
