// Source: Grafana's documentation of provisioning alert rules, Grafana 12; read November 2026.

import { annotationKeys, labelKeys } from "../rules/wellKnownKeys.ts";
import type { MappingType } from "../structure/structure.ts";
import { datasourceKey, prometheusQueryStructure } from "./targetStructure.ts";

const alertQueryStructure: MappingType = {
	name: "query of an alert rule",
	open: true,
	keys: {
		refId: {
			documentation: "The query's name, such as `A`. `condition` and expressions refer to it.",
			value: { kind: "string", examples: ["A", "B", "C"] },
		},
		datasourceUid: {
			documentation: "The data source's uid; `__expr__` for an expression over other queries.",
			value: { kind: "string", examples: ["__expr__"] },
		},
		relativeTimeRange: {
			documentation: "The time range, in seconds before the evaluation.",
			value: {
				kind: "mapping",
				of: {
					name: "relative time range",
					open: true,
					keys: {
						from: { documentation: "Its beginning, such as 600 for ten minutes ago.", value: { kind: "integer" } },
						to: { documentation: "Its end: 0 for the time of the evaluation.", value: { kind: "integer" } },
					},
				},
			},
		},
		queryType: {
			documentation: "What kind of query it is, where the data source has several.",
			value: { kind: "string" },
		},
		model: {
			documentation: "The query as its data source has it; of Prometheus, the PromQL is under `expr`.",
			value: {
				kind: "mapping",
				of: {
					...prometheusQueryStructure,
					keys: {
						refId: { documentation: "The query's name again.", value: { kind: "string" } },
						datasource: datasourceKey,
						...prometheusQueryStructure.keys,
						type: {
							documentation: "Of an expression: what it does with the results of other queries.",
							value: {
								kind: "enum",
								values: ["math", "reduce", "resample", "classic_conditions", "threshold", "sql"],
							},
						},
						expression: {
							documentation: "Of an expression: the query that it works on, or the formula.",
							value: { kind: "string" },
						},
						reducer: {
							documentation: "Of `reduce`: how a series becomes one number.",
							value: { kind: "enum", values: ["last", "mean", "max", "min", "sum", "count", "median"] },
						},
					},
				},
			},
		},
	},
};

const stateValues = ["NoData", "Alerting", "OK", "KeepLast"];

const alertRuleStructure: MappingType = {
	name: "alert rule",
	open: true,
	keys: {
		uid: {
			documentation: "The rule's own id, up to 40 letters, digits, `-` and `_`. A rule with the same one is replaced.",
			value: { kind: "string" },
		},
		title: {
			documentation: "The rule's name, unique in its folder. It becomes the label `alertname`.",
			value: { kind: "string" },
		},
		condition: {
			documentation: "The `refId` whose result decides: the alert fires where it is not 0.",
			value: { kind: "string", examples: ["A", "B", "C"] },
		},
		data: {
			documentation: "The queries, and expressions over their results.",
			value: { kind: "sequence", of: { kind: "mapping", of: alertQueryStructure } },
		},
		for: {
			documentation: "How long the condition must hold before the alert fires, such as `5m`.",
			value: { kind: "string", examples: ["0s", "1m", "5m", "15m"] },
		},
		keepFiringFor: {
			documentation: "How long the alert goes on firing after the condition ended.",
			value: { kind: "string", examples: ["0s", "5m"] },
			since: "Grafana 12",
		},
		noDataState: {
			documentation: "What the alert becomes where the queries return nothing.",
			value: { kind: "enum", values: stateValues },
		},
		execErrState: {
			documentation: "What the alert becomes where a query fails.",
			value: { kind: "enum", values: ["Error", "Alerting", "OK", "KeepLast"] },
		},
		labels: {
			documentation: "Labels that are added to the alert, and by which notification policies find it.",
			value: { kind: "map", of: { kind: "string" }, knownKeys: labelKeys },
		},
		annotations: {
			documentation: "Text for the people who are notified: Go templates with `$labels` and `$values`.",
			value: { kind: "map", of: { kind: "string" }, knownKeys: annotationKeys },
		},
		dashboardUid: { documentation: "The dashboard that notifications link to.", value: { kind: "string" } },
		panelId: { documentation: "The panel of that dashboard.", value: { kind: "integer" } },
		isPaused: { documentation: "The rule is kept but not evaluated.", value: { kind: "boolean" } },
		notification_settings: {
			documentation: "Where its notifications go, past the notification policies.",
			value: { kind: "any" },
		},
	},
};

const ruleList = {
	documentation: "The rules of the group, evaluated together.",
	value: { kind: "sequence", of: { kind: "mapping", of: alertRuleStructure } },
} as const;

const interval = {
	documentation: "How often the group is evaluated, such as `1m`: a multiple of 10 seconds.",
	value: { kind: "string", examples: ["1m", "5m"] },
} as const;

export const alertProvisioningStructure: MappingType = {
	name: "alerting provisioning file",
	open: true,
	keys: {
		apiVersion: { documentation: "The version of the file's format: 1.", value: { kind: "integer" } },
		groups: {
			documentation: "Groups of alert rules.",
			value: {
				kind: "sequence",
				of: {
					kind: "mapping",
					of: {
						name: "group of alert rules",
						open: true,
						keys: {
							orgId: { documentation: "The organisation, 1 unless there are several.", value: { kind: "integer" } },
							name: { documentation: "The group's name.", value: { kind: "string" } },
							folder: { documentation: "The folder that the rules are shown in.", value: { kind: "string" } },
							interval,
							rules: ruleList,
						},
					},
				},
			},
		},
		deleteRules: {
			documentation: "Rules that are removed, by `orgId` and `uid`.",
			value: { kind: "sequence", of: { kind: "any" } },
		},
	},
};

export const alertRuleGroupStructure: MappingType = {
	name: "GrafanaAlertRuleGroup",
	open: true,
	keys: {
		apiVersion: {
			documentation: "The operator's API.",
			value: { kind: "enum", values: ["grafana.integreatly.org/v1beta1"] },
		},
		kind: { documentation: "The kind of resource.", value: { kind: "enum", values: ["GrafanaAlertRuleGroup"] } },
		spec: {
			documentation: "The group and where it goes.",
			value: {
				kind: "mapping",
				of: {
					name: "GrafanaAlertRuleGroup spec",
					open: true,
					keys: {
						instanceSelector: {
							documentation: "Picks the Grafanas that get it, by their labels.",
							value: { kind: "any" },
						},
						folderRef: { documentation: "The GrafanaFolder that it goes to.", value: { kind: "string" } },
						folderUID: { documentation: "The uid of the folder that it goes to.", value: { kind: "string" } },
						interval,
						rules: ruleList,
					},
				},
			},
		},
	},
};
