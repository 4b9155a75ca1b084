// Source: Grafana's documentation of variables and the dashboard JSON model, Grafana 12; read November 2026.

import type { MappingType } from "../structure/structure.ts";
import { variableTypes } from "./grafanaNames.ts";
import { variableSnippets } from "./itemSnippets.ts";
import { datasourceKey } from "./targetStructure.ts";

const currentValue: MappingType = {
	name: "current value",
	open: true,
	keys: {
		text: { documentation: "What is shown of it.", value: { kind: "any" } },
		value: { documentation: "The value, or a list of values; `$__all` for all.", value: { kind: "any" } },
		selected: { documentation: "Whether it is chosen.", value: { kind: "boolean" } },
	},
};

export const variableStructure: MappingType = {
	name: "variable",
	jsonSnippets: variableSnippets,
	open: true,
	keys: {
		name: {
			documentation: "What queries call it: `job` is written `$job` or `${job}`.",
			value: { kind: "string", examples: ["datasource", "job", "instance", "namespace", "cluster"] },
		},
		label: { documentation: "What is shown before the list; left out, the name.", value: { kind: "string" } },
		description: { documentation: "A note on the variable.", value: { kind: "string" } },
		type: {
			documentation:
				"Where the values come from: `query` a data source, `custom` a list, `datasource` the data sources of a plugin, `interval` time spans, `textbox` the reader, `constant` a fixed value, `adhoc` filters that go into every query.",
			value: { kind: "enum", values: variableTypes },
		},
		query: {
			documentation:
				"Of `query`: `label_values(metric, label)`, `label_values(label)`, `label_names()`, `metrics(regex)`, `query_result(expression)`, or a selector. Of `datasource`: the plugin. Of `custom` and `interval`: the values with commas between them.",
			value: { kind: "string", examples: ["label_values(up, job)", "prometheus"] },
		},
		definition: { documentation: "The query as Grafana's list of variables shows it.", value: { kind: "string" } },
		datasource: datasourceKey,
		refresh: {
			documentation:
				"When the values are asked for again: 0 never (as saved), 1 when the dashboard loads, 2 whenever the time range changes.",
			value: { kind: "integer" },
		},
		regex: {
			documentation: "Keeps the values that match, or the part in its first group: `/^(.+):\\d+$/`.",
			value: { kind: "string" },
		},
		sort: {
			documentation:
				"The order of the values: 0 as they come, 1 and 2 by letters up and down, 3 and 4 as numbers, 5 and 6 by letters whatever their case.",
			value: { kind: "integer" },
		},
		multi: {
			documentation: "Several values can be chosen, so queries must match with `=~`.",
			value: { kind: "boolean" },
		},
		includeAll: { documentation: "Offers “All” as a choice.", value: { kind: "boolean" } },
		allValue: {
			documentation:
				"What stands for “All”, mostly `.*`. Left out, all values are put into one long regular expression.",
			value: { kind: "string", examples: [".*", ".+"] },
		},
		hide: {
			documentation: "What is hidden above the dashboard: 0 nothing, 1 the label, 2 the whole variable.",
			value: { kind: "integer" },
		},
		current: {
			documentation: "What is chosen when the dashboard opens.",
			value: { kind: "mapping", of: currentValue },
		},
		options: {
			documentation: "The values, as they were when it was saved.",
			value: { kind: "sequence", of: { kind: "any" } },
		},
		skipUrlSync: { documentation: "Keeps the choice out of the dashboard's address.", value: { kind: "boolean" } },
		auto: {
			documentation: "Of `interval`: offers “Auto”, a span that fits the time range.",
			value: { kind: "boolean" },
		},
		auto_count: {
			documentation: "Of `interval`: into how many steps “Auto” parts the time range.",
			value: { kind: "integer" },
		},
		auto_min: { documentation: "Of `interval`: the shortest span that “Auto” becomes.", value: { kind: "string" } },
	},
};
