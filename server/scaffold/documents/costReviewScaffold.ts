import { keyOfLabel, unboundedLabels } from "../../metrics/cardinalityLabels.ts";
import type { Answer, Cardinality, RuntimeInfo } from "../../metrics/port.ts";
import type { Evidence } from "../evidence/evidence.ts";
import { quoteMarkdownCode } from "../quoting/markdownCode.ts";
import { escapeMarkdown } from "../quoting/markdownText.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import { documentScaffold, enumerate, plural } from "./documentScaffold.ts";

/** Rows of a table; more would be read by nobody. */
const mostRows = 15;
/** Prometheus' own default for scrape_interval, in seconds. */
const defaultInterval = 60;
/** A sample on disk takes one to two bytes; source: Prometheus' documentation of its storage. */
const bytesOfSample = 2;
/** 15 days, the default of --storage.tsdb.retention.time. */
const defaultRetention = 15 * 86_400;

/** What monitoring costs, by the workspace's own numbers, and where it could cost less. */
export const costReviewScaffold = documentScaffold("costReview", async ({ evidence, context, link }) => {
	const [cardinality, runtime] = await askServer(context);
	const interval = usualInterval(evidence);
	const retention = runtime?.retentionSeconds ?? defaultRetention;
	return {
		server: cardinality !== undefined,
		interval,
		intervalKnown: evidence.scrapeJobs.some(({ intervalSeconds }) => intervalSeconds !== undefined),
		series: cardinality === undefined ? "" : group(cardinality.series),
		samples: cardinality === undefined ? "" : group(Math.round(cardinality.series / interval)),
		retentionDays: Math.round(retention / 86_400),
		retentionKnown: runtime?.retentionSeconds !== undefined,
		disk: cardinality === undefined ? "" : describeBytes((cardinality.series / interval) * retention * bytesOfSample),
		metrics: rowsOf(cardinality?.metrics, cardinality?.series),
		labels: rowsOf(cardinality?.labels),
		unused: evidence.services.flatMap(({ name, gaps }) => {
			const count = gaps.filter(({ kind }) => kind === "unusedMetric").length;
			return count === 0 ? [] : [{ name: escapeMarkdown(name), count: plural(count, "metric") }];
		}),
		unusedRecords: countGaps(evidence, "unusedRecord"),
		unbounded: listUnbounded(evidence).map(({ metric, labels, service }) => ({
			metric: quoteMarkdownCode(metric),
			labels: enumerate(labels.map(quoteMarkdownCode)),
			service: escapeMarkdown(service),
		})),
		often: evidence.scrapeJobs
			.filter(({ intervalSeconds }) => intervalSeconds !== undefined && intervalSeconds < 15)
			.map((job) => ({ name: escapeMarkdown(job.name), interval: job.intervalSeconds, place: link(job) })),
		retentions: evidence.retention.map((each) => ({ value: quoteMarkdownCode(each.value), place: link(each) })),
		traces: evidence.libraries.some(({ gives }) => gives === "traces"),
		logs: evidence.components.filter(({ kind }) => kind === "logs").map(({ name }) => escapeMarkdown(name)),
	};
});

/** Both at once, and for a moment only: the document says where the server has told nothing. */
async function askServer({
	live,
}: ScaffoldContext): Promise<readonly [Cardinality | undefined, RuntimeInfo | undefined]> {
	if (live === undefined) return [undefined, undefined];
	const signal = AbortSignal.timeout(10_000);
	const [cardinality, runtime] = await Promise.all([live.cardinality({ signal }), live.runtimeInfo({ signal })]);
	return [whenKnown(cardinality), whenKnown(runtime)];
}

function whenKnown<T>(answer: Answer<T>): T | undefined {
	return answer.kind === "ok" ? answer.value : undefined;
}

/** That of most scrape jobs. */
function usualInterval({ scrapeJobs }: Evidence): number {
	const counts = new Map<number, number>();
	for (const { intervalSeconds = defaultInterval } of scrapeJobs) {
		counts.set(intervalSeconds, (counts.get(intervalSeconds) ?? 0) + 1);
	}
	return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? defaultInterval;
}

function rowsOf(counted: Cardinality["metrics"] | undefined, all?: number) {
	return (counted ?? []).slice(0, mostRows).map(({ name, count }) => ({
		name: quoteMarkdownCode(name),
		count: group(count),
		share: all === undefined || all === 0 ? "" : `${((count / all) * 100).toFixed(1)} %`,
	}));
}

function countGaps({ services, shared }: Evidence, wanted: string): number {
	return [...services, ...(shared === undefined ? [] : [shared])]
		.flatMap(({ gaps }) => gaps)
		.filter(({ kind }) => kind === wanted).length;
}

function listUnbounded({ services }: Evidence) {
	const unbounded = new Set(unboundedLabels.map(keyOfLabel));
	return services.flatMap(({ name, items }) =>
		items.metric.flatMap(({ item }) => {
			if (item.kind !== "metric") return [];
			const labels = item.registration.labels
				.map((label) => label.name)
				.filter((label) => unbounded.has(keyOfLabel(label)));
			return labels.length === 0 ? [] : [{ metric: item.name, labels, service: name }];
		}),
	);
}

function group(count: number): string {
	return String(count).replace(/\B(?=(\d{3})+$)/g, " ");
}

function describeBytes(bytes: number): string {
	const units = ["B", "kB", "MB", "GB", "TB", "PB"];
	const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)));
	const value = bytes / 1000 ** power;
	return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[power]}`;
}
