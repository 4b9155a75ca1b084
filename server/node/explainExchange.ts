import type { UnavailableCause } from "../metrics/port.ts";
import { type Exchange, type TimeoutPhase, wholeToStepRatio } from "./boundedRequest.ts";

/** Why an exchange gave no data, told to the user. */
export interface Refusal {
	readonly cause: UnavailableCause;
	/** One sentence: what happened and what to do. It names no more of the server than its host. */
	readonly reason: string;
	/** Claims that it says something about the server, not only about this request. */
	readonly countsAgainstServer: boolean;
	/** How long the server asked to be left alone. */
	readonly retryAfterMs?: number;
}

export interface ExchangeContext {
	/** `host:port`. */
	readonly host: string;
	readonly timeoutSeconds: number;
	readonly maxBytes: number;
	readonly authenticated: boolean;
}

/** What to say about an exchange that did not end in a response at all. */
export function explainFailure(exchange: Exclude<Exchange, { kind: "response" }>, context: ExchangeContext): Refusal {
	const { host } = context;
	switch (exchange.kind) {
		case "cancelled":
			return neutral("cancelled", "The request was cancelled; ask again.");
		case "timeout":
			return harmful("timeout", explainTimeout(exchange.phase, context));
		case "tooLarge":
			return neutral(
				"tooLarge",
				`The answer of ${host} was cut off at ${Math.round(context.maxBytes / mebibyte)} MiB: narrow the query with label matchers, or aggregate it.`,
			);
		case "cut":
			return harmful(
				"serverError",
				`${host} closed the connection in the middle of its answer: try again, and look into its log if it happens again.`,
			);
		case "network":
			return explainNetworkError(exchange.code, host);
		default:
			return exchange satisfies never;
	}
}

/** What to say about a response that is not a success, or `undefined` where its body decides. */
export function explainStatus(
	response: Extract<Exchange, { kind: "response" }>,
	serverMessage: string,
	context: ExchangeContext,
): Refusal | undefined {
	const { host } = context;
	const { status } = response;
	const said = serverMessage === "" ? "" : ` (“${serverMessage}”)`;
	if (status >= 200 && status < 300) return undefined;
	if (status >= 300 && status < 400) return explainRedirect(response.location, context);
	// What nginx says where a client certificate is missing or unknown.
	if (status === 400 && /SSL certificate/i.test(response.body)) {
		return harmful(
			"clientCertificate",
			`${host} wants to see a client certificate that it knows (HTTP 400): name tls.certFile and tls.keyFile of the server in the settings.`,
		);
	}
	if (isUnknownPath(response)) {
		return harmful(
			"notPrometheus",
			`${host} has no Prometheus API at this URL (HTTP ${status}): correct the path prefix of the server's URL in the settings, such as /select/0/prometheus.`,
		);
	}
	switch (status) {
		case 401:
			// Mimir and its relatives say so in plain text.
			if (/no org id/i.test(response.body)) {
				return harmful(
					"unauthorized",
					`${host} wants to know the tenant (HTTP 401): name it as tenant of the server in the settings.`,
				);
			}
			return harmful(
				"unauthorized",
				context.authenticated
					? `${host} did not accept the credential (HTTP 401): run “Observability: Set Prometheus Credential” and enter it again.`
					: `${host} asks for a credential (HTTP 401): run “Observability: Add Prometheus” with its address and choose how to sign in.`,
			);
		case 403:
			return harmful(
				"unauthorized",
				`${host} does not allow this (HTTP 403): ask its owner for read access, or sign in as someone else with “Observability: Set Prometheus Credential”.`,
			);
		case 404:
			return harmful(
				"notPrometheus",
				`${host} has no Prometheus API at this URL (HTTP 404): correct the path prefix of the server's URL in the settings, such as /prometheus.`,
			);
		case 408:
		case 504:
			return harmful(
				"timeout",
				`${host} or a proxy before it ran out of time (HTTP ${status}): narrow the query, or try later.`,
			);
		case 413:
		case 414:
		case 431:
			return neutral("badQuery", `The request is too long for ${host} (HTTP ${status}): shorten the query.`);
		case 429: {
			const retryAfterMs = readRetryAfter(response.retryAfter);
			const pause = retryAfterMs === undefined ? "a while" : `${Math.ceil(retryAfterMs / 1000)} s`;
			return {
				...harmful(
					"serverError",
					`${host} gets too many requests (HTTP 429): wait ${pause}; it is asked again by itself.`,
				),
				retryAfterMs: retryAfterMs ?? 5_000,
			};
		}
		default:
			if (status >= 500) {
				const retryAfterMs = readRetryAfter(response.retryAfter);
				return {
					...harmful(
						"serverError",
						`${host} failed with HTTP ${status}${said}: look into its log, or wait; it is asked again by itself.`,
					),
					...(retryAfterMs === undefined ? {} : { retryAfterMs }),
				};
			}
			return harmful(
				"notPrometheus",
				`${host} answered HTTP ${status}${said}: check that the server's URL in the settings leads to Prometheus.`,
			);
	}
}

