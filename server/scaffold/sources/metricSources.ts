import type { MetricFact } from "../../metrics/offline/metricFacts.ts";
import { writeSelector } from "../../metrics/selectorText.ts";
import type { Choice } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import type { ChoiceSource } from "../scaffoldLogic.ts";
import { byValue, learn, offer } from "./offer.ts";

/** Metrics of the server first, then those that code registers and rules record, then those of well-known exporters. */
function metricSource(
	what: string,
	nameOf: (series: string, fact: MetricFact | undefined) => string | undefined,
): ChoiceSource {
	return async (_answers, context, signal) => {
		const { facts, metrics } = context;
		const [live] = await Promise.all([
			learn(() => metrics.metricNames(), signal),
			learn(() => metrics.metadata(), signal),
		]);
		const served = new Set(live.value?.values ?? []);
		const names = [...served, ...facts.seriesNames().filter((name) => !served.has(name))];
		const choices = names.flatMap((series): readonly RankedChoice[] => {
			const fact = facts.describe(series);
			const name = nameOf(series, fact);
			return name === undefined ? [] : [{ ...describe(name, fact), rank: rankOf(served.has(series), fact) }];
		});
		const sorted = choices.toSorted((one, other) => one.rank - other.rank || byValue(one, other));
		return offer(
			sorted.map(({ rank: _, ...choice }) => choice),
			`There is no ${what} on the server or in the workspace; type a name.`,
			live.note,
		);
	};
}

type RankedChoice = Choice & { readonly rank: number };

function rankOf(served: boolean, fact: MetricFact | undefined): number {
	if (served) return 0;
	return fact?.source.kind === "code" || fact?.source.kind === "rule" ? 1 : 2;
}

function describe(value: string, fact: MetricFact | undefined): Choice {
	const source = fact === undefined ? undefined : sourceWords(fact);
	const description = [fact?.type === "unknown" ? undefined : fact?.type, source].filter((word) => word !== undefined);
	return {
		value,
		label: value,
		...(description.length === 0 ? {} : { description: description.join(", ") }),
		...(fact === undefined || fact.help === "" ? {} : { detail: fact.help }),
	};
}

function sourceWords({ source }: MetricFact): string | undefined {
	if (source.kind === "code") return "registered in code";
	if (source.kind === "rule") return "recorded by a rule";
	return source.kind === "catalogue" ? source.exporter : undefined;
}

function isCounter(series: string, fact: MetricFact | undefined): boolean {
	if (/_(?:bucket|sum|created|info)$/.test(series)) return false;
	const type = fact?.type ?? "unknown";
	// The count of a histogram or a summary counts as well as a counter does.
	if (type === "histogram" || type === "summary") return series.endsWith("_count");
	return type === "counter" || (type === "unknown" && /_(?:total|count)$/.test(series));
}

/** A classic histogram by its buckets, a native one by its type; both by the name without suffixes. */
function histogramOf(series: string, fact: MetricFact | undefined): string | undefined {
	if (series.endsWith("_bucket")) return series.slice(0, -"_bucket".length);
	if (/_(?:count|sum|created)$/.test(series)) return undefined;
	return fact?.type === "histogram" || fact?.type === "gaugehistogram" ? series : undefined;
}

/** Labels of the series of the answer `metric`, those of targets last. */
const chooseLabel: ChoiceSource = async (answers, context, signal) => {
	const metric = answers["metric"] ?? "";
	if (metric === "") return { choices: [], note: "Choose a metric first, or type a label." };
	const series = await seriesOf(metric, context, signal);
	const live = await learn(() => context.metrics.labelNames(series.map((name) => writeSelector(name, []))), signal);
	const known = context.facts.describe(metric)?.labels ?? [];
	const names = [...new Set([...(live.value?.values ?? []), ...known])].filter((name) => name !== "__name__");
	const target = new Set(["job", "instance"]);
	const sorted = names.toSorted(
		(one, other) => Number(target.has(one)) - Number(target.has(other)) || compare(one, other),
	);
	return offer(
		sorted.map((name) => ({ value: name, label: name, ...(target.has(name) ? { description: "of the target" } : {}) })),
		`The labels of ${metric} are not known; type one.`,
		live.note,
	);
};

/** A histogram is asked for by its buckets where it has some. */
async function seriesOf(
	metric: string,
	{ metrics, facts }: ScaffoldContext,
	signal: AbortSignal,
): Promise<readonly string[]> {
	const { value } = await learn(() => metrics.metricNames(), signal);
	const buckets = `${metric}_bucket`;
	const has = (value?.values ?? facts.seriesNames()).includes(buckets);
	return has ? [buckets] : [metric];
}

function compare(one: string, other: string): number {
	return one < other ? -1 : one > other ? 1 : 0;
}

export const metricSources = {
	metrics: metricSource("metric", (series) => series),
	counters: metricSource("counter", (series, fact) => (isCounter(series, fact) ? series : undefined)),
	histograms: metricSource("histogram", histogramOf),
	labels: chooseLabel,
} satisfies Readonly<Record<string, ChoiceSource>>;
