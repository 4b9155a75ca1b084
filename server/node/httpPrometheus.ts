import { setImmediate } from "node:timers/promises";
import {
	readBuildInfo,
	readCost,
	readFeatureFlags,
	readMetadata,
	readQueryDataInPieces,
	readRules,
	readRuntimeInfo,
	readServerConfiguration,
	readStrings,
} from "../metrics/apiResponse.ts";
import { readCardinality, readExemplars, readRuleStates } from "../metrics/apiResponseLive.ts";
import { Capabilities, type Capability, capabilityNames, emptyMeansMissing } from "../metrics/flavours.ts";
import type {
	Answer,
	BuildInfo,
	Cardinality,
	ExemplarSeries,
	Listing,
	LivePrometheus,
	MetricMetadata,
	QueryOptions,
	QueryResult,
	RangeOptions,
	RequestOptions,
	RuleGroupState,
	RuntimeInfo,
	ServerConfiguration,
	ServerRules,
	SpanOptions,
} from "../metrics/port.ts";
import { ApiClient, type ApiClientOptions, type Received } from "./apiClient.ts";
import { explainForeignBody } from "./explainExchange.ts";
import { escapeLabelName, readServerAddress, type ServerAddress } from "./serverAddress.ts";

export type { ServerHealth } from "./apiClient.ts";

export interface HttpPrometheusOptions extends ApiClientOptions {
	readonly bounds?: Partial<HttpBounds>;
}

export interface HttpBounds {
	/** Bytes of a query's answer. */
	readonly queryBytes: number;
	/** Bytes of a list of names or of all metadata. */
	readonly listBytes: number;
	/** Series in a query's answer where the caller sets no limit. */
	readonly series: number;
	/** Items of a list where the caller sets no limit. */
	readonly items: number;
	/** Requests at once. */
	readonly concurrency: number;
	/** How far back label names and values are looked for, in seconds: the whole retention would hurt a large server. */
	readonly listingSeconds: number;
}

/** A Prometheus over HTTP. Nothing throws; after `close` every answer is cancelled. */
export interface HttpPrometheus extends LivePrometheus {
	/** `scheme://host:port`; `undefined` where the setting's URL is none. */
	readonly origin: string | undefined;
	/** Seconds that the server's clock is ahead of ours; 0 where both agree, and before it has answered. */
	readonly clockAheadSeconds: number;
	/** Drops the credential and ends a back-off. */
	forget(): void;
	close(): Promise<void>;
}

export function createHttpPrometheus(options: HttpPrometheusOptions): HttpPrometheus {
	const address = readServerAddress(options.server);
	if ("mistake" in address) return createUnusable(address.mistake);
	return new Client(options, address);
}

const defaultBounds: HttpBounds = {
	queryBytes: 16 * 1024 * 1024,
	listBytes: 48 * 1024 * 1024,
	series: 10_000,
	items: 200_000,
	concurrency: 4,
	listingSeconds: 6 * 3600,
};
/** The server's own default is 10; more than so many nobody reads in a report. */
const defaultCardinalityItems = 100;
const unknownBuild: BuildInfo = { version: "", flavour: "unknown" };

class Client implements HttpPrometheus {
	readonly origin: string;
	readonly #host: string;
	readonly #throughGrafana: boolean;
	readonly #bounds: HttpBounds;
	readonly #client: ApiClient;
	readonly #capabilities = new Capabilities();

	constructor(options: HttpPrometheusOptions, address: ServerAddress) {
		this.origin = address.origin;
		this.#host = address.host;
		this.#throughGrafana = /\/api\/datasources\/proxy\//.test(options.server.url);
		this.#bounds = { ...defaultBounds, ...options.bounds };
		this.#client = new ApiClient(options, address, this.#bounds.concurrency);
	}

	get clockAheadSeconds(): number {
		return this.#client.clockAheadSeconds;
	}

	instantQuery(query: string, options: QueryOptions): Promise<Answer<QueryResult>> {
		const parameters = new URLSearchParams({ query });
		if (options.time !== undefined) parameters.set("time", String(options.time));
		if (options.stats === true) parameters.set("stats", "all");
		return this.#query("/api/v1/query", parameters, options);
	}

	rangeQuery(query: string, options: RangeOptions): Promise<Answer<QueryResult>> {
		const { start, end, step } = options;
		const parameters = new URLSearchParams({ query, start: String(start), end: String(end), step: String(step) });
		return this.#query("/api/v1/query_range", parameters, options);
	}