/** What VictoriaMetrics says of a path that it does not know. */
export function isUnknownPath({ status, body }: { readonly status: number; readonly body: string }): boolean {
	return status === 400 && /unsupported path requested/.test(body);
}

/** What to say about a success whose body is not an answer of Prometheus. */
export function explainForeignBody(
	response: { readonly contentType: string; readonly body: string },
	host: string,
): Refusal {
	const start = response.body.slice(0, 200).trimStart();
	if (response.contentType.includes("html") || start.startsWith("<")) {
		return harmful(
			"notPrometheus",
			`${host} answered with a web page instead of data: correct the URL in the settings, or sign in where a login page stands before Prometheus.`,
		);
	}
	if (/^\{\s*"status"/.test(start)) {
		return harmful(
			"serverError",
			`${host} sent only part of its answer: try again, and look into its log if it happens again.`,
		);
	}
	return harmful(
		"notPrometheus",
		`${host} answered with something that is not Prometheus's: check that the URL in the settings leads to Prometheus.`,
	);
}

function explainTimeout(phase: TimeoutPhase, { host, timeoutSeconds }: ExchangeContext): string {
	switch (phase) {
		case "answer":
			return `${host} did not answer within ${timeoutSeconds} s: check that it can be reached, narrow the query, or raise the server's timeout in the settings.`;
		case "body":
			return `${host} stopped in the middle of its answer for ${timeoutSeconds} s: check the network in between, narrow the query, or raise the server's timeout in the settings.`;
		case "whole":
			return `${host} was still answering after ${Number((timeoutSeconds * wholeToStepRatio).toFixed(3))} s: narrow the query with label matchers, or raise the server's timeout in the settings.`;
		default:
			return phase satisfies never;
	}
}

function explainRedirect(location: string, context: ExchangeContext): Refusal {
	const target = URL.canParse(location, `http://${context.host}/`)
		? new URL(location, `http://${context.host}/`)
		: undefined;
	const where =
		target === undefined ? "elsewhere" : `to ${target.host === context.host ? "another path" : target.host}`;
	return harmful(
		"notPrometheus",
		`${context.host} redirects ${where}, and redirects are not followed so that no credential leaves for another server: put the final address into the settings if you trust it.`,
	);
}

function explainNetworkError(code: string, host: string): Refusal {
	switch (code) {
		case "ECONNREFUSED":
			return harmful(
				"refused",
				`${host} refuses the connection: start Prometheus there, or correct the URL in the settings.`,
			);
		case "ENOTFOUND":
		case "EAI_AGAIN":
		case "EAI_FAIL":
			return harmful(
				"refused",
				`The name ${host} cannot be resolved: correct the URL in the settings, or connect to the network that knows it.`,
			);
		case "EHOSTUNREACH":
		case "ENETUNREACH":
		case "ENETDOWN":
		case "EADDRNOTAVAIL":
			return harmful(
				"refused",
				`There is no way to ${host} from here: connect to its network or VPN, or correct the URL in the settings.`,
			);
		case "CERT_HAS_EXPIRED":
		case "CERT_NOT_YET_VALID":
			return harmful(
				"refused",
				`The TLS certificate of ${host} is out of date: renew it, or check this computer's clock.`,
			);
		case "ERR_TLS_CERT_ALTNAME_INVALID":
			return harmful(
				"refused",
				`The TLS certificate of ${host} is for another name: correct the host in the settings, or the certificate.`,
			);
		case "PROXY_407":
			return harmful(
				"unauthorized",
				`The proxy on the way to ${host} did not accept us (HTTP 407): name its user in its address, as in http://me@proxy:3128, and enter the password with “Observability: Set Prometheus Credential”.`,
			);
		case "UND_ERR_PRX_CONN":
		case "UND_ERR_PRX_TLS":
			return harmful(
				"refused",
				`The proxy on the way to ${host} cannot be reached: set “proxy” of the server, the editor's http.proxy or HTTPS_PROXY to one that can, or to none.`,
			);
		case "UND_ERR_INVALID_ARG":
			return harmful(
				"notConfigured",
				`The request to ${host} cannot be formed: correct the server's headers in the settings, or enter the credential again.`,
			);
		default:
			if (isDistrust(code)) {
				return harmful(
					"untrustedCertificate",
					`The TLS certificate of ${host} is not from an authority that is trusted here: name the file of that authority as tls.caFile of the server in the settings, or add it to the system's certificates.`,
				);
			}
			if (code.startsWith("HPE_") || code === "HTTPParserError") {
				return harmful(
					"notPrometheus",
					`${host} does not speak HTTP here: check the port, and whether the URL should begin with https.`,
				);
			}
			if (code.startsWith("PROXY_")) {
				const status = code.slice("PROXY_".length);
				return harmful(
					"refused",
					`The proxy on the way to ${host} does not let the request through (HTTP ${status}): ask who runs it, or set “proxy” of the server to another one or to none.`,
				);
			}
			if (/CERTIFICATE_REQUIRED|ALERT_BAD_CERTIFICATE|ALERT_UNKNOWN_CA|ALERT_HANDSHAKE_FAILURE/.test(code)) {
				return harmful(
					"clientCertificate",
					`${host} wants to see a client certificate that it knows: name tls.certFile and tls.keyFile of the server in the settings.`,
				);
			}
			if (code.startsWith("ERR_SSL_") || code === "EPROTO") {
				return harmful(
					"refused",
					`No secure connection to ${host} came about: check whether the URL should begin with http instead of https.`,
				);
			}
			return harmful(
				"refused",
				`The connection to ${host} broke${code === "" ? "" : ` (${code})`}: check the URL in the settings and the network in between.`,
			);
	}
}

const distrust: ReadonlySet<string> = new Set([
	"DEPTH_ZERO_SELF_SIGNED_CERT",
	"SELF_SIGNED_CERT_IN_CHAIN",
	"UNABLE_TO_VERIFY_LEAF_SIGNATURE",
	"UNABLE_TO_GET_ISSUER_CERT",
	"UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
	"CERT_UNTRUSTED",
]);

/** Claims that the code of a network error says that nobody whom we trust vouches for the server's certificate. */
export function isDistrust(code: string): boolean {
	return distrust.has(code);
}

function readRetryAfter(value: string): number | undefined {
	if (/^\d+$/.test(value)) return Number(value) * 1000;
	const date = Date.parse(value);
	return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

function harmful(cause: UnavailableCause, reason: string): Refusal {
	return { cause, reason, countsAgainstServer: true };
}

function neutral(cause: UnavailableCause, reason: string): Refusal {
	return { cause, reason, countsAgainstServer: false };
}

const mebibyte = 1024 * 1024;
