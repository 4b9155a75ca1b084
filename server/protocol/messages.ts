import {
	NotificationType,
	NotificationType0,
	type Position,
	type Range,
	RequestType,
} from "vscode-languageserver-protocol";
import type { Environment, SecretKind, WantedSecret } from "../metrics/environment.ts";
import type { UnavailableCause } from "../metrics/port.ts";

/** The types of the core that travel in these messages, for the client, which imports nothing else of the server. */
export type { AuthKind, Environment, SecretKind, WantedSecret } from "../metrics/environment.ts";
export { isSecretHeader, secretNames } from "../metrics/environment.ts";
export type { InstantSeries, LabelSet, QueryData, QueryResult, RangeSeries, Sample } from "../metrics/port.ts";

/** The requests and notifications beyond LSP that the server and the VS Code client share. Method names begin with `observability/`. */

export interface DocumentPosition {
	readonly uri: string;
	readonly position: Position;
}

/** `observability/liveHover`: the current value of the expression under the cursor, as markdown; `null` where there is none. */
export interface LiveHoverParams extends DocumentPosition {
	readonly theme: Theme;
}
export type Theme = "light" | "dark" | "highContrast" | "highContrastLight";
export interface LiveHoverResult {
	readonly markdown: string;
	readonly range: Range;
}
export const liveHover = new RequestType<LiveHoverParams, LiveHoverResult | null, void>("observability/liveHover");

/** `observability/expressionAt`: the PromQL expression that the cursor is in; `null` outside of PromQL. */
export interface ExpressionAtResult {
	readonly expression: string;
	readonly range: Range;
	/** The alert or recording rule it belongs to. */
	readonly rule?: string;
}
export const expressionAt = new RequestType<DocumentPosition, ExpressionAtResult | null, void>(
	"observability/expressionAt",
);

/** A server as the settings name it (`observability.prometheus.servers[]`). No secret is ever in it. */
export type ServerSettings = Environment;

/** Server → client, `observability/serverStatus`: what the language status item shows. */
export interface ServerStatus {
	readonly server?: { readonly name: string; readonly url: string };
	readonly health: "none" | "connecting" | "healthy" | "unhealthy";
	readonly version?: string;
	readonly flavour?: string;
	/** What this kind of server does not have, in the words of a user. */
	readonly lacks?: readonly string[];
	/** Unix seconds of its last answer. */
	readonly lastAnswer?: number;
	/** A sentence for the user where it is unhealthy. */
	readonly message?: string;
}
export const serverStatus = new NotificationType<ServerStatus>("observability/serverStatus");

/** Server → client, `observability/documentKind`: what an open file is, when that is first known and when it changes. */
export interface DocumentKind {
	readonly uri: string;
	/** The kinds of documents in it, such as `ruleFile`; none where it is of no kind that is known. */
	readonly kinds: readonly string[];
	/** It holds PromQL. */
	readonly promql: boolean;
}
export const documentKind = new NotificationType<DocumentKind>("observability/documentKind");

/** Server → client, `observability/credential`: the secret that was given for exactly this, or `null`. */
export type CredentialParams = WantedSecret;
export interface CredentialResult {
	readonly secret: string;
}
export const credential = new RequestType<CredentialParams, CredentialResult | null, void>("observability/credential");

/** Client → server, `observability/reconnect`: forget what was cached of the active server and its credential; ask again. */
export const reconnect = new NotificationType0("observability/reconnect");

/** `observability/probe`: asks a server that is not active yet who it is, before it is put into the settings. */
export interface ProbeParams {
	readonly server: ServerSettings;
	/** Those that the user has just typed; the others are asked for as usual. */
	readonly secrets?: Readonly<Partial<Record<SecretKind, string>>>;
}
export type ProbeResult =
	| {
			readonly kind: "ok";
			readonly version: string;
			readonly flavour: string;
			/** What this kind of server does not have, in the words of a user. */
			readonly lacks: readonly string[];
			/** Targets that it knows of now (`count(up)`); left out where it does not say. */
			readonly targets?: number;
	  }
	| {
			readonly kind: "failed";
			readonly message: string;
			readonly cause: UnavailableCause;
			/** Where a Prometheus did answer, instead of at the address that was given. */
			readonly foundAt?: string;
	  };
export const probe = new RequestType<ProbeParams, ProbeResult, void>("observability/probe");

/** `observability/wantedSecrets`: which secrets a server needs, and what each is bound to; contacts nobody. */
export type WantedSecretsResult =
	| { readonly kind: "ok"; readonly wanted: readonly WantedSecret[] }
	| { readonly kind: "failed"; readonly message: string };
export const wantedSecrets = new RequestType<{ readonly server: ServerSettings }, WantedSecretsResult, void>(
	"observability/wantedSecrets",
);