	labelNames(matchers: readonly string[], options: RequestOptions): Promise<Answer<Listing>> {
		return this.#list("/api/v1/labels", "label names", matchers, options);
	}

	labelValues(label: string, matchers: readonly string[], options: RequestOptions): Promise<Answer<Listing>> {
		const path = `/api/v1/label/${encodeURIComponent(escapeLabelName(label))}/values`;
		return this.#list(path, "label values", matchers, options);
	}

	metadata(options: RequestOptions): Promise<Answer<ReadonlyMap<string, MetricMetadata>>> {
		const parameters = new URLSearchParams({ limit: String(options.limit ?? this.#bounds.items) });
		return this.#get("/api/v1/metadata", "metadata", options, readMetadata, parameters, this.#bounds.listBytes);
	}

	async buildInfo(options: RequestOptions): Promise<Answer<BuildInfo>> {
		const answer = await this.#client.call(
			{
				path: "/api/v1/status/buildinfo",
				post: false,
				parameters: new URLSearchParams(),
				maxBytes: this.#bounds.queryBytes,
				what: "build information",
			},
			options.signal,
		);
		if (answer.kind === "unsupported") return { kind: "ok", value: unknownBuild };
		if (answer.kind === "unavailable" && answer.cause === "notPrometheus") {
			// Servers older than Prometheus 2.14, and some of its relatives, answer queries but do not say who they are.
			const probe = await this.instantQuery("vector(1)", options);
			if (probe.kind === "ok") return { kind: "ok", value: unknownBuild };
		}
		const build = this.#read(answer, ({ response }) => readBuildInfo(response.data));
		if (build.kind !== "ok") return build;
		this.#capabilities.know(build.value.flavour);
		return this.#throughGrafana ? { kind: "ok", value: { ...build.value, through: "Grafana" } } : build;
	}

	featureFlags(options: RequestOptions): Promise<Answer<readonly string[]>> {
		return this.#get("/api/v1/status/flags", "flags", options, readFeatureFlags);
	}

	configuration(options: RequestOptions): Promise<Answer<ServerConfiguration>> {
		return this.#get("/api/v1/status/config", "configuration", options, readServerConfiguration);
	}

	runtimeInfo(options: RequestOptions): Promise<Answer<RuntimeInfo>> {
		return this.#get("/api/v1/status/runtimeinfo", "runtime", options, readRuntimeInfo);
	}

	rules(options: RequestOptions): Promise<Answer<ServerRules>> {
		const parameters = new URLSearchParams({ exclude_alerts: "true" });
		return this.#get("/api/v1/rules", "rules", options, readRules, parameters);
	}

	ruleStates(options: RequestOptions): Promise<Answer<readonly RuleGroupState[]>> {
		return this.#get("/api/v1/rules", "rules", options, readRuleStates);
	}

	cardinality(options: RequestOptions): Promise<Answer<Cardinality>> {
		const limit = options.limit ?? defaultCardinalityItems;
		// VictoriaMetrics calls it topN; servers before 2.50 ignore it and are cut here.
		const parameters = new URLSearchParams({ limit: String(limit), topN: String(limit) });
		const read = (data: unknown) => readCardinality(data, limit);
		return this.#get("/api/v1/status/tsdb", "cardinality", options, read, parameters);
	}

	exemplars(query: string, options: SpanOptions): Promise<Answer<readonly ExemplarSeries[]>> {
		const { start, end } = options;
		const parameters = new URLSearchParams({ query, start: String(start), end: String(end) });
		return this.#get("/api/v1/query_exemplars", "exemplars", options, readExemplars, parameters);
	}

	lacks(): readonly string[] {
		return this.#capabilities.lacks();
	}

	forget(): void {
		this.#capabilities.forget();
		this.#client.forget();
	}

	close(): Promise<void> {
		return this.#client.close();
	}

	async #get<T>(
		path: string,
		capability: Capability,
		{ signal }: RequestOptions,
		read: (data: unknown) => T | undefined,
		parameters = new URLSearchParams(),
		maxBytes = this.#bounds.queryBytes,
	): Promise<Answer<T>> {
		const what = capabilityNames[capability];
		if (this.#capabilities.isMissing(capability)) return { kind: "unsupported", what };
		const called = await this.#client.call({ path, post: false, parameters, maxBytes, what }, signal);
		const answer = this.#read(called, ({ response }) => read(response.data));
		const missing =
			answer.kind === "ok" && isEmpty(answer.value) && emptyMeansMissing(this.#capabilities.flavour, capability);
		const judged: Answer<T> = missing ? { kind: "unsupported", what } : answer;
		this.#learn(capability, judged);
		return judged;
	}

	#learn(capability: Capability, answer: Answer<unknown>): void {
		if (answer.kind !== "unavailable") this.#capabilities.see(capability, answer.kind === "ok");
	}

	async #query(path: string, parameters: URLSearchParams, options: RequestOptions): Promise<Answer<QueryResult>> {
		const limit = options.limit ?? this.#bounds.series;
		const patience = Math.min(this.#client.timeoutMs, (options.timeoutSeconds ?? Number.POSITIVE_INFINITY) * 1000);
		parameters.set("timeout", `${Math.ceil(patience)}ms`);
		// One more than wanted tells whether there are more; servers before 2.53 ignore it and are cut here.
		parameters.set("limit", String(limit + 1));
		const answer = await this.#client.call(
			{
				path,
				post: true,
				parameters,
				maxBytes: this.#bounds.queryBytes,
				mostItems: limit + 1,
				what: capabilityNames.queries,
			},
			options.signal,
		);
		this.#learn("queries", answer);
		if (answer.kind !== "ok") return answer;
		const { response, durationSeconds } = answer.value;
		const read = await readQueryDataInPieces(response.data, limit, restNowAndThen());
		return this.#read(answer, () => {
			if (read === undefined) return undefined;
			const { warnings, infos } = response;
			const cost = readCost(response.data);
			return { ...read, warnings, infos, durationSeconds, ...(cost === undefined ? {} : { cost }) };
		});
	}

	async #list(
		path: string,
		what: string,
		matchers: readonly string[],
		options: RequestOptions,
	): Promise<Answer<Listing>> {
		const limit = options.limit ?? this.#bounds.items;
		const start = Math.floor(Date.now() / 60_000) * 60 - this.#bounds.listingSeconds;
		const parameters = new URLSearchParams({ limit: String(limit + 1), start: String(start) });
		for (const matcher of matchers) parameters.append("match[]", matcher);
		const answer = await this.#client.call(
			{ path, post: false, parameters, maxBytes: this.#bounds.listBytes, mostItems: limit + 1, what },
			options.signal,
		);
		return this.#read(answer, ({ response }) => {
			// A server without a single series answers null.
			const values = response.data === null ? [] : readStrings(response.data);
			return values && { values: values.slice(0, limit), complete: values.length <= limit };
		});
	}

	#read<T>(answer: Answer<Received>, read: (received: Received) => T | undefined): Answer<T> {
		if (answer.kind !== "ok") return answer;
		const value = read(answer.value);
		if (value !== undefined) return { kind: "ok", value };
		const body = { contentType: "application/json", body: "" };
		const { cause, reason } = explainForeignBody(body, this.#host);
		return { kind: "unavailable", cause, reason };
	}
}

