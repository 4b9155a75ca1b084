import { LRUCache } from "lru-cache";
import type { Answer, PrometheusApi, QueryData, QueryOptions, QueryResult, RangeOptions } from "./port.ts";
import { SharedRequests } from "./sharedRequests.ts";

/**
 * Answers of queries for a few seconds: a cursor that comes back to the same expression does not ask again.
 *
 * Invariants: only answers of the server itself are kept (results, and rejections of the query); bounded in entries and
 * bytes; a caller that goes away does not disturb another one with the same question.
 */
export class QueryCache {
	readonly #api: PrometheusApi | undefined;
	readonly #now: () => number;
	readonly #shared = new SharedRequests<Answer<QueryResult>>();
	readonly #answers: LRUCache<string, Kept>;
	#generation = 0;

	constructor(api: PrometheusApi | undefined, now: () => number) {
		this.#api = api;
		this.#now = now;
		this.#answers = new LRUCache({
			max: 200,
			maxSize: 32 * 1024 * 1024,
			sizeCalculation: ({ answer }, key) => key.length * 2 + measureAnswer(answer),
		});
	}

	instantQuery(query: string, options: QueryOptions): Promise<Answer<QueryResult>> {
		const key = JSON.stringify([query, options.time, options.limit]);
		return this.#ask(key, options.signal, (api, signal) => api.instantQuery(query, { ...options, signal }));
	}

	/** Ranges of the same length and step that end in the same ten seconds are one question. */
	rangeQuery(query: string, options: RangeOptions): Promise<Answer<QueryResult>> {
		const { start, end, step, limit } = options;
		const key = JSON.stringify([query, Math.floor(end / bucketSeconds), Math.round(end - start), step, limit]);
		return this.#ask(key, options.signal, (api, signal) => api.rangeQuery(query, { ...options, signal }));
	}

	forget(): void {
		this.#generation += 1;
		this.#answers.clear();
	}

	#ask(
		key: string,
		signal: AbortSignal,
		ask: (api: PrometheusApi, signal: AbortSignal) => Promise<Answer<QueryResult>>,
	): Promise<Answer<QueryResult>> {
		const api = this.#api;
		if (api === undefined) return Promise.resolve(notConfigured);
		if (signal.aborted) return Promise.resolve(cancelled);
		const kept = this.#answers.get(key);
		if (kept !== undefined && this.#now() - kept.at < bucketSeconds * 1000) return Promise.resolve(kept.answer);
		const generation = this.#generation;
		// What was forgotten is never joined again, even while it is still under way.
		return this.#shared.run(
			`${generation} ${key}`,
			signal,
			async (shared) => {
				const answer = await ask(api, shared);
				const lasting = answer.kind === "ok" || (answer.kind === "unavailable" && answer.cause === "badQuery");
				if (lasting && generation === this.#generation) this.#answers.set(key, { at: this.#now(), answer });
				return answer;
			},
			() => cancelled,
		);
	}
}

const bucketSeconds = 10;

interface Kept {
	readonly at: number;
	readonly answer: Answer<QueryResult>;
}

/** Bytes that an answer takes in memory, roughly. */
function measureAnswer(answer: Answer<QueryResult>): number {
	return answer.kind === "ok" ? 200 + measureData(answer.value.data) : 400;
}

function measureData(data: QueryData): number {
	switch (data.kind) {
		case "scalar":
			return 32;
		case "string":
			return data.value.length * 2;
		case "vector":
			return data.series.length * (seriesBytes + sampleBytes);
		case "matrix":
			return data.series.reduce((sum, { samples }) => sum + seriesBytes + samples.length * sampleBytes, 0);
		default:
			return data satisfies never;
	}
}

const seriesBytes = 600;
const sampleBytes = 56;

const cancelled: Answer<never> = {
	kind: "unavailable",
	cause: "cancelled",
	reason: "The request was cancelled; ask again.",
};

const notConfigured: Answer<never> = {
	kind: "unavailable",
	cause: "notConfigured",
	reason: "No Prometheus is configured: run “Observability: Add Prometheus” to see current values.",
};
