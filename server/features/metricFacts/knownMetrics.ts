import type { MetricKnowledge } from "../../metrics/knowledge.ts";
import { liveFacts } from "../../metrics/liveFacts.ts";
import { joinFacts } from "../../metrics/offline/joinFacts.ts";
import type { MetricFact, MetricFacts } from "../../metrics/offline/metricFacts.ts";
import { labelsOfSeries } from "../../metrics/offline/seriesNames.ts";
import { printMetricSelector } from "../../promql/names.ts";
import { parsePromql } from "../../promql/parse.ts";
import { listLabels } from "../../promql/result/listLabels.ts";
import { resultOf } from "../../promql/result/resultOf.ts";
import type { WorkspaceGraph } from "../../workspace/graph/workspaceGraph.ts";
import { knowResults } from "../resultKnowledge.ts";
import { workspaceFacts } from "./workspaceFacts.ts";

/**
 * What is known of metrics at this moment without waiting: what the server has told wins, then comes what the workspace's
 * code and rules say, then the catalogue of well-known exporters.
 */
export interface KnownMetrics {
	describe(series: string): MetricFact | undefined;
	/** Labels that the series has by code, rules or the catalogue, with those of every target; never by a server. */
	labelsOf(series: string): readonly string[] | undefined;
	/** What the workspace records and registers, in order. */
	readonly workspaceNames: () => readonly string[];
	/** What the catalogue has, in order; nothing where a server tells what there is. */
	readonly catalogueNames: () => readonly string[];
	/** All of what is known beside the server. */
	readonly offline: MetricFacts;
	/** All of what is known. */
	readonly all: MetricFacts;
}

export interface KnownMetricsPorts {
	readonly knowledge: () => MetricKnowledge;
	readonly graph: () => WorkspaceGraph;
	/** Left out where there is none. */
	readonly catalogue?: MetricFacts | undefined;
}

/** The labels that Prometheus gives to the series of every target. */
const targetLabels: readonly string[] = ["instance", "job"];

export function createKnownMetrics({ knowledge, graph, catalogue }: KnownMetricsPorts): KnownMetrics {
	const workspace = workspaceFacts(graph);
	const offline = joinFacts(catalogue === undefined ? [workspace] : [workspace, catalogue]);
	const all = joinFacts([liveFacts(knowledge), offline]);
	/** As the rules that record it say, by what their expressions return. */
	const recordedLabels = (series: string): readonly string[] => {
		const { expression } = parsePromql(printMetricSelector(series));
		const { sure, possible } = listLabels(resultOf(expression, knowResults(knowledge(), graph(), offline), []));
		return [...sure, ...possible];
	};
	return {
		offline,
		all,
		describe: (series) => all.describe(series),
		labelsOf(series) {
			const fact = offline.describe(series);
			if (fact === undefined) return undefined;
			if (fact.source.kind === "rule") return recordedLabels(series);
			const own = labelsOfSeries(series, fact);
			return own && [...own, ...targetLabels];
		},
		workspaceNames: () => workspace.seriesNames(),
		catalogueNames: () => (knowledge().metricNames().value === undefined ? (catalogue?.seriesNames() ?? []) : []),
	};
}
