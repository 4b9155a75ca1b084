// Source: Grafana's documentation of Prometheus queries and the query's schema, Grafana 12; read November 2026.

import type { KeyType, MappingType } from "../structure/structure.ts";
import { datasourcePlugins } from "./grafanaNames.ts";
import { targetSnippets } from "./itemSnippets.ts";

export const datasourceReference: MappingType = {
	name: "data source",
	open: true,
	keys: {
		type: {
			documentation: "The data source's plugin, such as `prometheus`. It decides the language of the queries.",
			value: { kind: "string", examples: datasourcePlugins },
		},
		uid: {
			documentation:
				"The data source's uid, or a variable of the type `datasource`, such as `${datasource}`, so that the dashboard works with any. `-- Mixed --` lets every query of a panel have its own.",
			value: { kind: "string", examples: ["${datasource}", "-- Mixed --", "-- Grafana --", "-- Dashboard --"] },
		},
	},
};

export const datasourceKey: KeyType = {
	documentation:
		"Where the data comes from: an object with the plugin's `type` and the data source's `uid`. Older dashboards have its name instead. Left out or null, Grafana's default data source is asked.",
	value: { kind: "mapping", of: datasourceReference },
};

/** The fields of a Prometheus query, wherever it stands. */
export const prometheusQueryStructure: MappingType = {
	name: "Prometheus query",
	open: true,
	keys: {
		expr: {
			documentation:
				"The PromQL. Grafana replaces its variables (`$job`, `${job:regex}`, `$__rate_interval`) before it sends it. A variable with several values becomes a regular expression, so match it with `=~`.",
			value: { kind: "promql" },
		},
		legendFormat: {
			documentation:
				"What a series is called in the legend. `{{label}}` stands for the value of a label; `__auto` lets Grafana choose: the labels that differ.",
			value: { kind: "string", examples: ["__auto", "{{instance}}", "{{job}}"] },
		},
		range: {
			documentation: "Asks for the values over the dashboard's whole time range: what graphs need.",
			value: { kind: "boolean" },
		},
		instant: {
			documentation:
				"Asks for the values at the end of the time range only: enough for a stat, a gauge or a table, and much cheaper.",
			value: { kind: "boolean" },
		},
		exemplar: {
			documentation: "Asks for exemplars too: single requests, shown as points that lead to their traces.",
			value: { kind: "boolean" },
		},
		interval: {
			documentation:
				"The smallest step between two points, such as `30s`, or a variable. It also is the least that `$__interval` and `$__rate_interval` become.",
			value: { kind: "string", examples: ["30s", "1m", "$__rate_interval"] },
		},
		intervalFactor: {
			documentation: "Multiplies the step, for fewer points: 2 halves them. Newer dashboards leave it at 1.",
			value: { kind: "integer" },
		},
		format: {
			documentation:
				"The shape of the result: `time_series`, `table` (one row for each series), or `heatmap` (buckets of a histogram in order).",
			value: { kind: "enum", values: ["time_series", "table", "heatmap"] },
		},
		editorMode: {
			documentation: "Which editor Grafana opens for the query: `code`, or the visual `builder`.",
			value: { kind: "enum", values: ["code", "builder"] },
		},
		step: {
			documentation: "What an old version of Grafana worked out for the step. It is not read any more.",
			value: { kind: "integer" },
		},
	},
};

export const targetStructure: MappingType = {
	jsonSnippets: targetSnippets,
	name: "query",
	open: true,
	keys: {
		refId: {
			documentation:
				"The query's name in its panel, such as `A`. Transformations, overrides and expressions refer to it.",
			value: { kind: "string", examples: ["A", "B", "C"] },
		},
		datasource: datasourceKey,
		hide: {
			documentation: "Does not show the query's result; others can still use it.",
			value: { kind: "boolean" },
		},
		...prometheusQueryStructure.keys,
	},
};
