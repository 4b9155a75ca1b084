import { RegularExpressions } from "../promql/regularExpressions.ts";
import { type CacheBounds, KnowledgeCache, type Peek } from "./knowledgeCache.ts";
import type {
	Answer,
	Listing,
	MetricMetadata,
	PrometheusApi,
	QueryOptions,
	QueryResult,
	RangeOptions,
} from "./port.ts";
import { QueryCache } from "./queryCache.ts";
import { readSelector, selectsSomething, writeSelector } from "./selectorText.ts";

export type { Peek } from "./knowledgeCache.ts";

export interface KnowledgeOptions {
	/** Milliseconds of a clock that only goes forward. */
	readonly now?: () => number;
	/** Milliseconds that a list is fresh; after that it is still shown while it is loaded again. */
	readonly freshMs?: number;
}

/**
 * What is known about the metrics of the active server.
 *
 * Invariants: `peek`s never wait and cost nothing but a lookup, however many metrics there are; every list belongs to
 * exactly the matchers it was asked for with; what cannot be known is `unavailable`, never an empty list.
 */
export class MetricKnowledge {
	readonly #api: PrometheusApi | undefined;
	readonly #listings: KnowledgeCache<Listing>;
	readonly #metadata: KnowledgeCache<ReadonlyMap<string, MetricMetadata>>;
	readonly #featureFlags: KnowledgeCache<readonly string[]>;
	readonly #queries: QueryCache;
	readonly #regularExpressions = new RegularExpressions();
	#joined: JoinedNames | undefined;

	/** Without an `api` every answer is `notConfigured`. */
	constructor(api: PrometheusApi | undefined, options: KnowledgeOptions = {}) {
		const now = options.now ?? (() => performance.now());
		const freshMs = options.freshMs ?? 60_000;
		this.#api = api;
		this.#listings = new KnowledgeCache<Listing>({ ...listingBounds, freshMs }, measureListing, now);
		this.#metadata = new KnowledgeCache<ReadonlyMap<string, MetricMetadata>>(
			{ ...metadataBounds, freshMs: freshMs * 5 },
			measureMetadata,
			now,
		);
		this.#featureFlags = new KnowledgeCache<readonly string[]>(
			{ ...featureFlagBounds, freshMs: freshMs * 5 },
			(flags) => flags.join().length * 2,
			now,
		);
		this.#queries = new QueryCache(api, now);
	}

	/** The names of all metrics, in order: of series, and of what targets describe without a series yet. */
	metricNames(): Peek<Listing> {
		const api = this.#api;
		if (api === undefined) return notConfigured;
		const names = this.#listings.peek(allNames, (signal) => api.labelValues("__name__", [], { signal }));
		const metadata = this.metadata();
		const listing = this.#join(names.value, metadata.value);
		const value = listing === undefined ? {} : { value: listing };
		if (names.state === "loading" || (metadata.state === "loading" && names.state === "fresh")) {
			const loading = [names, metadata].flatMap((peek) => (peek.state === "loading" ? [peek.ready] : []));
			return { state: "loading", ...value, ready: Promise.all(loading).then(() => {}) };
		}
		if (names.state === "fresh") return listing === undefined ? names : { state: "fresh", value: listing };
		return { ...names, ...value };
	}

	/** Type, unit and help by the name that targets give a metric; see `describeMetric` for its series' names. */
	metadata(): Peek<ReadonlyMap<string, MetricMetadata>> {
		const api = this.#api;
		if (api === undefined) return notConfigured;
		return this.#metadata.peek("", (signal) => api.metadata({ signal }));
	}

	/**
	 * Label names of the series that match any of `matchers`, which are whole selectors such as `up{job="a"}`. One that
	 * also matches series without any of its labels means all series, as servers refuse it.
	 */
	labelNames(matchers: readonly string[]): Peek<Listing> {
		return this.#list("names", matchers, (api, selectors, signal) =>
			api.labelNames(selectors, { signal, limit: labelNameLimit }),
		);
	}

	/** Values of `label` in the series that match any of `matchers`. */
	labelValues(label: string, matchers: readonly string[]): Peek<Listing> {
		return this.#list(`values ${JSON.stringify(label)}`, matchers, (api, selectors, signal) =>
			api.labelValues(label, selectors, { signal, limit: labelValueLimit }),
		);
	}

	/** The values of the server's `--enable-feature`. */
	featureFlags(): Peek<readonly string[]> {
		const api = this.#api;
		if (api === undefined) return notConfigured;
		return this.#featureFlags.peek("", (signal) => api.featureFlags({ signal }));
	}

	/** Answers equal questions of the last seconds from memory, and shares those under way. */
	instantQuery(query: string, options: QueryOptions): Promise<Answer<QueryResult>> {
		return this.#queries.instantQuery(query, options);
	}

	rangeQuery(query: string, options: RangeOptions): Promise<Answer<QueryResult>> {
		return this.#queries.rangeQuery(query, options);
	}

	/** Loads what the first completion needs; resolves when it has come or has failed. */
	async warm(): Promise<void> {
		const peeks = [this.metricNames(), this.labelNames([])];
		await Promise.all(peeks.map((peek) => (peek.state === "loading" ? peek.ready : undefined)));
	}

	/** Drops everything, also what is under way. */
	forget(): void {
		this.#joined = undefined;
		this.#listings.forget();
		this.#metadata.forget();
		this.#featureFlags.forget();
		this.#queries.forget();
	}

	#list(
		kind: string,
		matchers: readonly string[],
		load: (api: PrometheusApi, selectors: readonly string[], signal: AbortSignal) => Promise<Answer<Listing>>,
	): Peek<Listing> {
		const api = this.#api;
		if (api === undefined) return notConfigured;
		const selectors = normalizeMatchers(matchers, this.#regularExpressions);
		if (selectors === undefined) return invalidMatchers;
		return this.#listings.peek(`${kind} ${JSON.stringify(selectors)}`, (signal) => load(api, selectors, signal));
	}

	/** Both sources in one list; made anew only when one of them is new. */
	#join(names: Listing | undefined, metadata: ReadonlyMap<string, MetricMetadata> | undefined): Listing | undefined {
		if (names === undefined && metadata === undefined) return undefined;
		const last = this.#joined;
		if (last !== undefined && last.names === names && last.metadata === metadata) return last.listing;
		const listing = joinNames(names, metadata);
		this.#joined = { names, metadata, listing };
		return listing;
	}
}

