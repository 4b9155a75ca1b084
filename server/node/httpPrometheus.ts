import { Agent, type Dispatcher } from "undici";
import {
	type ApiResponse,
	readApiResponse,
	readBuildInfo,
	readMetadata,
	readQueryData,
	readStrings,
} from "../metrics/apiResponse.ts";
import type {
	Answer,
	BuildInfo,
	Listing,
	MetricMetadata,
	PrometheusApi,
	QueryOptions,
	QueryResult,
	RangeOptions,
	RequestOptions,
	UnavailableCause,
} from "../metrics/port.ts";
import { SharedRequests } from "../metrics/sharedRequests.ts";
import { BackOff } from "./backOff.ts";
import { type Exchange, sendBounded } from "./boundedRequest.ts";
import { type AskCredential, CredentialCache } from "./credentialCache.ts";
import {
	type ExchangeContext,
	explainFailure,
	explainForeignBody,
	explainStatus,
	type Refusal,
} from "./explainExchange.ts";
import { quoteServer, redact } from "./redact.ts";
import { RequestQueue } from "./requestQueue.ts";
import { escapeLabelName, type PrometheusServer, readServerAddress, type ServerAddress } from "./serverAddress.ts";
import { trustSystemAuthorities } from "./trustedAuthorities.ts";

export interface HttpPrometheusOptions {
	readonly server: PrometheusServer;
	/** Asked at most once for each origin until `forget`, and only where the server's `auth` needs a secret. */
	readonly credential: AskCredential;
	/** Gets one line when the server begins to fail and one when it is well again; never a secret. */
	readonly log: (line: string) => void;
	/** Told on every change between the two, and once at the first answer. */
	readonly onHealth?: (health: ServerHealth) => void;
	readonly bounds?: Partial<HttpBounds>;
	readonly backOff?: BackOff;
}

export type ServerHealth = { readonly healthy: true } | { readonly healthy: false; readonly reason: string };

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
export interface HttpPrometheus extends PrometheusApi {
	/** `scheme://host:port`; `undefined` where the setting's URL is none. */
	readonly origin: string | undefined;
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
const defaultTimeoutSeconds = 10;
const longestTimeoutSeconds = 600;
const unknownBuild: BuildInfo = { version: "", flavour: "unknown" };

/** Headers that belong to the connection or the body, not to the user. */
const reservedHeaders: ReadonlySet<string> = new Set([
	"host",
	"connection",
	"content-length",
	"content-type",
	"transfer-encoding",
	"upgrade",
	"expect",
	"accept-encoding",
]);

interface Call {
	readonly path: string;
	/** Queries are sent as the form of a POST, since they can be longer than a URL may be. */
	readonly post: boolean;
	readonly parameters: URLSearchParams;
	readonly maxBytes: number;
	/** What to call it where this kind of server does not have it. */
	readonly what: string;
}

interface Received {
	readonly response: ApiResponse;
	readonly durationSeconds: number;
}

class Client implements HttpPrometheus {
	readonly origin: string;
	readonly #options: HttpPrometheusOptions;
	readonly #address: ServerAddress;
	readonly #bounds: HttpBounds;
	readonly #timeoutMs: number;
	readonly #dispatcher: Dispatcher;
	readonly #queue: RequestQueue;
	readonly #shared = new SharedRequests<Answer<Received>>();
	readonly #credential: CredentialCache;
	readonly #backOff: BackOff;
	readonly #closing = new AbortController();
	#health: "unknown" | "healthy" | "unhealthy" = "unknown";
	#lastRefusal: Refusal | undefined;
	#postRefused = false;
	/** Claims that the URL leads to Prometheus's API, so that a 404 means that one endpoint is missing. */
	#recognised = false;

	constructor(options: HttpPrometheusOptions, address: ServerAddress) {
		this.#options = options;
		this.#address = address;
		this.origin = address.origin;
		this.#bounds = { ...defaultBounds, ...options.bounds };
		this.#timeoutMs = boundTimeout(options.server.timeout) * 1000;
		this.#queue = new RequestQueue(this.#bounds.concurrency);
		const secureContext = address.origin.startsWith("https:") ? trustSystemAuthorities() : undefined;
		this.#dispatcher = new Agent({
			connections: this.#bounds.concurrency,
			connect: { timeout: this.#timeoutMs, ...(secureContext === undefined ? {} : { secureContext }) },
			maxHeaderSize: 64 * 1024,
		});
		this.#credential = new CredentialCache(address.origin, options.credential);
		this.#backOff = options.backOff ?? new BackOff();
	}

