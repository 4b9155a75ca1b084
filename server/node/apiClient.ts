import { setImmediate } from "node:timers/promises";
import { parseJsonInPieces } from "../base/parseJsonInPieces.ts";
import type { ApiResponse } from "../metrics/apiResponse.ts";
import { type Environment, isSecretHeader } from "../metrics/environment.ts";
import type { Answer, UnavailableCause } from "../metrics/port.ts";
import { SharedRequests } from "../metrics/sharedRequests.ts";
import type { Authorization, SignIn, SignInPorts } from "./auth/authorization.ts";
import type { AskSecret } from "./auth/secretCache.ts";
import { createSignIn } from "./auth/signIn.ts";
import { BackOff } from "./backOff.ts";
import { type Exchange, sendBounded } from "./boundedRequest.ts";
import { type Connection, openConnection } from "./connection.ts";
import { explainFailure, isDistrust, type Refusal } from "./explainExchange.ts";
import { judgeResponse } from "./judgeResponse.ts";
import type { ProxySurroundings } from "./proxy.ts";
import { quoteServer } from "./redact.ts";
import { RequestQueue } from "./requestQueue.ts";
import type { PrometheusServer, ServerAddress } from "./serverAddress.ts";
import { trustSystemAuthorities } from "./trustedAuthorities.ts";

export interface ApiClientOptions {
	readonly server: PrometheusServer;
	/** Asked at most once for each secret until `forget`, and only where the environment needs one. */
	readonly credential: AskSecret;
	/** The editor's proxy and the variables of the system; no proxy, and no variables, where it is left out. */
	readonly proxies?: () => ProxySurroundings;
	/** What relative paths of certificates begin at. */
	readonly folder?: string;
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
	// Whoever could set it for a server would be heard by the proxy.
	"proxy-authorization",
]);

/** One question to the API. */
export interface ApiCall {
	readonly path: string;
	/** Queries are sent as the form of a POST, since they can be longer than a URL may be. */
	readonly post: boolean;
	readonly parameters: URLSearchParams;
	readonly maxBytes: number;
	/** More items of a list than so many are not even read; all where it is left out. */
	readonly mostItems?: number;
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
	/** Opened with the first request; a failure is not kept, as the files may be corrected meanwhile. */
	#opening: Promise<Way | Refusal> | undefined;
	#trustsSystem = false;
	readonly #queue: RequestQueue;
	readonly #shared = new SharedRequests<Answer<Received>>();
	readonly #backOff: BackOff;
	readonly #closing = new AbortController();
	#health: "unknown" | "healthy" | "unhealthy" = "unknown";
	#lastRefusal: Refusal | undefined;
	#clockAheadMs = 0;
	#postRefused = false;
	/** Claims that the URL leads to Prometheus's API, so that a 404 means that one endpoint is missing. */
	#recognised = false;

	constructor(options: ApiClientOptions, address: ServerAddress, concurrency: number) {
		this.#options = options;
		this.#address = address;
		this.#timeoutMs = boundTimeout(options.server.timeout) * 1000;
		this.#queue = new RequestQueue(concurrency);
		this.#concurrency = concurrency;
		this.#backOff = options.backOff ?? new BackOff();
	}

