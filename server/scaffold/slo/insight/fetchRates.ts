import { waitAtMost } from "../../../base/waiting.ts";
import { fetchSamples } from "../../../metrics/backtest/fetchSamples.ts";
import type { Grid, SeriesSamples } from "../../../metrics/backtest/sampleStore.ts";
import type { PrometheusApi } from "../../../metrics/port.ts";
import { joinRates, type Rates } from "./rates.ts";

export interface RatesRequest {
	/** Requests per second, and the ratio of bad ones. */
	readonly queries: readonly [requests: string, ratio: string];
	readonly grid: Grid;
	/** Seconds that a rate is over. */
	readonly over: number;
	/** Evaluations of one request. */
	readonly points: number;
	/** Ends the work with what has come until then. */
	readonly enough: AbortSignal;
	readonly signal: AbortSignal;
}

export interface FetchedRates {
	/** Of a part of the grid that was asked for, its end, where not all of it came. */
	readonly rates: readonly Rates[];
	/** Evaluations that came, of those asked for. */
	readonly count: number;
	readonly requests: number;
	/** Why it stopped early. */
	readonly stopped?: string;
}

/**
 * One request after the other, newest first, so that what does not come in time is the oldest. A server that is out of
 * order is not asked twice: nobody waits for a preview that long.
 */
export async function fetchRates(api: Pick<PrometheusApi, "rangeQuery">, request: RatesRequest): Promise<FetchedRates> {
	const { grid, points, enough, signal } = request;
	const parts: { readonly from: number; readonly samples: readonly (readonly SeriesSamples[])[] }[] = [];
	const impatient = withoutRepetition(api);
	let rest = grid.count;
	let requests = 0;
	let stopped: string | undefined;
	while (rest > 0 && stopped === undefined) {
		const from = Math.max(0, rest - Math.max(1, points));
		const part = { start: grid.start + from * grid.step, step: grid.step, count: rest - from };
		const fetched = await fetchSamples(impatient, {
			queries: request.queries,
			grid: part,
			expectedSeries: 1,
			bounds: { series: mostGroups, requests: mostRequests },
			signal: AbortSignal.any([signal, enough]),
			wait: async (milliseconds, ended) => {
				await waitAtMost(new Promise(() => {}), Math.min(milliseconds, longestWaitMs), ended);
			},
		});
		if (fetched.kind === "failed") {
			stopped =
				enough.aborted && !signal.aborted ? "there was not enough time for more" : fetched.reason.replace(/\.$/, "");
			break;
		}
		requests += fetched.requests;
		parts.push({ from: rest - fetched.grid.count, samples: fetched.samples });
		rest -= fetched.grid.count;
		if (fetched.grid.count < part.count) stopped = "the server answers only little at once";
	}
	const came: Grid = { start: grid.start + rest * grid.step, step: grid.step, count: grid.count - rest };
	const join = (query: number): readonly SeriesSamples[] =>
		parts.flatMap(({ from, samples }) => (samples[query] ?? []).map((series) => shift(series, from - rest)));
	return {
		rates: joinRates(mergeSeries(join(0)), mergeSeries(join(1)), came, request.over),
		count: came.count,
		requests,
		...(stopped === undefined ? {} : { stopped }),
	};
}

/** An SLO that is split by labels into more than these is looked at in part. */
const mostGroups = 100;
const mostRequests = 20;
const longestWaitMs = 2_000;

/** A failure of the server is its last word, other than for a backtest that somebody waits for. */
function withoutRepetition(api: Pick<PrometheusApi, "rangeQuery">): Pick<PrometheusApi, "rangeQuery"> {
	return {
		async rangeQuery(query, options) {
			const answer = await api.rangeQuery(query, options);
			if (answer.kind !== "unavailable") return answer;
			const mayComeLater = answer.cause === "serverError" || answer.cause === "refused";
			return mayComeLater ? { ...answer, cause: "notPrometheus" } : answer;
		},
	};
}

function shift(series: SeriesSamples, by: number): SeriesSamples {
	return { ...series, segments: series.segments.map((segment) => ({ ...segment, start: segment.start + by })) };
}

function mergeSeries(all: readonly SeriesSamples[]): readonly SeriesSamples[] {
	const merged = new Map<string, SeriesSamples>();
	for (const series of all) {
		const key = JSON.stringify(Object.entries(series.labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));
		const known = merged.get(key);
		merged.set(key, known === undefined ? series : { ...known, segments: [...known.segments, ...series.segments] });
	}
	return [...merged.values()];
}
