import { isRecord, readLabels, readNumber } from "./apiResponse.ts";
import type {
	ActiveAlert,
	Cardinality,
	CountedName,
	Exemplar,
	ExemplarSeries,
	LabelSet,
	RuleGroupState,
	RuleState,
} from "./port.ts";

/**
 * Reads what live views ask for: the state of rules, the head block's cardinality, exemplars.
 * Whatever does not have the shape is `undefined`; what a relative of Prometheus leaves out is left out here too.
 */
export function readRuleStates(data: unknown): readonly RuleGroupState[] | undefined {
	const { groups } = isRecord(data) ? (data as { readonly groups?: unknown }) : {};
	return readList(groups, readGroup);
}

interface RawGroup {
	readonly name?: unknown;
	readonly file?: unknown;
	readonly interval?: unknown;
	readonly evaluationTime?: unknown;
	readonly lastEvaluation?: unknown;
	readonly rules?: unknown;
}

function readGroup(item: unknown): RuleGroupState | undefined {
	if (!isRecord(item)) return undefined;
	const { name, file, interval, evaluationTime, lastEvaluation, rules }: RawGroup = item;
	const states = readList(rules, readRuleState);
	if (typeof name !== "string" || states === undefined) return undefined;
	return {
		name,
		file: typeof file === "string" ? file : "",
		intervalSeconds: typeof interval === "number" ? interval : 0,
		...readEvaluation(evaluationTime, lastEvaluation),
		rules: states,
	};
}

interface RawRule {
	readonly type?: unknown;
	readonly name?: unknown;
	readonly query?: unknown;
	readonly labels?: unknown;
	readonly health?: unknown;
	readonly lastError?: unknown;
	readonly evaluationTime?: unknown;
	readonly lastEvaluation?: unknown;
	readonly alerts?: unknown;
}

function readRuleState(item: unknown): RuleState | undefined {
	if (!isRecord(item)) return undefined;
	const { type, name, query, labels, health, lastError, evaluationTime, lastEvaluation, alerts }: RawRule = item;
	if (typeof name !== "string" || typeof query !== "string") return undefined;
	return {
		kind: type === "alerting" ? "alert" : "record",
		name,
		query,
		labels: readLabelsOrNone(labels),
		health: health === "ok" || health === "err" ? health : "unknown",
		...(typeof lastError === "string" && lastError !== "" ? { lastError } : {}),
		...readEvaluation(evaluationTime, lastEvaluation),
		// Of a state that is none of these two nobody is waiting to hear.
		alerts: Array.isArray(alerts) ? alerts.flatMap((alert: unknown) => readAlert(alert) ?? []) : [],
	};
}

function readAlert(item: unknown): ActiveAlert | undefined {
	if (!isRecord(item)) return undefined;
	const { state, labels, annotations, activeAt, value } = item as { readonly [key in keyof ActiveAlert]?: unknown };
	const since = readTime(activeAt);
	const number = readNumber(value);
	if ((state !== "pending" && state !== "firing") || since === undefined || number === undefined) return undefined;
	return {
		state,
		labels: readLabelsOrNone(labels),
		annotations: readLabelsOrNone(annotations),
		activeAt: since,
		value: number,
	};
}

function readEvaluation(seconds: unknown, last: unknown): { evaluationSeconds?: number; lastEvaluation?: number } {
	const lastEvaluation = readTime(last);
	// A rule that was never evaluated took no time, which is not the same as taking none.
	if (lastEvaluation === undefined) return {};
	return { ...(typeof seconds === "number" ? { evaluationSeconds: seconds } : {}), lastEvaluation };
}

/** Unix seconds. Go writes a time that never was as the year 1. */
function readTime(text: unknown): number | undefined {
	if (typeof text !== "string") return undefined;
	const milliseconds = Date.parse(text);
	return Number.isNaN(milliseconds) || milliseconds <= 0 ? undefined : milliseconds / 1000;
}

interface RawCardinality {
	readonly headStats?: unknown;
	/** VictoriaMetrics counts beside the lists. */
	readonly totalSeries?: unknown;
	readonly totalLabelValuePairs?: unknown;
	readonly seriesCountByMetricName?: unknown;
	readonly labelValueCountByLabelName?: unknown;
	readonly seriesCountByLabelValuePair?: unknown;
}

/** At most `limit` of each list. */
export function readCardinality(data: unknown, limit = Number.POSITIVE_INFINITY): Cardinality | undefined {
	if (!isRecord(data)) return undefined;
	const raw: RawCardinality = data;
	const head = isRecord(raw.headStats)
		? (raw.headStats as { readonly numSeries?: unknown; readonly numLabelPairs?: unknown })
		: {};
	const metrics = readCounts(raw.seriesCountByMetricName);
	const series = head.numSeries ?? raw.totalSeries;
	if (metrics === undefined) return undefined;
	const pairs = head.numLabelPairs ?? raw.totalLabelValuePairs;
	return {
		// Before 2.14 Prometheus told no total: the sum of what it lists is the least that there are.
		series: typeof series === "number" ? series : metrics.reduce((sum, { count }) => sum + count, 0),
		...(typeof pairs === "number" ? { labelPairs: pairs } : {}),
		metrics: metrics.slice(0, limit),
		labels: (readCounts(raw.labelValueCountByLabelName) ?? []).slice(0, limit),
		pairs: (readCounts(raw.seriesCountByLabelValuePair) ?? []).slice(0, limit),
	};
}

function readCounts(value: unknown): readonly CountedName[] | undefined {
	const counts = readList(value, (item): CountedName | undefined => {
		if (!isRecord(item)) return undefined;
		const { name, value: count } = item as { readonly name?: unknown; readonly value?: unknown };
		return typeof name === "string" && typeof count === "number" ? { name, count } : undefined;
	});
	return counts?.toSorted((a, b) => b.count - a.count);
}

export function readExemplars(data: unknown): readonly ExemplarSeries[] | undefined {
	// A server without one answers null.
	if (data === null) return [];
	return readList(data, (item) => {
		if (!isRecord(item)) return undefined;
		const { seriesLabels, exemplars } = item as { readonly seriesLabels?: unknown; readonly exemplars?: unknown };
		const read = readList(exemplars, readExemplar);
		return read && { labels: readLabelsOrNone(seriesLabels), exemplars: read };
	});
}

function readExemplar(item: unknown): Exemplar | undefined {
	if (!isRecord(item)) return undefined;
	const { labels, value, timestamp } = item as {
		readonly labels?: unknown;
		readonly value?: unknown;
		readonly timestamp?: unknown;
	};
	const number = readNumber(value);
	if (number === undefined || typeof timestamp !== "number") return undefined;
	return { labels: readLabelsOrNone(labels), time: timestamp, value: number };
}

/** Labels and annotations may be left out, or be null, where there are none. */
function readLabelsOrNone(value: unknown): LabelSet {
	return readLabels(value) ?? {};
}

/** Go writes an empty list as null. */
function readList<T>(items: unknown, read: (item: unknown) => T | undefined): readonly T[] | undefined {
	if (items === null) return [];
	if (!Array.isArray(items)) return undefined;
	const result: T[] = [];
	for (const item of items as readonly unknown[]) {
		const value = read(item);
		if (value === undefined) return undefined;
		result.push(value);
	}
	return result;
}
