import { type Position, RequestType, type TextEdit } from "vscode-languageserver-protocol";
import type { MetricLabels } from "../features/explorer/metricLabels.ts";
import type { FoundMetric, MetricFamily, MetricSearch } from "../features/explorer/searchMetrics.ts";
import type { NoParams } from "./overview.ts";

export type { MetricLabel, MetricLabels } from "../features/explorer/metricLabels.ts";
export type { FoundMetric, MetricFamily, MetricSearch } from "../features/explorer/searchMetrics.ts";

/** What the metrics explorer of the side bar asks. */

/** `observability/metrics/families`: how names begin, with how many begin so. */
export interface FamiliesResult {
	readonly families: readonly MetricFamily[];
	readonly note?: string;
}
export const metricFamilies = new RequestType<NoParams, FamiliesResult, void>("observability/metrics/families");

/** `observability/metrics/search`: metrics by words of their name or help, or all with a prefix. */
export interface MetricSearchParams {
	readonly text: string;
	/** Only names that begin so. */
	readonly prefix?: string;
	readonly limit: number;
}
export const searchForMetrics = new RequestType<MetricSearchParams, MetricSearch, void>("observability/metrics/search");

/** `observability/metrics/labels`: the labels of a metric with the number of their values. */
export const metricLabels = new RequestType<{ readonly metric: string }, MetricLabels, void>(
	"observability/metrics/labels",
);

/** `observability/metrics/insertion`: the expression for a metric, and the edit that writes it where the cursor is. */
export interface InsertionParams {
	readonly metric: Pick<FoundMetric, "name" | "type">;
	readonly place?: { readonly uri: string; readonly position: Position };
}
export interface InsertionResult {
	readonly text: string;
	/** Left out where the place is no PromQL. */
	readonly edit?: TextEdit;
}
export const metricInsertion = new RequestType<InsertionParams, InsertionResult, void>(
	"observability/metrics/insertion",
);

/** `observability/metrics/cardinality`: the report of the active server, as Markdown. */
export const cardinalityReport = new RequestType<NoParams, { readonly markdown: string }, void>(
	"observability/metrics/cardinality",
);
