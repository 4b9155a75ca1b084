import type { MetricKnowledge, Peek } from "../../metrics/knowledge.ts";
import type { MetricFacts } from "../../metrics/offline/metricFacts.ts";
import type { Listing } from "../../metrics/port.ts";

export interface MetricLabel {
	readonly name: string;
	/** How many values it has in the metric's series; left out where no server tells. */
	readonly values?: number;
	/** There are more than were counted. */
	readonly more?: true;
	/** The first of them. */
	readonly examples: readonly string[];
}

export interface MetricLabels {
	readonly labels: readonly MetricLabel[];
	readonly note?: string;
}

/** More labels of a metric than so many are listed without their values: each costs a request. */
const mostCounted = 20;
const mostExamples = 5;

/** The labels of a metric, those with the most values first. `signal` ends the waiting. */
export async function listLabels(
	metric: string,
	{ knowledge, facts }: { readonly knowledge: MetricKnowledge; readonly facts?: MetricFacts },
	signal: AbortSignal,
): Promise<MetricLabels> {
	const selector = `{__name__=${JSON.stringify(metric)}}`;
	const names = await settle(() => knowledge.labelNames([selector]), signal);
	if (names.value === undefined) {
		const known = facts?.describe(metric)?.labels ?? [];
		const note = names.state === "unavailable" ? names.reason : undefined;
		return { labels: known.map((name) => ({ name, examples: [] })), ...(note === undefined ? {} : { note }) };
	}
	const labels: MetricLabel[] = [];
	for (const name of names.value.values) {
		if (name === "__name__") continue;
		if (signal.aborted) return { labels, note: "Not all labels were counted." };
		const counted = labels.length < mostCounted;
		const values = counted ? (await settle(() => knowledge.labelValues(name, [selector]), signal)).value : undefined;
		labels.push({
			name,
			examples: values?.values.slice(0, mostExamples) ?? [],
			...(values === undefined ? {} : { values: values.values.length }),
			...(values?.complete === false ? { more: true as const } : {}),
		});
	}
	return { labels: labels.sort((a, b) => (b.values ?? 0) - (a.values ?? 0) || (a.name < b.name ? -1 : 1)) };
}

/** Asks again when what was asked for has come. */
async function settle(peek: () => Peek<Listing>, signal: AbortSignal): Promise<Peek<Listing>> {
	const first = peek();
	if (first.state !== "loading") return first;
	const ended = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
	await Promise.race([first.ready, ended]);
	return peek();
}
