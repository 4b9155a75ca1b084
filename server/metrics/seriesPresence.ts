import type { Answer, PrometheusApi, QueryResult } from "./port.ts";

/** How many series a selector selects now, and whether there were any before. */
export interface SeriesPresence {
	/** Series at this moment. */
	readonly now: number;
	/** The most series in any hour of the last `windowSeconds`. */
	readonly recent: number;
	readonly windowSeconds: number;
	/** Seconds since the last sample, to the hour, where there is none now and there was one. */
	readonly lastSeenSeconds?: number;
}

export interface PresenceOptions {
	readonly signal: AbortSignal;
	/** Unix seconds. */
	readonly now: number;
	readonly timeoutSeconds: number;
}

/**
 * Counts the series of a selector. Only where there is none now the past is looked at, hour by hour, so that every sample
 * is read once: one answer of at most 169 points.
 */
export async function countSeries(
	api: PrometheusApi,
	selector: string,
	options: PresenceOptions,
): Promise<Answer<SeriesPresence>> {
	const { signal, now: end, timeoutSeconds } = options;
	const bounds = { signal, timeoutSeconds, limit: 1 };
	const current = await api.instantQuery(`count(${selector})`, bounds);
	if (current.kind !== "ok") return current;
	if (!isTrustworthy(current.value)) return untold;
	const now = onlyValue(current.value);
	if (now > 0) return { kind: "ok", value: { now, recent: now, windowSeconds } };
	const past = await api.rangeQuery(`count(last_over_time(${selector}[1h]))`, {
		...bounds,
		start: end - windowSeconds,
		end,
		step: stepSeconds,
	});
	if (past.kind !== "ok") return past;
	const { data } = past.value;
	if (data.kind !== "matrix" || !isTrustworthy(past.value)) return untold;
	const samples = data.series.flatMap((series) => series.samples).filter(({ value }) => value > 0);
	const recent = samples.reduce((most, { value }) => Math.max(most, value), 0);
	const last = samples.reduce((latest, { time }) => Math.max(latest, time), Number.NEGATIVE_INFINITY);
	const lastSeen = samples.length === 0 ? {} : { lastSeenSeconds: Math.max(0, end - last) };
	return { kind: "ok", value: { now, recent, windowSeconds, ...lastSeen } };
}

const windowSeconds = 7 * 24 * 3600;
const stepSeconds = 3600;

/** A server that could not ask all of its stores says so in a warning, and then nothing is not nothing. */
function isTrustworthy({ warnings, data }: QueryResult): boolean {
	return warnings.length === 0 && (data.kind === "vector" || data.kind === "matrix");
}

function onlyValue({ data }: QueryResult): number {
	const [series] = data.kind === "vector" ? data.series : [];
	return series?.sample.value ?? 0;
}

const untold: Answer<never> = {
	kind: "unavailable",
	cause: "badQuery",
	reason: "The server's answer is not complete, so nothing is concluded from it.",
};