	instantQuery(query: string, options: QueryOptions): Promise<Answer<QueryResult>> {
		const parameters = new URLSearchParams({ query });
		if (options.time !== undefined) parameters.set("time", String(options.time));
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

	async metadata(options: RequestOptions): Promise<Answer<ReadonlyMap<string, MetricMetadata>>> {
		const limit = options.limit ?? this.#bounds.items;
		const answer = await this.#call(
			{
				path: "/api/v1/metadata",
				post: false,
				parameters: new URLSearchParams({ limit: String(limit) }),
				maxBytes: this.#bounds.listBytes,
				what: "metric metadata",
			},
			options.signal,
		);
		return this.#read(answer, ({ response }) => readMetadata(response.data));
	}

	async buildInfo(options: RequestOptions): Promise<Answer<BuildInfo>> {
		const answer = await this.#call(
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
		return this.#read(answer, ({ response }) => readBuildInfo(response.data));
	}

	forget(): void {
		this.#credential.forget();
		this.#backOff.succeed();
		this.#postRefused = false;
		this.#lastRefusal = undefined;
		this.#health = "unknown";
	}

	async close(): Promise<void> {
		this.#closing.abort();
		this.#credential.forget();
		await this.#dispatcher.destroy();
	}

	async #query(path: string, parameters: URLSearchParams, options: RequestOptions): Promise<Answer<QueryResult>> {
		const limit = options.limit ?? this.#bounds.series;
		parameters.set("timeout", `${Math.ceil(this.#timeoutMs)}ms`);
		// One more than wanted tells whether there are more; servers before 2.53 ignore it and are cut here.
		parameters.set("limit", String(limit + 1));
		const answer = await this.#call(
			{ path, post: true, parameters, maxBytes: this.#bounds.queryBytes, what: "queries" },
			options.signal,
		);
		return this.#read(answer, ({ response, durationSeconds }) => {
			const read = readQueryData(response.data, limit);
			if (read === undefined) return undefined;
			const { warnings, infos } = response;
			return { ...read, warnings: this.#quote(warnings), infos: this.#quote(infos), durationSeconds };
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
		const answer = await this.#call(
			{ path, post: false, parameters, maxBytes: this.#bounds.listBytes, what },
			options.signal,
		);
		return this.#read(answer, ({ response }) => {
			// A server without a single series answers null.
			const values = response.data === null ? [] : readStrings(response.data);
			return values && { values: values.slice(0, limit), complete: values.length <= limit };
		});
	}

	#quote(lines: readonly string[]): readonly string[] {
		return lines.map((line) => quoteServer(line, this.#secrets()));
	}

	#read<T>(answer: Answer<Received>, read: (received: Received) => T | undefined): Answer<T> {
		if (answer.kind !== "ok") return answer;
		const value = read(answer.value);
		if (value !== undefined) return { kind: "ok", value };
		const body = { contentType: "application/json", body: "" };
		return unavailable(explainForeignBody(body, this.#address.host));
	}

	#call(call: Call, signal: AbortSignal): Promise<Answer<Received>> {
		const key = `${call.path}?${call.parameters}`;
		return this.#shared.run(key, signal, (shared) => this.#callAlone(call, shared), cancelled);
	}

	async #callAlone(call: Call, waiters: AbortSignal): Promise<Answer<Received>> {
		const signal = AbortSignal.any([waiters, this.#closing.signal]);
		const backingOff = this.#answerWhileBackingOff();
		if (backingOff !== undefined) return backingOff;
		const credential = await this.#authorize();
		if (signal.aborted) return cancelled();
		if (credential.kind !== "ok") return credential;
		const leave = await this.#queue.enter(signal);
		if (leave === undefined) return cancelled();
		try {
			// The requests before this one may have found that the server is down.
			const now = this.#answerWhileBackingOff();
			if (now !== undefined) return now;
			const end = this.#backOff.begin();
			try {
				return await this.#exchange(call, credential.value, signal);
			} finally {
				end();
			}
		} finally {
			leave();
		}
	}

	async #exchange(call: Call, authorization: string | undefined, signal: AbortSignal): Promise<Answer<Received>> {
		const started = performance.now();
		let exchange = await this.#send(call, call.post && !this.#postRefused, authorization, signal);
		if (exchange.kind === "response" && exchange.status === 405 && call.post && !this.#postRefused) {
			this.#postRefused = true;
			exchange = await this.#send(call, false, authorization, signal);
		}
		const context: ExchangeContext = {
			host: this.#address.host,
			timeoutSeconds: this.#timeoutMs / 1000,
			maxBytes: call.maxBytes,
			authenticated: authorization !== undefined,
		};
		if (exchange.kind !== "response") return this.#refuse(explainFailure(exchange, context));
		const durationSeconds = (performance.now() - started) / 1000;
		return this.#judge(call, exchange, context, durationSeconds);
	}

	/** Once more where a kept connection had been closed on the other side: nobody is to see that. */
	async #send(call: Call, post: boolean, authorization: string | undefined, signal: AbortSignal): Promise<Exchange> {
		const exchange = await this.#sendOnce(call, post, authorization, signal);
		const closed =
			exchange.kind === "network" && (exchange.code === "UND_ERR_SOCKET" || exchange.code === "ECONNRESET");
		return closed && !signal.aborted ? this.#sendOnce(call, post, authorization, signal) : exchange;
	}

	#sendOnce(call: Call, post: boolean, authorization: string | undefined, signal: AbortSignal): Promise<Exchange> {
		const url = this.#address.endpoint(call.path);
		if (!post) for (const [name, value] of call.parameters) url.searchParams.append(name, value);
		const headers: Record<string, string> = { "user-agent": "observability-authoring" };
		for (const [name, value] of Object.entries(this.#options.server.headers ?? {})) {
			if (!reservedHeaders.has(name.toLowerCase())) headers[name.toLowerCase()] = value;
		}
		Object.assign(headers, {
			accept: "application/json",
			"accept-encoding": "gzip",
			...(authorization === undefined ? {} : { authorization }),
			...(post ? { "content-type": "application/x-www-form-urlencoded" } : {}),
		});
		return sendBounded({
			url,
			method: post ? "POST" : "GET",
			headers,
			...(post ? { body: call.parameters.toString() } : {}),
			signal,
			timeoutMs: this.#timeoutMs,
			maxBytes: call.maxBytes,
			dispatcher: this.#dispatcher,
		});
	}

	#judge(
		call: Call,
		exchange: Extract<Exchange, { kind: "response" }>,
		context: ExchangeContext,
		durationSeconds: number,
	): Answer<Received> {
		const response = readApiResponse(parseJson(exchange.body));
		const message = response === undefined ? "" : quoteServer(response.error, this.#secrets());
		if (response?.status === "error") {
			const judged = this.#judgeError(call, exchange.status, response, message);
			if (judged !== undefined) return judged;
		}
		if (exchange.status === 404 && this.#recognised) return unsupported(call.what);
		const refusal = explainStatus(exchange, message, context);
		if (refusal !== undefined) {
			// It may have been renewed since: the next request asks for it again.
			if (refusal.cause === "unauthorized") this.#credential.forget();
			return this.#refuse(refusal);
		}
		if (response === undefined) return this.#refuse(explainForeignBody(exchange, context.host));
		this.#succeed();
		return { kind: "ok", value: { response, durationSeconds } };
	}

	/** An error that Prometheus itself reports; `undefined` where the HTTP status says it better. */
	#judgeError(call: Call, status: number, response: ApiResponse, message: string): Answer<Received> | undefined {
		const { host } = this.#address;
		if (message.includes("unavailable with Prometheus Agent")) {
			this.#succeed();
			return unsupported(`${call.what} (it runs as an agent)`);
		}
		if (response.errorType === "timeout" || response.errorType === "canceled") {
			return unavailable({
				cause: "timeout",
				reason: `${host} gave up on the query: narrow it with label matchers or a shorter range, or raise the server's timeout in the settings.`,
			});
		}
		const rejected = status === 400 || status === 422 || (status >= 200 && status < 300);
		if (!rejected) return undefined;
		this.#succeed();
		const said = message === "" ? "it gives no reason" : message;
		return unavailable({
			cause: "badQuery",
			reason: `${host} rejects the query: ${said}`,
		});
	}

	/** The value of the Authorization header. */
	async #authorize(): Promise<Answer<string | undefined>> {
		const { auth = "none", username = "", name } = this.#options.server;
		if (auth === "none") return { kind: "ok", value: undefined };
		const secret = await this.#credential.get();
		if (secret === undefined) {
			const thing = auth === "basic" ? "password" : "token";
			return unavailable({
				cause: "unauthorized",
				reason: `No ${thing} is stored for ${this.#address.origin}: run “Observability: Select Prometheus” and enter the one of “${name}”.`,
			});
		}
		return { kind: "ok", value: authorizationOf(auth, username, secret) };
	}

	/** Whatever a server might echo and nobody may see. */
	*#secrets(): Generator<string> {
		const { auth = "none", username = "", headers = {} } = this.#options.server;
		const secret = this.#credential.known;
		if (secret !== undefined && auth !== "none") {
			yield authorizationOf(auth, username, secret);
			yield authorizationOf("basic", username, secret).slice("Basic ".length);
			yield secret;
		}
		for (const value of Object.values(headers)) if (value.length >= 8) yield value;
	}

	#answerWhileBackingOff(): Answer<never> | undefined {
		const wait = this.#backOff.waitMs;
		if (wait === 0) return undefined;
		const last = this.#lastRefusal;
		return {
			kind: "unavailable",
			cause: last?.cause ?? "serverError",
			reason: `${last?.reason ?? `${this.#address.host} keeps failing.`} (Next try in ${Math.ceil(wait / 1000)} s.)`,
		};
	}

	#refuse(refusal: Refusal): Answer<never> {
		if (refusal.countsAgainstServer) {
			this.#lastRefusal = refusal;
			this.#backOff.fail(refusal.retryAfterMs);
			this.#reportHealth("unhealthy", refusal.reason);
		}
		return unavailable(refusal);
	}

	#succeed(): void {
		this.#recognised = true;
		this.#backOff.succeed();
		this.#reportHealth("healthy", "");
	}

	#reportHealth(health: "healthy" | "unhealthy", reason: string): void {
		if (this.#health === health) return;
		this.#health = health;
		const said = redact(reason, this.#secrets());
		this.#options.log(health === "healthy" ? `${this.#address.host} answers.` : said);
		this.#options.onHealth?.(health === "healthy" ? { healthy: true } : { healthy: false, reason: said });
	}
}