/**
 * What is said about the metric that a series belongs to: targets describe `http_requests` or `http_request_duration`
 * where the series are `http_requests_total` or `http_request_duration_bucket`.
 */
export function describeMetric(
	metadata: ReadonlyMap<string, MetricMetadata>,
	name: string,
): MetricMetadata | undefined {
	const exact = metadata.get(name);
	if (exact !== undefined) return exact;
	const suffix = seriesSuffixes.find((candidate) => name.endsWith(candidate));
	return suffix === undefined ? undefined : metadata.get(name.slice(0, -suffix.length));
}

const seriesSuffixes = ["_bucket", "_count", "_sum", "_total", "_created", "_info"] as const;

interface JoinedNames {
	readonly names: Listing | undefined;
	readonly metadata: ReadonlyMap<string, MetricMetadata> | undefined;
	readonly listing: Listing;
}

function joinNames(names: Listing | undefined, metadata: ReadonlyMap<string, MetricMetadata> | undefined): Listing {
	const known = new Set(names?.values);
	if (metadata !== undefined) {
		for (const name of metadata.keys()) {
			// A classic histogram has no series under its own name, and selecting it would find nothing.
			if (!seriesSuffixes.some((suffix) => known.has(name + suffix))) known.add(name);
		}
	}
	return { values: [...known].sort(), complete: names?.complete ?? false };
}

/** In order and without repetition, so that equal questions have equal keys; `undefined` where one is half-written. */
function normalizeMatchers(
	matchers: readonly string[],
	regularExpressions: RegularExpressions,
): readonly string[] | undefined {
	const selectors = new Set<string>();
	let all = false;
	for (const matcher of matchers) {
		const selector = readSelector(matcher);
		if (selector === undefined) return undefined;
		// Any of them may match, so one that means all series makes the others idle.
		if (!selectsSomething(selector, regularExpressions)) all = true;
		else selectors.add(writeSelector(selector.metric, selector.matchers));
	}
	return all ? [] : [...selectors].sort();
}

const allNames = "metrics";
const labelNameLimit = 10_000;
const labelValueLimit = 20_000;
const mebibyte = 1024 * 1024;
const listingBounds: Omit<CacheBounds, "freshMs"> = { entries: 500, bytes: 64 * mebibyte, failureMs: 5_000, loads: 8 };
const metadataBounds: Omit<CacheBounds, "freshMs"> = { entries: 1, bytes: 128 * mebibyte, failureMs: 5_000, loads: 1 };

// Flags change with a restart alone, and whoever has none has none in a minute either.
const featureFlagBounds: Omit<CacheBounds, "freshMs"> = { entries: 1, bytes: mebibyte, failureMs: 300_000, loads: 1 };

function measureListing(listing: Listing): number {
	let bytes = 0;
	for (const value of listing.values) bytes += stringOverhead + value.length * 2;
	return bytes;
}

function measureMetadata(metadata: ReadonlyMap<string, MetricMetadata>): number {
	let bytes = 0;
	for (const [name, { help, unit }] of metadata) {
		bytes += 4 * stringOverhead + (name.length + help.length + unit.length) * 2;
	}
	return bytes;
}

/** Bytes of what the engine keeps beside a string's characters, roughly. */
const stringOverhead = 32;

const notConfigured: Peek<never> = {
	state: "unavailable",
	cause: "notConfigured",
	reason: "No Prometheus is configured: run “Observability: Add Prometheus” to see live metrics.",
};

const invalidMatchers: Peek<never> = {
	state: "unavailable",
	cause: "badQuery",
	reason: "The selector before the cursor is not complete, so no server was asked.",
};
