import type { SecureContext } from "node:tls";
import { Agent, type Dispatcher } from "undici";
import type { ApiResponse } from "../metrics/apiResponse.ts";
import type { Answer, UnavailableCause } from "../metrics/port.ts";
import { SharedRequests } from "../metrics/sharedRequests.ts";
import { BackOff } from "./backOff.ts";
import { type Exchange, sendBounded } from "./boundedRequest.ts";
import { type AskCredential, CredentialCache } from "./credentialCache.ts";
import { explainFailure, isDistrust, type Refusal } from "./explainExchange.ts";
import { judgeResponse } from "./judgeResponse.ts";
import { quoteServer } from "./redact.ts";
import { RequestQueue } from "./requestQueue.ts";
import type { PrometheusServer, ServerAddress } from "./serverAddress.ts";
import { trustSystemAuthorities } from "./trustedAuthorities.ts";

export interface ApiClientOptions {
	readonly server: PrometheusServer;
	/** Asked at most once for each origin until `forget`, and only where the server's `auth` needs a secret. */
	readonly credential: AskCredential;
	/** Gets one line when the server begins to fail and one when it is well again; never a secret. */
	readonly log: (line: string) => void;
	/** Told on every change between the two, and once at the first answer. */
	readonly onHealth?: (health: ServerHealth) => void;
	readonly backOff?: BackOff;
}

export type ServerHealth = { readonly healthy: true } | { readonly healthy: false; readonly reason: string };

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

/** One question to the API. */
export interface ApiCall {
	readonly path: string;
	/** Queries are sent as the form of a POST, since they can be longer than a URL may be. */
	readonly post: boolean;
	readonly parameters: URLSearchParams;
	readonly maxBytes: number;
	/** What to call it where this kind of server does not have it. */
	readonly what: string;
}

export interface Received {
	readonly response: ApiResponse;
	readonly durationSeconds: number;
}

/**
 * Asks one server's API with good manners: at most so many requests at once, equal ones shared, a pause after failures,
 * the credential sent to its own origin alone.
 *
 * Invariants: nothing throws; every way out of `call` gives its place in the queue back; no secret is in any answer or
 * line of the log.
 */
export class ApiClient {
	readonly #options: ApiClientOptions;
	readonly #address: ServerAddress;
	readonly #timeoutMs: number;
	readonly #concurrency: number;
	#dispatcher: Dispatcher;
	#trustsSystem = false;
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

	constructor(options: ApiClientOptions, address: ServerAddress, concurrency: number) {
		this.#options = options;
		this.#address = address;
		this.#timeoutMs = boundTimeout(options.server.timeout) * 1000;
		this.#queue = new RequestQueue(concurrency);
		this.#concurrency = concurrency;
		this.#dispatcher = this.#connect();
		this.#credential = new CredentialCache(address.origin, options.credential);
		this.#backOff = options.backOff ?? new BackOff();
	}

	/** How long a request may wait for its answer. */
	get timeoutMs(): number {
		return this.#timeoutMs;
	}

	call(call: ApiCall, signal: AbortSignal): Promise<Answer<Received>> {
		const key = `${call.path}?${call.parameters}`;
		return this.#shared.run(key, signal, (shared) => this.#callAlone(call, shared), cancelled);
	}

	/** Drops the credential and ends a pause. */
	forget(): void {
		this.#credential.forget();
		this.#backOff.succeed();
		this.#postRefused = false;
		this.#recognised = false;
		this.#lastRefusal = undefined;
		this.#health = "unknown";
	}

	async close(): Promise<void> {
		this.#closing.abort();
		this.#credential.forget();
		await this.#dispatcher.destroy();
	}

	async #callAlone(call: ApiCall, waiters: AbortSignal): Promise<Answer<Received>> {
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