/** Settings are typed by hand: what is no sensible number is the default. */
function boundTimeout(seconds: number | undefined): number {
	if (seconds === undefined || !Number.isFinite(seconds) || seconds <= 0) return defaultTimeoutSeconds;
	return Math.min(Math.max(seconds, 0.1), longestTimeoutSeconds);
}

function authorizationOf(auth: "basic" | "bearer", username: string, secret: string): string {
	if (auth === "bearer") return `Bearer ${secret}`;
	return `Basic ${Buffer.from(`${username}:${secret}`, "utf8").toString("base64")}`;
}

function createUnusable(mistake: string): HttpPrometheus {
	const answer: Answer<never> = { kind: "unavailable", cause: "notConfigured", reason: mistake };
	const refuse = () => Promise.resolve(answer);
	return {
		origin: undefined,
		instantQuery: refuse,
		rangeQuery: refuse,
		labelNames: refuse,
		labelValues: refuse,
		metadata: refuse,
		buildInfo: refuse,
		forget: () => {},
		close: () => Promise.resolve(),
	};
}

function unavailable(refusal: { readonly cause: UnavailableCause; readonly reason: string }): Answer<never> {
	return { kind: "unavailable", cause: refusal.cause, reason: refusal.reason };
}

function cancelled(): Answer<never> {
	return { kind: "unavailable", cause: "cancelled", reason: "The request was cancelled; ask again." };
}

function unsupported(what: string): Answer<never> {
	return { kind: "unsupported", what };
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
