import type { Answer, PrometheusApi, QueryResult } from "../port.ts";
import { type Grid, SampleStore, type SeriesSamples } from "./sampleStore.ts";

export interface FetchRequest {
	/** Each is asked over the same grid. */
	readonly queries: readonly string[];
	readonly grid: Grid;
	/** That the largest of them is thought to give; the first request is made small enough for so many. */
	readonly expectedSeries: number;
	readonly bounds?: Partial<FetchBounds>;
	readonly signal: AbortSignal;
	/** Waits `milliseconds`, or until `signal` ends it. */
	readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
	/** How much of the grid has come, from 0 to 1. */
	readonly onProgress?: (done: number) => void;
}

export interface FetchBounds {
	/** Evaluations of one request; Prometheus refuses more than 11,000. */
	readonly points: number;
	/** Samples of one answer, so that none comes near the bound on its bytes. */
	readonly samplesAtOnce: number;
	/** Series of one query; those beyond are left out. */
	readonly series: number;
	/** Bytes of all samples together; what would come after is older, and is left out. */
	readonly bytes: number;
	/** Requests of all queries together, split ones among them. */
	readonly requests: number;
}

export type Fetched =
	| {
			readonly kind: "ok";
			/** What was fetched of the grid that was asked for: a part of its end where a bound cut it. */
			readonly grid: Grid;
			/** By query. */
			readonly samples: readonly (readonly SeriesSamples[])[];
			readonly cut: readonly FetchCut[];
			/** What the server remarked, without repetition. */
			readonly warnings: readonly string[];
			/** By query: some of its samples are native histograms. */
			readonly histograms: readonly boolean[];
			readonly requests: number;
			/** That the samples take in memory, roughly. */
			readonly bytes: number;
	  }
	| { readonly kind: "failed"; readonly reason: string; readonly cancelled: boolean };

/** Which bound left something out. */
export type FetchCut = "series" | "bytes" | "requests";

const defaultBounds: FetchBounds = {
	points: 10_000,
	samplesAtOnce: 250_000,
	series: 5_000,
	bytes: 256 * 1024 * 1024,
	requests: 2_000,
};

/** So often the same request is made again while a server is out of order. */
const mostAttempts = 6;
const firstWaitMs = 1_000;
const longestWaitMs = 30_000;

/**
 * Fetches the samples of queries over a long span without hurting anybody: one request at a time, each small enough for
 * its answer to be small; newest first, so that what a bound leaves out is the oldest; a request that is too much is
 * split, and a server that is out of order is waited for.
 */
export async function fetchSamples(api: Pick<PrometheusApi, "rangeQuery">, request: FetchRequest): Promise<Fetched> {
	const { queries, grid, signal, wait } = request;
	const bounds = { ...defaultBounds, ...request.bounds };
	const stores = queries.map(() => new SampleStore(grid));
	const histograms = queries.map(() => false);
	const cut = new Set<FetchCut>();
	const warnings = new Set<string>();
	let requests = 0;
	let series = Math.max(1, request.expectedSeries);
	/** Evaluations of the next request; smaller ones never grow beyond what the server has refused. */
	let most = bounds.points;
	let rest = grid.count;

	/** One answer, however often it has to be asked for; `"split"` where it has to be less at once. */
	const ask = async (query: string, from: number, to: number): Promise<Answer<QueryResult> | "split"> => {
		const start = grid.start + from * grid.step;
		const end = grid.start + (to - 1) * grid.step;
		for (let attempt = 1; ; attempt++) {
			requests++;
			const answer = await api.rangeQuery(query, { start, end, step: grid.step, signal, limit: bounds.series });
			if (answer.kind !== "unavailable" || signal.aborted) return answer;
			if (isTooMuch(answer.cause, answer.reason) && to - from > 1) return "split";
			const temporary = answer.cause === "serverError" || answer.cause === "refused" || answer.cause === "timeout";
			if (!temporary || attempt >= mostAttempts || requests >= bounds.requests) return answer;
			await wait(Math.min(firstWaitMs * 2 ** (attempt - 1), longestWaitMs), signal);
			if (signal.aborted) return answer;
		}
	};

	while (rest > 0) {
		const size = Math.max(1, Math.min(most, rest, Math.floor(bounds.samplesAtOnce / series)));
		const from = rest - size;
		const answers: QueryResult[] = [];
		for (const query of queries) {
			const answer = await ask(query, from, rest);
			if (signal.aborted) return { kind: "failed", reason: "The backtest was cancelled.", cancelled: true };
			if (answer === "split") break;
			if (answer.kind !== "ok") return { kind: "failed", reason: explain(answer), cancelled: false };
			answers.push(answer.value);
		}
		if (answers.length < queries.length) {
			most = Math.max(1, Math.floor(size / 2));
		} else {
			for (const [index, { data, truncated, warnings: remarks }] of answers.entries()) {
				if (data.kind !== "matrix") continue;
				stores[index]?.add(data.series);
				if (truncated) cut.add("series");
				for (const remark of remarks) warnings.add(remark);
				if (data.series.some((one) => one.histograms === true)) histograms[index] = true;
				series = Math.max(series, data.series.length);
			}
			rest = from;
			request.onProgress?.((grid.count - rest) / grid.count);
		}
		const bytes = stores.reduce((sum, store) => sum + store.bytes, 0);
		if (rest > 0 && bytes > bounds.bytes) cut.add("bytes");
		if (rest > 0 && requests >= bounds.requests) cut.add("requests");
		if (cut.has("bytes") || cut.has("requests")) break;
	}
	return {
		kind: "ok",
		grid: { start: grid.start + rest * grid.step, step: grid.step, count: grid.count - rest },
		samples: stores.map((store) => store.finish().map((one) => shift(one, rest))),
		cut: [...cut],
		warnings: [...warnings].slice(0, 20),
		histograms,
		requests,
		bytes: stores.reduce((sum, store) => sum + store.bytes, 0),
	};
}

/** Indexes count from the first evaluation that was fetched. */
function shift(series: SeriesSamples, by: number): SeriesSamples {
	if (by === 0) return series;
	return { ...series, segments: series.segments.map((segment) => ({ ...segment, start: segment.start - by })) };
}

/** Less at once may succeed: an answer over a bound of ours, or what Prometheus says of its own bounds. */
function isTooMuch(cause: string, reason: string): boolean {
	if (cause === "tooLarge" || cause === "timeout") return true;
	return (
		cause === "badQuery" &&
		/too many samples|exceeded maximum resolution|too many points|max.*(?:fetched|limit)/i.test(reason)
	);
}

function explain(answer: Exclude<Answer<never>, { readonly kind: "ok" }>): string {
	return answer.kind === "unavailable" ? answer.reason : `This server does not offer ${answer.what}.`;
}
