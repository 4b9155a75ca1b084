import type { Environment, SecretKind, WantedSecret } from "../../metrics/environment.ts";
import { secretNames } from "../../metrics/environment.ts";
import type { BoundedRequest, Exchange } from "../boundedRequest.ts";
import type { Refusal } from "../explainExchange.ts";
import type { AskSecret } from "./secretCache.ts";

/** How an environment proves to its server who asks. */
export interface SignIn {
	/** Gets what it takes, such as a secret or a token, at most once until `forget`. */
	authorize(signal: AbortSignal): Promise<Authorization | Refusal>;
	/** The server did not accept it, or the user has given another secret. */
	forget(): void;
}

export interface Authorization {
	/** The headers that prove it for one request; they go to the server's own origin alone. */
	headersFor(request: OutgoingRequest): Readonly<Record<string, string>>;
	/** Whatever of it a server might echo and nobody may see. */
	readonly secrets: readonly string[];
	/** Claims that anything is proved at all. */
	readonly proves: boolean;
	/** It was kept from before and may have been revoked: worth getting anew where the server declines it. */
	readonly renewable: boolean;
}

export interface OutgoingRequest {
	readonly method: "GET" | "POST";
	readonly url: URL;
	/** As they are sent, in small letters. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

export interface SignInPorts {
	readonly ask: AskSecret;
	/** What the secrets are bound to beside their origin. */
	readonly route: string | undefined;
	/** Of the server. */
	readonly origin: string;
	readonly variables: Readonly<Record<string, string | undefined>>;
	/** Sends to another host than the server, such as where tokens are given out. */
	readonly send: (
		request: Omit<BoundedRequest, "dispatcher" | "timeoutMs">,
	) => Promise<Exchange | { readonly kind: "refused"; readonly refusal: Refusal }>;
	/** Now, in Unix milliseconds. */
	readonly now: () => number;
}

export function bearer(token: string): Authorization {
	return headerAuthorization(`Bearer ${token}`, [token]);
}

export function basic(username: string, password: string): Authorization {
	const pair = `${username}:${password}`;
	const encoded = Buffer.from(pair, "utf8").toString("base64");
	return headerAuthorization(`Basic ${encoded}`, [encoded, pair, password]);
}

function headerAuthorization(authorization: string, secrets: readonly string[]): Authorization {
	return {
		headersFor: () => ({ authorization }),
		secrets: [authorization, ...secrets],
		proves: true,
		renewable: false,
	};
}

export const noAuthorization: Authorization = { headersFor: () => ({}), secrets: [], proves: false, renewable: false };

/** What was pasted often ends with a line break that belongs to no secret. */
export function withoutLineEnd(secret: string): string {
	return secret.replace(/[\r\n]+$/, "");
}

export function wantSecret(kind: SecretKind, origin: string, route: string | undefined): WantedSecret {
	return { kind, origin, ...(route === undefined ? {} : { route }) };
}

export function lackOfSecret(kind: SecretKind, origin: string, environment: Environment): Refusal {
	return {
		cause: "unauthorized",
		reason: `No ${secretNames[kind]} is stored for ${origin}: run “Observability: Set Prometheus Credential” and enter the one of “${environment.name}”.`,
		countsAgainstServer: false,
	};
}
