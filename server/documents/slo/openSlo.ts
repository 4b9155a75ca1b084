// Source: OpenSLO specification v1alpha and v1, and its command line's types; read November 2026.

import type { Problem } from "../../text/problem.ts";
import { findWindowPlaceholders } from "../embedded/masks/windowPlaceholder.ts";
import type { RegionContext } from "../embedded/region.ts";
import type { PlacedQuery, QueryItem } from "../queries/queryItem.ts";
import type { QueryResourceKind } from "../queries/queryResource.ts";
import type { Fields } from "../structure/fields.ts";
import { anything, flag, mapping, mappings, number, text, usual } from "../structure/keyTypes.ts";
import type { MappingType } from "../structure/structure.ts";
import type { ViewedEntry } from "../yaml/yamlView.ts";
import { judgeRatio, judgeShare } from "./judgeShare.ts";
import { readOpenSloPromises } from "./promises.ts";

const metricSource: MappingType = {
	name: "metric source",
	open: true,
	keys: {
		metricSourceRef: text("The DataSource that is asked."),
		type: usual("The kind of server.", ["Prometheus"]),
		spec: mapping("The query, in the words of the server's kind.", {
			name: "metric source spec",
			open: true,
			keys: { query: { documentation: "Of Prometheus: the PromQL.", value: { kind: "promql" } } },
		}),
	},
};

const holder = (documentation: string) =>
	mapping(documentation, {
		name: "metric",
		open: true,
		keys: {
			metricSource: mapping("Where the metric comes from.", metricSource),
			source: usual("In v1alpha: the kind of server.", ["prometheus"]),
			queryType: usual("In v1alpha: the language of the query.", ["promql"]),
			query: { documentation: "In v1alpha: the query.", value: { kind: "promql" } },
		},
	});

const ratio: MappingType = {
	name: "ratio metric",
	open: true,
	keys: {
		counter: flag("The metrics are counters that only grow."),
		good: holder("The good events."),
		bad: holder("The bad events, in place of the good ones."),
		total: holder("All events."),
		raw: holder("A ratio that is worked out already."),
		rawType: usual("What the ratio is the share of.", ["success", "failure"]),
	},
};

const sliSpec: MappingType = {
	name: "SLI spec",
	open: true,
	keys: {
		description: text("What is measured."),
		ratioMetric: mapping("The share of good events.", ratio),
		thresholdMetric: holder("A value that is held against a threshold."),
	},
};

const objective: MappingType = {
	name: "objective",
	open: true,
	keys: {
		displayName: text("What people call it."),
		target: number("The share of good events, from 0 to below 1, such as `0.999`."),
		targetPercent: number("The share of good events in percent."),
		op: usual("How a value is held against the threshold.", ["lte", "gte", "lt", "gt"]),
		value: number("The threshold."),
		timeSliceTarget: number("With the budgeting method Timeslices: the share that makes a slice good."),
		timeSliceWindow: anything("With the budgeting method Timeslices: how long a slice is."),
		ratioMetrics: mapping("In v1alpha: the share of good events.", ratio),
	},
};

const spec: MappingType = {
	...sliSpec,
	name: "OpenSLO spec",
	keys: {
		...sliSpec.keys,
		service: text("The service that the SLO is about."),
		indicator: anything("The SLI, written out."),
		indicatorRef: text("The name of an SLI."),
		budgetingMethod: usual("How the error budget is counted.", ["Occurrences", "Timeslices", "RatioTimeslices"]),
		timeWindow: anything("The time that the objective is kept over."),
		objectives: mappings("What is promised.", objective),
		alertPolicies: anything("When somebody is told."),
	},
};

const kinds = ["SLO", "SLI"];

export const openSloKind: QueryResourceKind = {
	id: "openSlo",
	group: "openslo",
	kinds,
	structure: {
		name: "OpenSLO document",
		open: true,
		keys: {
			apiVersion: usual("The version of the specification.", ["openslo/v1"], { required: true }),
			kind: usual("What the document describes.", kinds, { required: true }),
			metadata: anything("Name, display name and labels."),
			spec: mapping("The objective or the indicator.", spec),
		},
	},
	reader: "OpenSLO",
	family: "slo",
	readSlos: readOpenSloPromises,
	readItems(fields) {
		const found = fields.mapping("spec");
		if (found === undefined) return [];
		const inline = found.mapping("indicator")?.mapping("spec") ?? found.mapping("indicator");
		const objectives = found.mappings("objectives");
		const sources = [found, ...(inline === undefined ? [] : [inline]), ...objectives].flatMap(findHolders);
		const context: RegionContext = { role: "query", use: "slo", place: "SLO" };
		const queries = sources.flatMap((source) => readHolder(source, context));
		if (objectives.length === 0) {
			return queries.length === 0 ? [] : [{ name: "indicator", detail: "SLI", kind: "slo", span: found.span, queries }];
		}
		const problems = sources.length === 0 ? [] : judgeRatios([found, ...(inline === undefined ? [] : [inline])]);
		return objectives.map(
			(one, index): QueryItem => ({
				...outlineObjective(one, index, index === 0 ? queries : []),
				...(index === 0 && problems.length > 0 ? { problems } : {}),
			}),
		);
	},
};

function judgeRatios(holders: readonly Fields[]): readonly Problem[] {
	return holders.flatMap((holder) => {
		const metrics = holder.mapping("ratioMetric");
		const queryOf = (part: string): ViewedEntry | undefined => {
			const found = metrics?.mapping(part);
			return found === undefined ? undefined : readHolder(found, { role: "query", use: "slo", place: "SLO" })[0]?.entry;
		};
		const total = queryOf("total");
		return [...judgeShare(queryOf("good"), total), ...judgeShare(queryOf("bad"), total), ...judgeRatio(queryOf("raw"))];
	});
}

function outlineObjective(fields: Fields, index: number, queries: readonly PlacedQuery[]): QueryItem {
	const name = fields.text("displayName");
	const target = fields.text("target") ?? fields.text("targetPercent");
	return {
		name: name?.value ?? `objective ${index + 1}`,
		detail: target?.value ?? "objective",
		kind: "slo",
		span: fields.span,
		...(name === undefined ? {} : { nameSpan: name.span }),
		queries,
	};
}

/** The metrics of an indicator, wherever the versions of the specification put them. */
function findHolders(fields: Fields): readonly Fields[] {
	const ratios = [fields.mapping("ratioMetric"), fields.mapping("ratioMetrics")];
	const parts = ratios.flatMap((one) => ["good", "bad", "total", "raw"].map((key) => one?.mapping(key)));
	return [...parts, fields.mapping("thresholdMetric")].filter((one) => one !== undefined);
}

/** Only what says that it is Prometheus's: other servers have languages of their own. */
function readHolder(fields: Fields, context: RegionContext): readonly PlacedQuery[] {
	const source = fields.mapping("metricSource");
	const isPrometheus = (value: string | undefined) => /^prometheus$/i.test(value ?? "");
	if (source !== undefined) {
		if (!isPrometheus(source.text("type")?.value)) return [];
		const found = source.mapping("spec");
		const entry = found?.get("query") ?? found?.get("promql");
		return entry === undefined ? [] : [{ entry, context, finder: findWindowPlaceholders }];
	}
	const entry = fields.get("query");
	const isPromql = fields.text("queryType")?.value === "promql" || isPrometheus(fields.text("source")?.value);
	return entry === undefined || !isPromql ? [] : [{ entry, context, finder: findWindowPlaceholders }];
}
