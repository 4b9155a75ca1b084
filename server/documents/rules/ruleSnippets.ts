import type { StructureSnippet } from "../structure/structure.ts";

const alertBody = [
	"alert: ${1:AlertName}",
	"expr: ${2:up == 0}",
	"for: ${3:5m}",
	"labels:",
	"\tseverity: ${4|critical,warning,info|}",
	"annotations:",
	'\tsummary: "${5:What is wrong}"',
	'\tdescription: "${6:{{ \\$labels.instance \\}\\}}"',
	'\trunbook_url: "${7:https://}"',
].join("\n");

const recordBody = ["record: ${1:level:metric:operations}", "expr: ${2:sum by (job) (rate(metric[5m]))}"].join("\n");

/** Fires on fast burn of a ratio's error budget; the short window ends the alert soon after the burn ends. */
const burnRateBody = [
	"alert: ${1:ErrorBudgetBurnFast}",
	"expr: |",
	"\t(",
	'\t\tsum(rate(${2:http_requests_total}{${3:code=~"5.."}}[1h])) / sum(rate(${2}[1h])) > (14.4 * (1 - ${4:0.999}))',
	"\tand",
	"\t\tsum(rate(${2}{${3}}[5m])) / sum(rate(${2}[5m])) > (14.4 * (1 - ${4}))",
	"\t)",
	"labels:",
	"\tseverity: critical",
	"annotations:",
	'\tsummary: "${5:The error budget is burning 14.4 times too fast}"',
	'\trunbook_url: "${6:https://}"',
].join("\n");

const targetDownBody = [
	"alert: ${1:TargetDown}",
	'expr: up{${2:job="${3:api}"}} == 0',
	"for: ${4:5m}",
	"labels:",
	"\tseverity: ${5|critical,warning,info|}",
	"annotations:",
	'\tsummary: "{{ \\$labels.instance \\}\\} of {{ \\$labels.job \\}\\} is down"',
].join("\n");

const groupBody = ["name: ${1:group}", "rules:", "\t- record: ${2:level:metric:operations}", "\t  expr: ${3:up}"].join(
	"\n",
);

export const ruleSnippets: readonly StructureSnippet[] = [
	{
		label: "alerting rule",
		documentation: "An alert with severity, summary, description and runbook.",
		body: alertBody,
	},
	{ label: "recording rule", documentation: "Stores the result of an expression as a new metric.", body: recordBody },
	{
		label: "burn-rate alert",
		documentation:
			"Fires when an SLO's error budget burns 14.4 times faster than it may: 2 % of a 30-day budget in an hour. The 5m window ends the alert soon after the burn ends.",
		body: burnRateBody,
	},
	{ label: "target down alert", documentation: "Fires when a target cannot be scraped.", body: targetDownBody },
];

export const groupSnippet: StructureSnippet = {
	label: "rule group",
	documentation: "A group with a first rule.",
	body: groupBody,
};

export const ruleFileSnippet: StructureSnippet = {
	label: "rule file",
	documentation: "A rule file with a group and a first alert.",
	body: `groups:\n\t- name: \${1:group}\n\t  rules:\n\t\t- alert: \${2:AlertName}\n\t\t  expr: \${3:up == 0}\n\t\t  for: \${4:5m}`,
};

export const prometheusRuleSnippet: StructureSnippet = {
	label: "PrometheusRule",
	documentation: "A PrometheusRule resource with a group and a first alert.",
	body: `apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n\tname: \${1:name}\nspec:\n\tgroups:\n\t\t- name: \${2:group}\n\t\t  rules:\n\t\t\t- alert: \${3:AlertName}\n\t\t\t  expr: \${4:up == 0}\n\t\t\t  for: \${5:5m}`,
};
