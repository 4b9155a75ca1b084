import type { StructureSnippet } from "../structure/structure.ts";

export const seriesSnippet: StructureSnippet = {
	label: "input series",
	documentation: "A series and its values.",
	body: "series: '${1:http_requests_total{job=\"api\"\\}}'\nvalues: ${2:0+10x60}",
};

export const alertTestSnippet: StructureSnippet = {
	label: "alert test",
	documentation: "The alerts that must fire at a time.",
	body: [
		"eval_time: ${1:10m}",
		"alertname: ${2:AlertName}",
		"exp_alerts:",
		"\t- exp_labels:",
		"\t    severity: ${3:critical}",
		"\t  exp_annotations:",
		"\t    summary: ${4:What is wrong}",
	].join("\n"),
};

export const expressionTestSnippet: StructureSnippet = {
	label: "expression test",
	documentation: "What an expression must return at a time.",
	body: [
		"expr: ${1:up}",
		"eval_time: ${2:10m}",
		"exp_samples:",
		"\t- labels: '${3:up{job=\"api\"\\}}'",
		"\t  value: ${4:1}",
	].join("\n"),
};

export const ruleTestFileSnippet: StructureSnippet = {
	label: "unit tests of rules",
	documentation: "A file for `promtool test rules` with a first test.",
	body: [
		"rule_files:",
		"\t- ${1:rules.yaml}",
		"evaluation_interval: 1m",
		"tests:",
		"\t- name: ${2:the target is down}",
		"\t  interval: 1m",
		"\t  input_series:",
		"\t\t  - series: '${3:up{job=\"api\"\\}}'",
		"\t\t    values: ${4:0x15}",
		"\t  alert_rule_test:",
		"\t\t  - eval_time: ${5:10m}",
		"\t\t    alertname: ${6:TargetDown}",
		"\t\t    exp_alerts:",
		"\t\t\t    - exp_labels:",
		"\t\t\t        severity: ${7:critical}",
		"\t\t\t        job: api",
	].join("\n"),
};
