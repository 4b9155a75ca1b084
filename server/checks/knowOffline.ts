import { closestWord } from "../base/closestWord.ts";
import type { PrometheusConfig } from "../documents/model/prometheusConfig.ts";
import type { VectorSelector } from "../promql/ast.ts";
import type { ResultKnowledge } from "../promql/result/shape.ts";
import { type ChangingKnowledge, nothingKnown } from "./knowledge.ts";

export interface OfflineFacts {
	readonly version: number;
	readonly results: ResultKnowledge;
	/** The configurations that load the file; left out where none is known to. */
	readonly prometheusConfigs?: readonly PrometheusConfig[];
	/** Whether a file that was looked at alerts, or records, by that name. */
	readonly alerts?: (name: string) => boolean;
	readonly records?: (name: string) => boolean;
	/** The metrics that there are, where a server has told them. */
	readonly metricNames?: () => readonly string[] | undefined;
	/** Whether the server lists the metric; `undefined` where no list is known, or not all of it. */
	readonly lists?: (name: string) => boolean | undefined;
	/** What `results` are still waiting for. */
	readonly pending?: Promise<void>;
}

/** Of a configuration that does not say it. Source: Prometheus 3.14, configuration, "global". */
export const DEFAULT_INTERVAL_SECONDS = 60;

/** What files and what was learnt before say, without asking a server. Several configurations have to agree. */
export function knowOffline({
	version,
	results,
	prometheusConfigs: configs,
	alerts,
	records,
	metricNames,
	lists,
	pending,
}: OfflineFacts): ChangingKnowledge {
	const known = configs !== undefined && configs.length > 0 ? configs : undefined;
	return {
		...nothingKnown,
		version,
		pending: () => pending?.catch(() => {}),
		results,
		metadata: (name) => results.metadata(name),
		prometheusConfigs: () => known,
		// What is not in the files that were looked at may be in others.
		alertExists: (name) => (alerts?.(name) === true ? true : undefined),
		nearestMetric: (name) => closestWord(name, alike(name, metricNames?.() ?? [])),
		serverHasMetric: (name) => lists?.(name),
		isRecorded: (name) => (records?.(name) === true ? true : undefined),
		scrapeIntervalSeconds: (selector) => known && agreed(known.map((config) => scrapeInterval(config, selector))),
		evaluationIntervalSeconds: () =>
			known &&
			agreed(known.map(({ evaluationIntervalSeconds: interval }) => interval?.value ?? DEFAULT_INTERVAL_SECONDS)),
		externalLabels() {
			const [config] = known ?? [];
			if (config === undefined || known?.length !== 1) return undefined;
			return new Map(config.externalLabels.map(({ key, value }) => [key.value, value.value]));
		},
	};
}

/** Looked at closely are those that begin as the name does, and not too many of them, as somebody may be typing. */
function* alike(name: string, names: readonly string[]): Generator<string> {
	let count = 0;
	const beginning = name.slice(0, 3);
	for (const candidate of names) {
		if (!candidate.startsWith(beginning)) continue;
		yield candidate;
		count += 1;
		if (count >= mostAlike) return;
	}
}

const mostAlike = 3_000;

/** Of the job that the selector names, else of all jobs where they are scraped alike. */
export function scrapeInterval(config: PrometheusConfig, selector: VectorSelector | undefined): number | undefined {
	const everywhere = config.scrapeIntervalSeconds?.value ?? DEFAULT_INTERVAL_SECONDS;
	const name = selector && jobOf(selector);
	const named = config.scrapeJobs.filter((job) => job.name.value === name);
	const jobs = named.length > 0 ? named : config.scrapeJobs;
	if (jobs.length === 0) return everywhere;
	return agreed(jobs.map((job) => job.scrapeIntervalSeconds?.value ?? everywhere));
}

export function jobOf({ matchers }: VectorSelector): string | undefined {
	const matcher = matchers.find(({ label, operator }) => label.name === "job" && operator === "=");
	return matcher?.value.kind === "string" ? matcher.value.value : undefined;
}

function agreed(values: readonly (number | undefined)[]): number | undefined {
	const [first] = values;
	return values.every((value) => value === first) ? first : undefined;
}