	async #exchange(call: ApiCall, authorization: string | undefined, signal: AbortSignal): Promise<Answer<Received>> {
		const started = performance.now();
		let exchange = await this.#send(call, call.post && !this.#postRefused, authorization, signal);
		if (exchange.kind === "response" && exchange.status === 405 && call.post && !this.#postRefused) {
			this.#postRefused = true;
			exchange = await this.#send(call, false, authorization, signal);
		}
		const context = {
			host: this.#address.host,
			timeoutSeconds: this.#timeoutMs / 1000,
			maxBytes: call.maxBytes,
			authenticated: authorization !== undefined,
		};
		if (exchange.kind !== "response") return this.#refuse(explainFailure(exchange, context));
		const durationSeconds = (performance.now() - started) / 1000;
		const secrets = this.#listSecrets(authorization);
		const quote = (text: string) => quoteServer(text, secrets);
		const verdict = judgeResponse(exchange, { ...context, what: call.what, recognised: this.#recognised, quote });
		switch (verdict.kind) {
			case "received": {
				this.#succeed();
				const { response } = verdict;
				const remarks = { warnings: response.warnings.map(quote), infos: response.infos.map(quote) };
				return { kind: "ok", value: { response: { ...response, ...remarks }, durationSeconds } };
			}
			case "declined":
				this.#succeed();
				return verdict.answer;
			case "refused":
				// It may have been renewed since: the next request asks for it again.
				if (verdict.refusal.cause === "unauthorized") this.#credential.forget();
				return this.#refuse(verdict.refusal);
			default:
				return verdict satisfies never;
		}
	}

	#connect(secureContext?: SecureContext): Dispatcher {
		return new Agent({
			connections: this.#concurrency,
			connect: { timeout: this.#timeoutMs, ...(secureContext === undefined ? {} : { secureContext }) },
			maxHeaderSize: 64 * 1024,
		});
	}

	/** Once more where another try can help, so that nobody has to see the first. */
	async #send(call: ApiCall, post: boolean, authorization: string | undefined, signal: AbortSignal): Promise<Exchange> {
		const dispatcher = this.#dispatcher;
		const exchange = await this.#sendOnce(call, post, authorization, signal);
		if (exchange.kind !== "network" || signal.aborted) return exchange;
		// A kept connection had been closed on the other side.
		const closed = exchange.code === "UND_ERR_SOCKET" || exchange.code === "ECONNRESET";
		const distrusted = isDistrust(exchange.code) && (this.#trustSystem() || dispatcher !== this.#dispatcher);
		return closed || distrusted ? this.#sendOnce(call, post, authorization, signal) : exchange;
	}

	/** Reading the system's authorities takes its time, so it is done only where Node's own do not suffice. */
	#trustSystem(): boolean {
		if (this.#trustsSystem) return false;
		this.#trustsSystem = true;
		const secureContext = trustSystemAuthorities();
		if (secureContext === undefined) return false;
		const old = this.#dispatcher;
		this.#dispatcher = this.#connect(secureContext);
		void old.close();
		return true;
	}

	#sendOnce(call: ApiCall, post: boolean, authorization: string | undefined, signal: AbortSignal): Promise<Exchange> {
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

	/** Whatever a server might echo of this request and nobody may see. */
	#listSecrets(authorization: string | undefined): readonly string[] {
		const { headers = {} } = this.#options.server;
		const secrets = Object.values(headers).filter((value) => value.length >= shortestSecretHeader);
		if (authorization === undefined) return secrets;
		const token = authorization.slice(authorization.indexOf(" ") + 1);
		if (!authorization.startsWith("Basic ")) return [authorization, token, ...secrets];
		const pair = Buffer.from(token, "base64").toString("utf8");
		return [authorization, token, pair, pair.slice(pair.indexOf(":") + 1), ...secrets];
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
		this.#options.log(health === "healthy" ? `${this.#address.host} answers.` : reason);
		this.#options.onHealth?.(health === "healthy" ? { healthy: true } : { healthy: false, reason });
	}
}

const defaultTimeoutSeconds = 10;
const longestTimeoutSeconds = 300;
/** A shorter header, such as a tenant's number, is no secret, and replacing it would maim messages. */
const shortestSecretHeader = 8;

/** Settings are typed by hand: what is no sensible number is the default. */
function boundTimeout(seconds: number | undefined): number {
	if (seconds === undefined || !Number.isFinite(seconds) || seconds <= 0) return defaultTimeoutSeconds;
	return Math.min(Math.max(seconds, 0.1), longestTimeoutSeconds);
}

/** What was pasted often ends with a line break that belongs to neither a token nor a password. */
function authorizationOf(auth: "basic" | "bearer", username: string, secret: string): string {
	const pasted = secret.replace(/[\r\n]+$/, "");
	if (auth === "bearer") return `Bearer ${pasted.trim()}`;
	return `Basic ${Buffer.from(`${username}:${pasted}`, "utf8").toString("base64")}`;
}

function unavailable(refusal: { readonly cause: UnavailableCause; readonly reason: string }): Answer<never> {
	return { kind: "unavailable", cause: refusal.cause, reason: refusal.reason };
}

function cancelled(): Answer<never> {
	return { kind: "unavailable", cause: "cancelled", reason: "The request was cancelled; ask again." };
}
