import { describeMetric, type MetricKnowledge } from "../../metrics/knowledge.ts";
import type { FactSource, MetricFacts } from "../../metrics/offline/metricFacts.ts";
import type { MetricType } from "../../metrics/port.ts";

export interface FoundMetric {
	/** Of the series. */
	readonly name: string;
	readonly type: MetricType;
	readonly unit: string;
	readonly help: string;
	readonly source: FactSource["kind"];
}

export interface MetricSearch {
	readonly metrics: readonly FoundMetric[];
	/** How many match, of which `metrics` are the first. */
	readonly count: number;
	/** Why there are none or not all, for the user. */
	readonly note?: string;
}

export interface MetricSources {
	readonly knowledge: MetricKnowledge;
	readonly facts?: MetricFacts;
}

/**
 * The metrics whose name, or else whose help, has every word of `text`, those that begin with it first. All of what the
 * server has, what the workspace's code and rules add, and, without a server, the catalogue.
 */
export function searchMetrics(
	{ knowledge, facts }: MetricSources,
	{ text, prefix = "", limit }: { readonly text: string; readonly prefix?: string; readonly limit: number },
): MetricSearch {
	const words = text.toLowerCase().split(/\s+/).filter(Boolean);
	const live = knowledge.metricNames();
	const metadata = knowledge.metadata().value;
	const served = new Set(live.value?.values);
	const names = new Set(served);
	for (const name of facts?.seriesNames() ?? []) {
		// What a server has is known, so what only the catalogue knows would be in the way.
		if (live.value !== undefined && facts?.describe(name)?.source.kind === "catalogue") continue;
		names.add(name);
	}
	const describe = (name: string): FoundMetric => {
		const told = metadata === undefined ? undefined : describeMetric(metadata, name);
		const fact = facts?.describe(name);
		const known = told ?? fact;
		return {
			name,
			type: known?.type ?? "unknown",
			unit: known?.unit ?? "",
			help: known?.help ?? "",
			source: served.has(name) ? "live" : (fact?.source.kind ?? "live"),
		};
	};
	const scored: { readonly name: string; readonly score: number }[] = [];
	for (const name of names) {
		if (!name.startsWith(prefix)) continue;
		const score =
			scoreOf(name.toLowerCase(), words) ?? (matches(describe(name).help.toLowerCase(), words) ? 3 : undefined);
		if (score !== undefined) scored.push({ name, score });
	}
	scored.sort((a, b) => a.score - b.score || (a.name < b.name ? -1 : 1));
	const note = noteOf(live, scored.length);
	return {
		metrics: scored.slice(0, limit).map(({ name }) => describe(name)),
		count: scored.length,
		...(note === undefined ? {} : { note }),
	};
}

function scoreOf(name: string, words: readonly string[]): number | undefined {
	const [first = ""] = words;
	if (!matches(name, words)) return undefined;
	return name === first ? 0 : name.startsWith(first) ? 1 : 2;
}

function matches(text: string, words: readonly string[]): boolean {
	return words.every((word) => text.includes(word));
}

function noteOf(live: ReturnType<MetricKnowledge["metricNames"]>, count: number): string | undefined {
	if (live.state === "loading") return "The server's metrics are still being loaded.";
	if (live.state === "unavailable") return live.reason;
	if (live.value?.complete === false) return "The server has more metrics than it lists.";
	return count === 0 ? "No metric matches." : undefined;
}

/** A part of all names, by how they begin, for a tree that is opened step by step. */
export interface MetricFamily {
	/** What all of them begin with, such as `node_`. */
	readonly prefix: string;
	readonly count: number;
}

/** The first words of all names, such as `node` and `http`, with how many begin so. */
export function listFamilies(sources: MetricSources): {
	readonly families: readonly MetricFamily[];
	readonly note?: string;
} {
	const { metrics, note } = searchMetrics(sources, { text: "", limit: Number.POSITIVE_INFINITY });
	const counts = new Map<string, number>();
	for (const { name } of metrics) {
		const prefix = /^[^_:]*[_:]?/.exec(name)?.[0] ?? name;
		counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
	}
	const families = [...counts].map(([prefix, count]) => ({ prefix, count }));
	families.sort((a, b) => (a.prefix < b.prefix ? -1 : 1));
	return { families, ...(note === undefined ? {} : { note }) };
}
