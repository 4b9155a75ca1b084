import { LRUCache } from "lru-cache";
import type { LivePrometheus } from "./port.ts";

/** How many series a selector selects at a moment. */
export interface SeriesCount {
	readonly series: number;
	/** The server gave up on counting: there are more than so many. */
	readonly atLeast: boolean;
}

/** What is needed of a server to count; one that tells no totals will do. */
export type CountingApi = Pick<LivePrometheus, "instantQuery"> & Partial<Pick<LivePrometheus, "cardinality">>;

/**
 * Counts the series of selectors and keeps the counts for a while. A selector that names no metric could mean everything
 * that a server has, so there the server's own total is asked for first: where it has few series, counting is over.
 */
export class CountedSeries {
	readonly #api: CountingApi;
	readonly #counts: LRUCache<string, { readonly at: number; readonly count: SeriesCount }>;
	#total: { readonly at: number; readonly series: number | undefined } | undefined;
	readonly #now: () => number;

	constructor(api: CountingApi, now: () => number) {
		this.#api = api;
		this.#now = now;
		this.#counts = new LRUCache({ max: 500 });
	}

	/** At `time`, Unix seconds, or now; `undefined` where the server does not say. */
	async of(
		selector: { readonly text: string; readonly named: boolean },
		time: number | undefined,
		signal: AbortSignal,
	): Promise<SeriesCount | undefined> {
		// The day matters where series come and go, the second does not.
		const key = `${selector.text} ${time === undefined ? "" : Math.floor(time / 3600)}`;
		const kept = this.#counts.get(key);
		if (kept !== undefined && this.#now() - kept.at < freshMs) return kept.count;
		if (!selector.named) {
			const total = await this.#countAll(signal);
			if (total !== undefined && total <= fewSeries) return this.#keep(key, { series: total, atLeast: false });
		}
		if (signal.aborted) return undefined;
		const answer = await this.#api.instantQuery(`count(${selector.text})`, {
			signal,
			limit: 1,
			timeoutSeconds: countSeconds,
			...(time === undefined ? {} : { time }),
		});
		if (answer.kind === "unavailable" && (answer.cause === "timeout" || answer.cause === "tooLarge")) {
			return this.#keep(key, { series: beyondCounting, atLeast: true });
		}
		if (answer.kind !== "ok" || answer.value.data.kind !== "vector") return undefined;
		const [counted] = answer.value.data.series;
		return this.#keep(key, { series: counted?.sample.value ?? 0, atLeast: false });
	}

	#keep(key: string, count: SeriesCount): SeriesCount {
		this.#counts.set(key, { at: this.#now(), count });
		return count;
	}

	async #countAll(signal: AbortSignal): Promise<number | undefined> {
		if (this.#total !== undefined && this.#now() - this.#total.at < freshMs) return this.#total.series;
		const answer = await this.#api.cardinality?.({ signal, limit: 1 });
		if (signal.aborted) return undefined;
		const series = answer?.kind === "ok" ? answer.value.series : undefined;
		this.#total = { at: this.#now(), series };
		return series;
	}
}

const freshMs = 300_000;
/** Counting takes a server milliseconds for a hundred thousand series; one that needs longer is not asked more. */
const countSeconds = 5;
const beyondCounting = 10_000_000;
/** Below it no query of all of them is heavy. */
const fewSeries = 5_000;
