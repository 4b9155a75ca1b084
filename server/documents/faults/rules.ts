import type { FaultTable } from "../../text/fault.ts";

const group = (rules: string): string => `groups:\n  - name: example\n    rules:\n${rules}`;
const alert = (lines: string): string => group(`      - alert: TargetDown\n${lines}`);
const record = (lines: string): string => group(`      - record: job:up:sum\n${lines}`);
const expr = "        expr: sum by (job) (up)\n";

const refused =
	"Prometheus reads rule files strictly and refuses the whole file: at start-up it does not start, at a reload none of the file's changes take effect.";

export const ruleFaults = {
	"rule/unknown-field": {
		title: "Unknown field",
		severity: "error",
		why: `${refused} A misspelt \`for\` or \`labels\` would otherwise be an alert that fires too early, or reaches nobody. For a PrometheusRule, \`kubectl\` refuses the resource.`,
		fix: "Correct the spelling, or remove the field.",
		example: {
			language: "yaml",
			bad: alert(`${expr}        label:\n          severity: critical\n`),
			good: alert(`${expr}        labels:\n          severity: critical\n`),
		},
	},
	"rule/foreign-field": {
		title: "Field of another ruler",
		severity: "information",
		why: "Thanos, Mimir, Cortex, Loki and vmalert take rule files with fields of their own. Prometheus refuses them.",
		fix: "Nothing, where that program reads the file. Otherwise remove the field.",
		example: {
			language: "yaml",
			bad: `groups:\n  - name: example\n    partial_response_strategy: warn\n    rules:\n      - record: job:up:sum\n${expr}`,
			good: record(expr),
		},
	},
	"rule/wrong-type": {
		title: "Wrong kind of value",
		severity: "error",
		why: `${refused} A list where a text belongs, or a text where a mapping belongs, cannot be read.`,
		fix: "Write the value in the form that the message names.",
		example: {
			language: "yaml",
			bad: alert(`${expr}        labels:\n          - severity: critical\n`),
			good: alert(`${expr}        labels:\n          severity: critical\n`),
		},
	},
	"rule/invalid-duration": {
		title: "Invalid duration",
		severity: "error",
		why: `${refused} Durations are whole numbers with units, from large to small, each unit once: \`1h30m\`, not \`1.5h\`, and not a number alone.`,
		fix: "Write whole numbers with the units y, w, d, h, m, s or ms.",
		example: {
			language: "yaml",
			bad: alert(`${expr}        for: 1.5h\n`),
			good: alert(`${expr}        for: 1h30m\n`),
		},
	},
	"rule/missing-group-name": {
		title: "Group without a name",
		severity: "error",
		why: refused,
		fix: "Give the group a name that no other group of the file has.",
		example: {
			language: "yaml",
			bad: `groups:\n  - interval: 1m\n    rules:\n      - record: job:up:sum\n${expr}`,
			good: `groups:\n  - name: example\n    interval: 1m\n    rules:\n      - record: job:up:sum\n${expr}`,
		},
	},
	"rule/repeated-group-name": {
		title: "Two groups of one name",
		severity: "error",
		why: `${refused} A group is known by its file and its name.`,
		fix: "Rename one of them, or put the rules of both into one.",
		example: {
			language: "yaml",
			bad: "groups:\n  - name: example\n    rules: []\n  - name: example\n    rules: []\n",
			good: "groups:\n  - name: example\n    rules: []\n  - name: another\n    rules: []\n",
		},
	},
	"rule/missing-name": {
		title: "Rule that neither alerts nor records",
		severity: "error",
		why: refused,
		fix: "Add `alert:` with the alert's name, or `record:` with the name of the metric that the result is stored as.",
		example: { language: "yaml", bad: group("      - expr: sum by (job) (up)\n"), good: record(expr) },
	},
	"rule/both-alert-and-record": {
		title: "Rule that alerts and records",
		severity: "error",
		why: refused,
		fix: "Make two rules of it: one that records, and after it one that alerts on what is recorded.",
		example: {
			language: "yaml",
			bad: record(`        alert: TargetDown\n${expr}`),
			good: record(`${expr}      - alert: TargetDown\n        expr: job:up:sum == 0\n`),
		},
	},
	"rule/missing-expr": {
		title: "Rule without an expression",
		severity: "error",
		why: refused,
		fix: "Add `expr:` with a PromQL expression.",
		example: { language: "yaml", bad: alert("        for: 5m\n"), good: alert(`${expr}        for: 5m\n`) },
	},
	"rule/alert-field-on-record": {
		title: "Recording rule with a field of alerts",
		severity: "error",
		why: `${refused} A recording rule stores numbers: it does not wait, and it notifies nobody.`,
		fix: "Remove the field, or write `alert:` instead of `record:`.",
		example: { language: "yaml", bad: record(`${expr}        for: 5m\n`), good: record(expr) },
	},
	"rule/invalid-record-name": {
		title: "Name that no metric may have",
		severity: "error",
		why: `${refused} Braces in the name are mostly a selector that was meant for \`expr\`, or labels that were meant for \`labels\`.`,
		fix: "Name the metric after `level:metric:operations`, and set labels under `labels:`.",
		example: {
			language: "yaml",
			bad: group(`      - record: up:sum{team="web"}\n${expr}`),
			good: record(`${expr}        labels:\n          team: web\n`),
		},
	},
	"rule/invalid-label-name": {
		title: "Name that no label may have",
		severity: "error",
		why: `${refused} A label needs a name, and \`__name__\` is the metric's own.`,
		fix: "Use another name. The name of a recorded metric is set with `record:`.",
		example: {
			language: "yaml",
			bad: record(`${expr}        labels:\n          __name__: up\n`),
			good: record(`${expr}        labels:\n          source: up\n`),
		},
	},
	"rule/invalid-annotation-name": {
		title: "Annotation without a name",
		severity: "error",
		why: refused,
		fix: "Write a name before the colon.",
		example: {
			language: "yaml",
			bad: alert(`${expr}        annotations:\n          "": Down\n`),
			good: alert(`${expr}        annotations:\n          summary: Down\n`),
		},
	},
	"rule/utf8-name": {
		title: "Name for Prometheus 3 alone",
		severity: "warning",
		why: "Since version 3.0 Prometheus takes any UTF-8 text as a name; older versions refuse the whole file. In PromQL such names must be quoted, and many tools around Prometheus do not know them.",
		fix: "Use letters, digits and `_`, in metric names also `:`.",
		example: {
			language: "yaml",
			bad: alert(`${expr}        labels:\n          on-call: web\n`),
			good: alert(`${expr}        labels:\n          on_call: web\n`),
		},
	},
	"rule/second-document": {
		title: "Document that Prometheus ignores",
		severity: "warning",
		why: "Prometheus reads only the first YAML document of a rule file. Rules behind a `---` are never loaded, and nobody is told.",
		fix: "Move the groups into the first document, or into a file of their own.",
		example: {
			language: "yaml",
			bad: `${record(expr)}---\ngroups: []\n`,
			good: record(expr),
		},
	},
} as const satisfies FaultTable;
