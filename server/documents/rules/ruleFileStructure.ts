// Source: Prometheus 3.x, documentation of recording and alerting rules and model/rulefmt; read November 2026.

import type { KeyType, MappingType } from "../structure/structure.ts";
import { groupSnippet, ruleFileSnippet, ruleSnippets } from "./ruleSnippets.ts";
import { annotationKeys, labelKeys } from "./wellKnownKeys.ts";

const labels: KeyType = {
	documentation:
		"Labels added to what the rule produces, over labels of the same name in the result. On an alert they decide its route in Alertmanager and are part of its identity, so no value that changes from one evaluation to the next belongs here. Values on alerts may be Go templates.",
	value: { kind: "map", of: { kind: "string" }, knownKeys: labelKeys },
};

const annotations: KeyType = {
	documentation:
		"Text for the people who are notified: summary, description, runbook. Values are Go templates with `$labels` and `$value`; they are no part of the alert's identity, so they may change from one evaluation to the next. Alerts alone have them.",
	value: { kind: "map", of: { kind: "string" }, knownKeys: annotationKeys },
	notWith: ["record"],
};

export const ruleStructure: MappingType = {
	name: "rule",
	keys: {
		alert: {
			documentation:
				"The alert's name, sent as the label `alertname`. A rule has either `alert` or `record`. The alert is pending, then firing, for every series that `expr` returns.",
			value: { kind: "string", examples: ["HighErrorRate", "TargetDown"] },
			notWith: ["record"],
		},
		record: {
			documentation:
				"The name of the metric that the result of `expr` is stored as, by convention `level:metric:operations`, such as `job:http_requests:rate5m`. A rule has either `record` or `alert`.",
			value: { kind: "string", examples: ["job:http_requests:rate5m"] },
			notWith: ["alert", "for", "keep_firing_for", "annotations"],
		},
		expr: {
			documentation:
				"The PromQL expression, evaluated once every group interval. Of an alert: every series it returns is an alert. Of a recording rule: every series it returns is stored under the new name.",
			value: { kind: "promql" },
			required: true,
		},
		for: {
			documentation:
				"How long `expr` must return a series, at every evaluation, before its alert fires; until then it is pending. One evaluation without the series starts the wait anew. Alerts alone have it. Default: fires at once.",
			value: { kind: "duration" },
			notWith: ["record"],
		},
		keep_firing_for: {
			documentation:
				"How long the alert goes on firing after `expr` stopped returning its series, so that short gaps do not resolve and reopen it. Alerts alone have it.",
			value: { kind: "duration" },
			notWith: ["record"],
			since: "Prometheus 2.42",
		},
		labels,
		annotations,
	},
	snippets: ruleSnippets,
};

export const groupStructure: MappingType = {
	name: "rule group",
	keys: {
		name: {
			documentation: "The group's name, which no other group in the file may have.",
			value: { kind: "string" },
			required: true,
		},
		interval: {
			documentation:
				"How often the group's rules are evaluated, one after the other. Default: `global.evaluation_interval` of the Prometheus configuration, 1m unless set.",
			value: { kind: "duration" },
		},
		query_offset: {
			documentation:
				"Evaluates the group's rules this far in the past, for data that arrives late, as with remote write. Default: `global.rule_query_offset`.",
			value: { kind: "duration" },
			since: "Prometheus 2.53",
		},
		limit: {
			documentation:
				"How many alerts an alerting rule, or series a recording rule, may produce. A rule that goes beyond fails whole. 0, the default, means any number.",
			value: { kind: "integer" },
			since: "Prometheus 2.31",
		},
		labels: {
			documentation: "Labels added to what every rule of the group produces; a rule's own label of the same name wins.",
			value: { kind: "map", of: { kind: "string" }, knownKeys: labelKeys },
			since: "Prometheus 3.0",
		},
		rules: {
			documentation:
				"The rules, evaluated in this order, so that a rule can use what a recording rule above it has just stored.",
			value: { kind: "sequence", of: { kind: "mapping", of: ruleStructure } },
		},
	},
	snippets: [groupSnippet],
};

export const ruleFileStructure: MappingType = {
	name: "rule file",
	keys: {
		groups: {
			documentation:
				"The rule groups. Groups are evaluated side by side, the rules within one group one after the other.",
			value: { kind: "sequence", of: { kind: "mapping", of: groupStructure } },
			required: true,
		},
	},
	snippets: [ruleFileSnippet],
};

/** The file that Mimir's, Cortex's and Loki's rulers take has one more key at the top. */
export const rulerFileStructure: MappingType = {
	...ruleFileStructure,
	keys: {
		namespace: {
			documentation:
				"The ruler's namespace that the groups are stored in. Mimir, Cortex and Loki read it; Prometheus rejects it.",
			value: { kind: "string" },
		},
		...ruleFileStructure.keys,
	},
};
