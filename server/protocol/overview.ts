import { NotificationType0, type Position, RequestType } from "vscode-languageserver-protocol";
import type { DependencyPicture } from "../workspace/overview/dependencyPicture.ts";
import type { Risk } from "../workspace/overview/gaps.ts";
import type { SignalKind } from "../workspace/overview/services.ts";

export type { DependencyPicture, PictureNode } from "../workspace/overview/dependencyPicture.ts";
export type { Risk } from "../workspace/overview/gaps.ts";
export type { SignalKind } from "../workspace/overview/services.ts";

/** The services of the workspace with what they have and lack, the dependencies of one metric or alert, the assessment. */

/** Nothing is asked for in particular; `{}` is sent, so that every request has its parameters. */
export type NoParams = Readonly<Record<string, never>>;

/** `observability/services`: every service, without its items. */
export interface ServicesResult {
	/** The index has read every file; before that there may be more. */
	readonly complete: boolean;
	readonly services: readonly ServiceSummary[];
}
export interface ServiceSummary {
	readonly key: string;
	readonly name: string;
	readonly counts: Readonly<Record<SignalKind, number>>;
	/** A few words each, such as "no SLO": of the service as a whole, then counts of those of its items. */
	readonly gaps: readonly string[];
	/** The gravest of all its gaps. */
	readonly risk?: Risk;
}
export const services = new RequestType<NoParams, ServicesResult, void>("observability/services");

/** `observability/serviceItems`: the items of one kind of one service. */
export interface ServiceItemsParams {
	readonly service: string;
	readonly kind: SignalKind;
}
export interface ServiceItem {
	readonly name: string;
	readonly uri: string;
	/** Of its name, in characters of the file. */
	readonly offset: number;
	readonly length: number;
	/** Such as "no runbook". */
	readonly gaps: readonly string[];
	readonly risk?: Risk;
}
export const serviceItems = new RequestType<ServiceItemsParams, readonly ServiceItem[], void>(
	"observability/serviceItems",
);

/** `observability/dependencies`: the picture around what stands at a place, or around a name; `null` where there is none. */
export type DependenciesParams =
	| { readonly uri: string; readonly position: Position }
	| { readonly kind: "metric" | "alert"; readonly name: string };
export interface DependenciesResult {
	/** What it is about. */
	readonly title: string;
	readonly picture: DependencyPicture;
}
export const dependencies = new RequestType<DependenciesParams, DependenciesResult | null, void>(
	"observability/dependencies",
);

/** `observability/assess`: the assessment of the workspace as Markdown, for a file in the folder `base`. */
export interface AssessParams {
	/** The URI of the folder that links are relative to. */
	readonly base: string;
}
export interface AssessResult {
	readonly markdown: string;
	readonly complete: boolean;
}
export const assess = new RequestType<AssessParams, AssessResult, void>("observability/assess");

/** Server → client, `observability/graphChanged`: what the requests above answer has changed; said once in a while. */
export const graphChanged = new NotificationType0("observability/graphChanged");