	/** Seconds that the server's clock is ahead of ours, 0 where both agree within half a minute. */
	get clockAheadSeconds(): number {
		// The date of an answer is in whole seconds, and it was under way.
		return Math.abs(this.#clockAheadMs) < 30_000 ? 0 : this.#clockAheadMs / 1000;
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
		this.#drop();
		this.#backOff.succeed();
		this.#postRefused = false;
		this.#recognised = false;
		this.#lastRefusal = undefined;
		this.#health = "unknown";
	}

	async close(): Promise<void> {
		this.#closing.abort();
		const way = await this.#opening;
		this.#opening = undefined;
		if (way === undefined || "cause" in way) return;
		way.signIn.forget();
		await way.destroy();
	}

	async #callAlone(call: ApiCall, waiters: AbortSignal): Promise<Answer<Received>> {
		const signal = AbortSignal.any([waiters, this.#closing.signal]);
		const backingOff = this.#answerWhileBackingOff();
		if (backingOff !== undefined) return backingOff;
		const way = await this.#open();
		if (signal.aborted) return cancelled();
		if ("cause" in way) return this.#refuse(way);
		const authorization = await way.signIn.authorize(signal);
		if (signal.aborted) return cancelled();
		if ("cause" in authorization) return this.#refuse(authorization);
		const leave = await this.#queue.enter(signal);
		if (leave === undefined) return cancelled();
		try {
			// The requests before this one may have found that the server is down.
			const now = this.#answerWhileBackingOff();
			if (now !== undefined) return now;
			const end = this.#backOff.begin();
			try {
				return await this.#exchange(call, { way, authorization }, signal);
			} finally {
				end();
			}
		} finally {
			leave();
		}
	}

	async #exchange(call: ApiCall, sender: Sender, signal: AbortSignal): Promise<Answer<Received>> {
		const started = performance.now();
		let { authorization } = sender;
		const { way } = sender;
		let exchange = await this.#sendAsAllowed(call, sender, signal);
		if (exchange.kind === "response" && exchange.status === 401 && authorization.renewable) {
			// A token that was kept may have been revoked; one that is new has not.
			way.signIn.forget();
			const renewed = await way.signIn.authorize(signal);
			if ("cause" in renewed) return this.#refuse(renewed);
			authorization = renewed;
			exchange = await this.#sendAsAllowed(call, { way, authorization }, signal);
		}
		const context = {
			host: this.#address.host,
			timeoutSeconds: this.#timeoutMs / 1000,
			maxBytes: call.maxBytes,
			authenticated: authorization.proves,
		};
		if (exchange.kind !== "response") return this.#refuse(explainFailure(exchange, context));
		const durationSeconds = (performance.now() - started) / 1000;
		const secrets = this.#listSecrets(authorization, way);
		const quote = (text: string) => quoteServer(text, secrets);
		const json = await parseBody(exchange.body, call.mostItems);
		if (signal.aborted) return cancelled();
		const verdict = judgeResponse(exchange, json, { ...context, what: call.what, recognised: this.#recognised, quote });
		switch (verdict.kind) {
			case "received": {
				this.#succeed();
				this.#clockAheadMs = exchange.clockAheadMs ?? 0;
				const { response } = verdict;
				const remarks = { warnings: response.warnings.map(quote), infos: response.infos.map(quote) };
				return { kind: "ok", value: { response: { ...response, ...remarks }, durationSeconds } };
			}
			case "declined":
				this.#succeed();
				return verdict.answer;
			case "refused":
				// It may have been renewed since: the next request asks for it again.
				if (verdict.refusal.cause === "unauthorized") way.signIn.forget();
				return this.#refuse(verdict.refusal);
			default:
				return verdict satisfies never;
		}
	}

	/** POST, and GET where the server knows no other. */
	async #sendAsAllowed(call: ApiCall, sender: Sender, signal: AbortSignal): Promise<Exchange> {
		const exchange = await this.#send(call, call.post && !this.#postRefused, sender, signal);
		if (exchange.kind !== "response" || exchange.status !== 405 || !call.post || this.#postRefused) return exchange;
		this.#postRefused = true;
		return this.#send(call, false, sender, signal);
	}

	/** Once more where another try can help, so that nobody has to see the first. */
	async #send(call: ApiCall, post: boolean, sender: Sender, signal: AbortSignal): Promise<Exchange> {
		const { dispatcher } = sender.way.connection;
		const exchange = await this.#sendOnce(call, post, sender, signal);
		if (exchange.kind !== "network" || signal.aborted) return exchange;
		// A kept connection had been closed on the other side.
		const closed = exchange.code === "UND_ERR_SOCKET" || exchange.code === "ECONNRESET";
		const distrusted =
			isDistrust(exchange.code) && (this.#trustSystem(sender.way) || dispatcher !== sender.way.connection.dispatcher);
		return closed || distrusted ? this.#sendOnce(call, post, sender, signal) : exchange;
	}

	/** Reading the system's authorities takes its time, so it is done only where Node's own do not suffice. */
	#trustSystem({ connection }: Way): boolean {
		if (this.#trustsSystem || connection.trusting === undefined) return false;
		this.#trustsSystem = true;
		const secureContext = trustSystemAuthorities();
		if (secureContext === undefined) return false;
		const old = connection.dispatcher;
		connection.dispatcher = connection.trusting(secureContext);
		void old.close();
		return true;
	}

	#sendOnce(call: ApiCall, post: boolean, { way, authorization }: Sender, signal: AbortSignal): Promise<Exchange> {
		const url = this.#address.endpoint(call.path);
		if (!post) for (const [name, value] of call.parameters) url.searchParams.append(name, value);
		const body = post ? call.parameters.toString() : "";
		const method = post ? "POST" : "GET";
		const headers: Record<string, string> = { "user-agent": "observability-authoring" };
		const { server } = this.#options;
		for (const [name, value] of Object.entries(server.headers ?? {})) {
			if (!reservedHeaders.has(name.toLowerCase())) headers[name.toLowerCase()] = value;
		}
		Object.assign(headers, {
			...(server.tenant === undefined ? {} : { "x-scope-orgid": server.tenant }),
			accept: "application/json",
			"accept-encoding": "gzip",
			...(post ? { "content-type": "application/x-www-form-urlencoded" } : {}),
		});
		Object.assign(headers, authorization.headersFor({ method, url, headers, body }));
		return sendBounded({
			url,
			method,
			headers,
			...(post ? { body } : {}),
			signal,
			timeoutMs: this.#timeoutMs,
			maxBytes: call.maxBytes,
			dispatcher: way.connection.dispatcher,
		});
	}

	/** Where secrets go is settled here: the way to the server, and the way to whoever gives out tokens. */
	#open(): Promise<Way | Refusal> {
		this.#opening ??= this.#openWay().then((way) => {
			if ("cause" in way) this.#opening = undefined;
			return way;
		});
		return this.#opening;
	}

	async #openWay(): Promise<Way | Refusal> {
		const { server, credential: ask, folder } = this.#options;
		const proxies = this.#options.proxies?.() ?? { variables: {} };
		const ports = { ask, proxies, folder, timeoutMs: this.#timeoutMs, connections: this.#concurrency };
		const connection = await openConnection(this.#address.endpoint("/"), server, ports);
		if ("cause" in connection) return connection;
		const others = new Map<string, Connection>();
		const send: SignInPorts["send"] = async (request) => {
			let other = others.get(request.url.origin);
			if (other === undefined) {
				// The client certificate is for the server alone.
				const opened = await openConnection(request.url, withoutClientCertificate(server), ports);
				if ("cause" in opened) return { kind: "refused", refusal: opened };
				others.set(request.url.origin, opened);
				other = opened;
			}
			const sent = { ...request, timeoutMs: this.#timeoutMs, dispatcher: other.dispatcher };
			const exchange = await sendBounded(sent);
			if (exchange.kind !== "network" || !isDistrust(exchange.code) || other.trusting === undefined) return exchange;
			const secureContext = trustSystemAuthorities();
			if (secureContext === undefined) return exchange;
			void other.dispatcher.close();
			other.dispatcher = other.trusting(secureContext);
			delete other.trusting;
			return sendBounded({ ...sent, dispatcher: other.dispatcher });
		};
		const signIn = createSignIn(server, {
			ask,
			route: connection.route,
			origin: this.#address.origin,
			variables: proxies.variables,
			send,
			now: Date.now,
		});
		const destroy = async () => {
			await Promise.all([connection, ...others.values()].map(({ dispatcher }) => dispatcher.destroy()));
		};
		return { connection, signIn, destroy };
	}

	/** Certificates, proxies and secrets are looked at anew; what is under way ends by itself. */
	#drop(): void {
		const opening = this.#opening;
		this.#opening = undefined;
		this.#trustsSystem = false;
		void opening?.then((way) => {
			if ("cause" in way) return;
			way.signIn.forget();
			return way.connection.dispatcher.close();
		});
	}

	/** Whatever a server might echo of this request and nobody may see. */
	#listSecrets(authorization: Authorization, { connection }: Way): readonly string[] {
		const { headers = {}, url } = this.#options.server;
		const ofAddress = [...new URL(url).searchParams].flatMap(([name, value]) => (isSecretHeader(name) ? [value] : []));
		const own = Object.entries(headers).flatMap(([name, value]) => {
			// A server may repeat a part of it, such as a cookie's value or a token without the word before it.
			if (isSecretHeader(name)) return [value, ...value.split(/[\s;,=]+/).filter(isLongEnough)];
			return isLongEnough(value) ? [value] : [];
		});
		return [...authorization.secrets, ...connection.secrets, ...own, ...ofAddress];
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
function isLongEnough({ length }: string): boolean {
	return length >= shortestSecretHeader;
}

/** A shorter header, such as a tenant's number, is no secret, and replacing it would maim messages. */
const shortestSecretHeader = 8;

/** Settings are typed by hand: what is no sensible number is the default. */
function boundTimeout(seconds: number | undefined): number {
	if (seconds === undefined || !Number.isFinite(seconds) || seconds <= 0) return defaultTimeoutSeconds;
	return Math.min(Math.max(seconds, 0.1), longestTimeoutSeconds);
}

/** The way to the server, and how it is told who asks. */
interface Way {
	readonly connection: Connection;
	readonly signIn: SignIn;
	destroy(): Promise<void>;
}

interface Sender {
	readonly way: Way;
	readonly authorization: Authorization;
}

function withoutClientCertificate(environment: Environment): Environment {
	const { certFile: _cert, keyFile: _key, serverName: _name, ...tls } = environment.tls ?? {};
	return { ...environment, tls };
}

/** `undefined` where it is no JSON. A large one is parsed while other work goes on. */
async function parseBody(text: string, mostItems: number | undefined): Promise<unknown> {
	const options = { now: () => performance.now(), pause: () => setImmediate() };
	try {
		return await parseJsonInPieces(text, { ...options, ...(mostItems === undefined ? {} : { mostItems }) });
	} catch {
		return undefined;
	}
}

function unavailable(refusal: { readonly cause: UnavailableCause; readonly reason: string }): Answer<never> {
	return { kind: "unavailable", cause: refusal.cause, reason: refusal.reason };
}

function cancelled(): Answer<never> {
	return { kind: "unavailable", cause: "cancelled", reason: "The request was cancelled; ask again." };
}