/** Other work has its turn every few milliseconds. */
function restNowAndThen(): () => Promise<void> | undefined {
	let since = performance.now();
	return () => {
		if (performance.now() - since < stretchMs) return undefined;
		return setImmediate().then(() => {
			since = performance.now();
		});
	};
}

const stretchMs = 8;

/** Of what a server can be asked for, that it has none of it. */
function isEmpty(value: unknown): boolean {
	if (Array.isArray(value)) return value.length === 0;
	if (value instanceof Map) return value.size === 0;
	if (typeof value !== "object" || value === null) return false;
	return Object.values(value).every((part) => part === "" || (part instanceof Set && part.size === 0));
}

function createUnusable(mistake: string): HttpPrometheus {
	const answer: Answer<never> = { kind: "unavailable", cause: "notConfigured", reason: mistake };
	const refuse = () => Promise.resolve(answer);
	return {
		origin: undefined,
		clockAheadSeconds: 0,
		instantQuery: refuse,
		rangeQuery: refuse,
		labelNames: refuse,
		labelValues: refuse,
		metadata: refuse,
		buildInfo: refuse,
		featureFlags: refuse,
		configuration: refuse,
		runtimeInfo: refuse,
		rules: refuse,
		ruleStates: refuse,
		cardinality: refuse,
		exemplars: refuse,
		lacks: () => [],
		forget: () => {},
		close: () => Promise.resolve(),
	};
}
