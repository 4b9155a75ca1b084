import {
	NotificationType,
	NotificationType0,
	type Position,
	type Range,
	RequestType,
} from "vscode-languageserver-protocol";
import type { QueryResult } from "../metrics/port.ts";
import type { Answers, Choice, RenderResult, ScaffoldDescription } from "../scaffold/scaffold.ts";

/** The types of the core that travel in these messages, for the client, which imports nothing else of the server. */
export type { InstantSeries, LabelSet, QueryData, QueryResult, RangeSeries, Sample } from "../metrics/port.ts";
export type {
	Answers,
	Choice,
	Question,
	RenderResult,
	ScaffoldDescription,
	ScaffoldFile,
} from "../scaffold/scaffold.ts";

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

/** `observability/query`: runs a query on the active server, for the query panel. */
export interface QueryParams {
	readonly expression: string;
	/** Unix seconds and a step in seconds; an instant query where it is left out. */
	readonly range?: { readonly start: number; readonly end: number; readonly step: number };
}
export type QueryAnswer =
	| { readonly kind: "ok"; readonly result: QueryResult }
	| { readonly kind: "failed"; readonly message: string };
export const query = new RequestType<QueryParams, QueryAnswer, void>("observability/query");

/** A server as the settings name it (`observability.prometheus.servers[]`). No secret is ever in it. */
export interface ServerSettings {
	readonly name: string;
	/** `http` or `https`, with a path prefix where the server has one. */
	readonly url: string;
	readonly auth?: "none" | "basic" | "bearer";
	/** For `basic`. */
	readonly username?: string;
	readonly headers?: Readonly<Record<string, string>>;
	/** Seconds. */
	readonly timeout?: number;
}

/** Server → client, `observability/serverStatus`: what the language status item shows. */
export interface ServerStatus {
	readonly server?: { readonly name: string; readonly url: string };
	readonly health: "none" | "connecting" | "healthy" | "unhealthy";
	readonly version?: string;
	readonly flavour?: string;
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

/** Server → client, `observability/credential`: the secret that was given for this very origin, or `null`. */
export interface CredentialParams {
	/** `scheme://host:port`. */
	readonly origin: string;
}
export interface CredentialResult {
	/** The password of `basic`, or the token of `bearer`. */
	readonly secret: string;
}
export const credential = new RequestType<CredentialParams, CredentialResult | null, void>("observability/credential");

/** Client → server, `observability/reconnect`: forget what was cached of the active server and its credential; ask again. */
export const reconnect = new NotificationType0("observability/reconnect");

/** `observability/probe`: asks a server that is not active yet who it is, before it is put into the settings. */
export interface ProbeParams {
	readonly server: ServerSettings;
	/** Given where the user has just typed it; otherwise the stored one is asked for. */
	readonly secret?: string;
}
export type ProbeResult =
	| { readonly kind: "ok"; readonly version: string; readonly flavour: string }
	| { readonly kind: "failed"; readonly message: string; readonly unauthorized: boolean };
export const probe = new RequestType<ProbeParams, ProbeResult, void>("observability/probe");

/** `observability/scaffold/*`: the questions, live choices, checks of single answers and the result of a scaffold. */
export const describeScaffold = new RequestType<{ readonly id: string }, ScaffoldDescription, void>(
	"observability/scaffold/describe",
);
export interface ScaffoldStep {
	readonly id: string;
	readonly question: string;
	/** The answers given so far. */
	readonly answers: Answers;
}
export interface ScaffoldChoices {
	readonly choices: readonly Choice[];
	/** Why the list is empty or cut, for the user. */
	readonly note?: string;
}
export const scaffoldChoices = new RequestType<ScaffoldStep, ScaffoldChoices, void>("observability/scaffold/choices");
/** Answers a message where the value will not do, `null` where it will. */
export const validateAnswer = new RequestType<ScaffoldStep & { readonly value: string }, string | null, void>(
	"observability/scaffold/validate",
);
export const renderScaffold = new RequestType<{ readonly id: string; readonly answers: Answers }, RenderResult, void>(
	"observability/scaffold/render",
);
