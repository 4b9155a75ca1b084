// Source: Prometheus 3.x, documentation of unit testing for rules and cmd/promtool; read November 2026.

import { annotationKeys, labelKeys } from "../rules/wellKnownKeys.ts";
import type { MappingType } from "../structure/structure.ts";
import { alertTestSnippet, expressionTestSnippet, ruleTestFileSnippet, seriesSnippet } from "./ruleTestSnippets.ts";

const series: MappingType = {
	name: "series of a test",
	keys: {
		series: {
			documentation:
				'The series as Prometheus shows it: `metric{label="value"}`, with `=` alone and no space before the braces.',
			value: { kind: "string" },
		},
		values: {
			documentation:
				"One value for each `interval`, separated by spaces, the first at time 0. `1x3` is `1 1 1 1`; `0+10x3` is `0 10 20 30`; `_` leaves a value out, `_x3` three of them; `stale` ends the series; `{{schema:1 count:2 sum:3 buckets:[1 1]}}` is a native histogram.",
			value: { kind: "string", examples: ["0+10x60", "0x10", "1 2 _ stale"] },
		},
	},
	snippets: [seriesSnippet],
};

const expectedAlert: MappingType = {
	name: "fired alert",
	keys: {
		exp_labels: {
			documentation:
				"All labels of the alert: those of the series and those of the rule, without `alertname`, which is added.",
			value: { kind: "map", of: { kind: "string" }, knownKeys: labelKeys },
		},
		exp_annotations: {
			documentation: "All annotations of the alert, as they read after their templates are expanded.",
			value: { kind: "map", of: { kind: "string" }, knownKeys: annotationKeys },
		},
	},
};

const alertTest: MappingType = {
	name: "test of an alert",
	keys: {
		eval_time: {
			documentation: "How long after the start the alert is looked at. Alerts that are still pending do not count.",
			value: { kind: "duration" },
		},
		alertname: {
			documentation: "The name of the alert under test.",
			value: { kind: "string" },
			required: true,
		},
		exp_alerts: {
			documentation:
				"The alerts that must fire at that time, and no others of this name. Left out or empty: none may fire.",
			value: { kind: "sequence", of: { kind: "mapping", of: expectedAlert } },
		},
	},
	snippets: [alertTestSnippet],
};

const sample: MappingType = {
	name: "sample",
	keys: {
		labels: {
			documentation:
				'The series of the result, such as `metric{label="value"}`; `{}` where it has neither name nor labels.',
			value: { kind: "string", examples: ["{}"] },
		},
		value: {
			documentation: "The value that the series has. A number without quotes; `.nan` and `.inf` as YAML writes them.",
			value: { kind: "number" },
		},
		histogram: {
			documentation: "The native histogram that the series has, such as `{{schema:1 count:2 sum:3 buckets:[1 1]}}`.",
			value: { kind: "string" },
			since: "Prometheus 2.47",
		},
	},
};

const expressionTest: MappingType = {
	name: "test of an expression",
	keys: {
		expr: {
			documentation: "The PromQL to evaluate; the recording rules of the rule files are there to be used.",
			value: { kind: "promql" },
			required: true,
		},
		eval_time: { documentation: "How long after the start it is evaluated.", value: { kind: "duration" } },
		exp_samples: {
			documentation: "Every series of the result. Left out or empty: the result must be empty.",
			value: { kind: "sequence", of: { kind: "mapping", of: sample } },
		},
	},
	snippets: [expressionTestSnippet],
};

const testGroup: MappingType = {
	name: "test group",
	keys: {
		name: {
			documentation: "What the test is called in promtool's output, and what `--run` selects it by.",
			value: { kind: "string" },
			since: "Prometheus 2.26",
		},
		interval: {
			documentation: "The time between two values of the input series. Default: `evaluation_interval`.",
			value: { kind: "duration" },
		},
		input_series: {
			documentation: "The series that the rules and expressions read.",
			value: { kind: "sequence", of: { kind: "mapping", of: series } },
		},
		alert_rule_test: {
			documentation: "Which alerts must fire, and when.",
			value: { kind: "sequence", of: { kind: "mapping", of: alertTest } },
		},
		promql_expr_test: {
			documentation: "What expressions must return, and when.",
			value: { kind: "sequence", of: { kind: "mapping", of: expressionTest } },
		},
		external_labels: {
			documentation: "External labels of the Prometheus, which templates of alerts can use.",
			value: { kind: "map", of: { kind: "string" } },
		},
		external_url: {
			documentation: "The address of the Prometheus, which templates of alerts can use.",
			value: { kind: "string" },
		},
		start_timestamp: {
			documentation: "When the test begins, as RFC 3339 or in Unix seconds. Default: 1970-01-01T00:00:00Z.",
			value: { kind: "string", examples: ["2026-01-01T00:00:00Z"] },
			since: "Prometheus 3.9",
		},
	},
};

export const ruleTestStructure: MappingType = {
	name: "unit test file",
	keys: {
		rule_files: {
			documentation: "The rule files under test, as paths or patterns from the folder of this file.",
			value: { kind: "sequence", of: { kind: "string" } },
		},
		evaluation_interval: {
			documentation: "How often the rules are evaluated. Default: 1m.",
			value: { kind: "duration" },
		},
		group_eval_order: {
			documentation:
				"The names of groups in the order of their evaluation, where one reads what another one records. Groups that are not named come in any order.",
			value: { kind: "sequence", of: { kind: "string" } },
		},
		fuzzy_compare: {
			documentation: "Takes values for equal that differ in the last bit of a floating point number.",
			value: { kind: "boolean" },
			since: "Prometheus 3.5",
		},
		tests: {
			documentation: "The tests, each with series of its own.",
			value: { kind: "sequence", of: { kind: "mapping", of: testGroup } },
		},
	},
	snippets: [ruleTestFileSnippet],
};
