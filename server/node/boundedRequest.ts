import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { type Dispatcher, request } from "undici";

/** One HTTP request that cannot take longer or bring more than it may, and that goes nowhere but to its own URL. */
export interface BoundedRequest {
	readonly url: URL;
	readonly method: "GET" | "POST";
	readonly headers: Readonly<Record<string, string>>;
	/** The form of a POST. */
	readonly body?: string;
	readonly signal: AbortSignal;
	/** The longest wait for the connection and the first byte, and between two parts of the body. */
	readonly timeoutMs: number;
	/** Bytes of the decoded body. */
	readonly maxBytes: number;
	readonly dispatcher: Dispatcher;
}

export type Exchange =
	| {
			readonly kind: "response";
			readonly status: number;
			readonly contentType: string;
			readonly retryAfter: string;
			/** Where a redirect leads; it is never followed. */
			readonly location: string;
			/** Milliseconds that the server's clock is ahead of ours; left out where the answer does not say. */
			readonly clockAheadMs?: number;
			readonly body: string;
	  }
	| { readonly kind: "cancelled" }
	| { readonly kind: "timeout"; readonly phase: TimeoutPhase }
	| { readonly kind: "tooLarge" }
	/** The connection ended in the middle of the body. */
	| { readonly kind: "cut" }
	/** `code` is Node's, OpenSSL's or undici's, such as `ECONNREFUSED`; `PROXY_407` is a proxy's answer to being asked. */
	| { readonly kind: "network"; readonly code: string };

/** Whether nothing had come, nothing more came, or it kept coming for too long. */
export type TimeoutPhase = "answer" | "body" | "whole";

/** An answer out of a cache has the date of when it was put there. */
function readClock(date: string, cached: boolean): { readonly clockAheadMs?: number } {
	const at = Date.parse(date);
	return cached || Number.isNaN(at) ? {} : { clockAheadMs: at - Date.now() };
}

export async function sendBounded(options: BoundedRequest): Promise<Exchange> {
	const deadline = new Deadline(options.signal, options.timeoutMs);
	let phase: "answer" | "body" = "answer";
	try {
		const response = await request(options.url, {
			method: options.method,
			headers: options.headers,
			body: options.body ?? null,
			signal: deadline.signal,
			dispatcher: options.dispatcher,
			// The deadline watches over both, and says which one it was.
			headersTimeout: 0,
			bodyTimeout: 0,
		});
		phase = "body";
		deadline.extend();
		const { location, "content-type": contentType, "retry-after": retryAfter } = response.headers;
		const head = {
			status: response.statusCode,
			contentType: headerValue(contentType),
			retryAfter: headerValue(retryAfter),
			location: headerValue(location),
			...readClock(headerValue(response.headers["date"]), response.headers["age"] !== undefined),
		};
		const failed = head.status >= 300;
		const body = await readBody(
			unzipped(response.body, headerValue(response.headers["content-encoding"])),
			// An error's first words are enough, however long the page around them is.
			failed ? Math.min(maxErrorBytes, options.maxBytes) : options.maxBytes,
			() => deadline.extend(),
		);
		if (body.cut && !failed) return { kind: "tooLarge" };
		return { kind: "response", ...head, body: body.text };
	} catch (error) {
		if (options.signal.aborted) return { kind: "cancelled" };
		if (deadline.expired !== undefined) {
			return { kind: "timeout", phase: deadline.expired === "whole" ? "whole" : phase };
		}
		return classifyError(error, phase);
	} finally {
		deadline.stop();
	}
}

const maxErrorBytes = 64 * 1024;
/** An answer that keeps coming may take so many times the timeout as a whole. */
export const wholeToStepRatio = 3;

/** Aborts when the user goes away, when nothing comes for a while, or when the whole takes too long. */
class Deadline {
	readonly signal: AbortSignal;
	readonly #controller = new AbortController();
	readonly #stepMs: number;
	readonly #whole: NodeJS.Timeout;
	#step: NodeJS.Timeout;
	#expired: "step" | "whole" | undefined;

	constructor(signal: AbortSignal, stepMs: number) {
		this.signal = AbortSignal.any([signal, this.#controller.signal]);
		this.#stepMs = stepMs;
		this.#whole = setTimeout(this.#expire, stepMs * wholeToStepRatio, "whole");
		this.#step = setTimeout(this.#expire, stepMs, "step");
	}

	get expired(): "step" | "whole" | undefined {
		return this.#expired;
	}

	extend(): void {
		clearTimeout(this.#step);
		this.#step = setTimeout(this.#expire, this.#stepMs, "step");
	}

	stop(): void {
		clearTimeout(this.#whole);
		clearTimeout(this.#step);
	}

	readonly #expire = (what: "step" | "whole") => {
		this.#expired ??= what;
		this.#controller.abort();
	};
}

function unzipped(body: Readable, encoding: string): Readable {
	if (encoding !== "gzip") return body;
	// Errors of either stream surface in the reader of the last one.
	return pipeline(body, createGunzip(), () => {});
}

async function readBody(
	stream: Readable,
	maxBytes: number,
	onPart: () => void,
): Promise<{ readonly text: string; readonly cut: boolean }> {
	const parts: Buffer[] = [];
	let bytes = 0;
	let cut = false;
	// Leaving the loop early destroys the stream and with it the connection.
	for await (const part of stream as AsyncIterable<Buffer>) {
		onPart();
		bytes += part.length;
		if (bytes > maxBytes) {
			cut = true;
			break;
		}
		parts.push(part);
	}
	return { text: Buffer.concat(parts).toString("utf8"), cut };
}

function classifyError(error: unknown, phase: "answer" | "body"): Exchange {
	const proxyStatus = readProxyStatus(error);
	if (proxyStatus !== undefined) return { kind: "network", code: `PROXY_${proxyStatus}` };
	const code = errorCode(error);
	if (code === "UND_ERR_CONNECT_TIMEOUT" || code === "ETIMEDOUT") return { kind: "timeout", phase: "answer" };
	return phase === "body" ? { kind: "cut" } : { kind: "network", code };
}

/** The status with which a proxy refused to pass a request on: undici says it in the message alone. */
function readProxyStatus(error: unknown): string | undefined {
	if (!(error instanceof Error)) return undefined;
	const [, response, refused] =
		/^Proxy response \((\d+)\)|^Proxy Authentication Required \((\d+)\)/.exec(error.message) ?? [];
	return response ?? refused ?? readProxyStatus(error.cause);
}

/** Only the code: the message of a network error can hold addresses and what the user wrote. */
function errorCode(error: unknown): string {
	if (!(error instanceof Error)) return "";
	const { code, cause } = error as { readonly code?: unknown; readonly cause?: unknown };
	if (typeof code === "string" && code !== "") return code;
	return cause === undefined ? error.name : errorCode(cause);
}

function headerValue(value: string | readonly string[] | undefined): string {
	return typeof value === "string" ? value : (value?.[0] ?? "");
}
