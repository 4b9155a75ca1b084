import { RequestType } from "vscode-languageserver-protocol";
import type { Threshold } from "../features/runQuery/findThreshold.ts";
import type { QueryAnswer as Answered, QueryRequest } from "../features/runQuery/runQuery.ts";
import type { ExemplarSeries, QueryResult } from "../metrics/port.ts";
import type { WireData } from "./wireNumbers.ts";

/** What the query panel asks. */
export type { QueryLink } from "../features/runQuery/linksOf.ts";
export type { Exemplar, ExemplarSeries, HistogramSummary } from "../metrics/port.ts";
export type { Threshold, WireData };

/** `observability/query`: runs a query on the active server. */
export type QueryParams = QueryRequest;

/** A result whose numbers JSON can hold; see wireNumbers.ts. */
export interface WireResult extends Omit<QueryResult, "data"> {
	readonly data: WireData;
}

export type QueryAnswer =
	| Exclude<Answered, { readonly kind: "ok" }>
	| { readonly kind: "ok"; readonly result: WireResult; readonly threshold?: Threshold };

export const query = new RequestType<QueryParams, QueryAnswer, void>("observability/query");

/** `observability/exemplars`: those of the series in a query, within a span of time. */
export interface ExemplarParams {
	readonly expression: string;
	/** Unix seconds. */
	readonly start: number;
	readonly end: number;
}
export type ExemplarAnswer =
	| { readonly kind: "ok"; readonly series: readonly ExemplarSeries[] }
	/** There is nothing to say to whoever has none: most servers keep no exemplars. */
	| { readonly kind: "none" };
export const exemplars = new RequestType<ExemplarParams, ExemplarAnswer, void>("observability/exemplars");

/** `observability/queryElsewhere`: the same query for a terminal and for a browser. No secret is in either. */
export interface QueryElsewhere {
	/** A command line; what is secret in it is the name of a variable. */
	readonly curl: string;
	readonly links: readonly { readonly title: string; readonly url: string }[];
}
export const queryElsewhere = new RequestType<QueryParams, QueryElsewhere | null, void>("observability/queryElsewhere");
