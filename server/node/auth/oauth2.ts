import {
	allowInsecureRequests,
	ClientSecretBasic,
	ClientSecretPost,
	clientCredentialsGrantRequest,
	customFetch,
	processClientCredentialsResponse,
	ResponseBodyError,
} from "oauth4webapi";
import type { Environment } from "../../metrics/environment.ts";
import { explainFailure, type Refusal } from "../explainExchange.ts";
import { quoteServer } from "../redact.ts";
import {
	type Authorization,
	bearer,
	lackOfSecret,
	type SignIn,
	type SignInPorts,
	wantSecret,
	withoutLineEnd,
} from "./authorization.ts";
import { SecretCache } from "./secretCache.ts";

/**
 * OAuth 2 client credentials. The client's secret is bound to the origin that gives out tokens and goes nowhere else; the
 * token goes to the server alone. A token is kept in memory until shortly before it expires.
 */
export function signInWithOAuth2(environment: Environment, ports: SignInPorts): SignIn {
	const settings = environment.oauth2;
	const endpoint = settings === undefined ? null : URL.parse(settings.tokenUrl);
	if (settings === undefined || endpoint === null || settings.clientId === "" || !isSafe(endpoint)) {
		const refusal: Refusal = {
			cause: "notConfigured",
			reason: `“${environment.name}” signs in with OAuth 2, but its oauth2.tokenUrl or oauth2.clientId cannot be used: name both in the settings, the address with https.`,
			countsAgainstServer: false,
		};
		return { authorize: () => Promise.resolve(refusal), forget: () => {} };
	}
	const secrets = new SecretCache(wantSecret("clientSecret", endpoint.origin, ports.route), ports.ask);
	let kept: Token | undefined;
	let asking: Promise<Token | Refusal> | undefined;
	let generation = 0;

	const fetchToken = async (): Promise<Token | Refusal> => {
		const secret = await secrets.get();
		if (secret === undefined) return lackOfSecret("clientSecret", endpoint.origin, environment);
		const given = withoutLineEnd(secret);
		const answer = await requestToken(endpoint, given, environment, ports);
		if ("cause" in answer && answer.cause === "unauthorized") secrets.forget();
		return answer;
	};
	return {
		async authorize() {
			if (kept !== undefined && ports.now() < kept.until) return { ...kept.authorization, renewable: true };
			const mine = generation;
			asking ??= fetchToken().finally(() => {
				if (mine === generation) asking = undefined;
			});
			const token = await asking;
			if ("cause" in token) return token;
			if (mine === generation) kept = token;
			return token.authorization;
		},
		forget() {
			generation += 1;
			kept = undefined;
			asking = undefined;
			secrets.forget();
		},
	};
}

interface Token {
	readonly authorization: Authorization;
	/** Unix milliseconds until which it is used. */
	readonly until: number;
}

async function requestToken(
	endpoint: URL,
	secret: string,
	{ name, oauth2 }: Environment,
	ports: SignInPorts,
): Promise<Token | Refusal> {
	const { clientId = "", scopes = [], audience, clientAuth = "header" } = oauth2 ?? {};
	const server = { issuer: endpoint.origin, token_endpoint: endpoint.href };
	const client = { client_id: clientId };
	const parameters = new URLSearchParams();
	if (scopes.length > 0) parameters.set("scope", scopes.join(" "));
	if (audience !== undefined) parameters.set("audience", audience);
	const hidden = [secret, encodeURIComponent(secret)];
	let failure: Refusal | undefined;
	try {
		const response = await clientCredentialsGrantRequest(
			server,
			client,
			clientAuth === "body" ? ClientSecretPost(secret) : ClientSecretBasic(secret),
			parameters,
			{
				// `isSafe` has seen to it that plain http never leaves this machine.
				[allowInsecureRequests]: endpoint.protocol === "http:",
				[customFetch]: async (_url, { headers, body, signal }) => {
					const { authorization = "" } = headers;
					hidden.push(authorization, authorization.slice("Basic ".length));
					const exchange = await ports.send({
						url: endpoint,
						method: "POST",
						headers: { ...headers, "accept-encoding": "gzip" },
						body: String(body),
						signal: signal ?? new AbortController().signal,
						maxBytes: largestToken,
					});
					if (exchange.kind === "response") {
						const { status, contentType } = exchange;
						// A redirect would take the secret elsewhere; a status without a body must have none here either.
						if (status === 204 || status === 304) return new Response(null, { status });
						return new Response(exchange.body, { status, headers: { "content-type": contentType } });
					}
					failure =
						exchange.kind === "refused"
							? exchange.refusal
							: explainFailure(exchange, {
									host: endpoint.host,
									timeoutSeconds: 10,
									maxBytes: largestToken,
									authenticated: true,
								});
					throw new Error("No token came.");
				},
			},
		);
		if (response.status === 401)
			return refuse(
				"unauthorized",
				`${endpoint.host} did not accept the client secret of “${name}” (HTTP 401): run “Observability: Set Prometheus Credential” and enter it again.`,
			);
		const { access_token: token, expires_in: seconds } = await processClientCredentialsResponse(
			server,
			client,
			response,
		);
		// Some give it out for very short: then it is used for half its life, else until half a minute before its end.
		const life = (seconds ?? defaultLifeSeconds) * 1000;
		return { authorization: bearer(token), until: ports.now() + Math.max(life / 2, life - 30_000) };
	} catch (error) {
		if (failure !== undefined) return { ...failure, reason: `${failure.reason} (asked for a token for “${name}”)` };
		return explainTokenError(error, endpoint.host, name, hidden);
	}
}

/** Only what the error's own fields say: the rest of it can hold the request. */
function explainTokenError(error: unknown, host: string, name: string, hidden: readonly string[]): Refusal {
	if (error instanceof ResponseBodyError) {
		const said = quoteServer(error.error_description ?? error.error, hidden);
		const cause =
			error.error === "invalid_client" || error.error === "unauthorized_client" ? "unauthorized" : "notConfigured";
		return refuse(
			cause,
			`${host} gives no token for “${name}”: ${said}. Correct oauth2 in the settings, or enter the client secret again.`,
		);
	}
	return refuse(
		"notConfigured",
		`${host} answered the request for a token for “${name}” with something else: check oauth2.tokenUrl in the settings.`,
	);
}

function refuse(cause: Refusal["cause"], reason: string): Refusal {
	return { cause, reason, countsAgainstServer: false };
}

/** Claims that a secret may be sent there: encrypted, or to this machine. */
function isSafe({ protocol, hostname, username, password }: URL): boolean {
	if (username !== "" || password !== "") return false;
	return protocol === "https:" || (protocol === "http:" && /^(?:localhost|127\.[\d.]+|\[::1\])$/.test(hostname));
}

const largestToken = 256 * 1024;
const defaultLifeSeconds = 300;
