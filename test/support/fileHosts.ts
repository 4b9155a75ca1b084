import type { Host } from "./host.ts";

const always = (): boolean => true;
/** A blank line ends a query of a file or a fence, but for one inside of brackets. */
const isOneQuery = (expression: string): boolean => {
	const text = expression.replace("<|>", "");
	return text.trim() === text && text !== "" && !/\n\s*\n|```/.test(text) && !text.startsWith("#");
};

const rule = (expression: string, indent: string): string =>
	`groups:\n  - name: g\n    rules:\n      - alert: Tested\n        expr: |\n          ${expression.replaceAll("\n", "\n          ")}\n        labels:\n          severity: page\n`.replaceAll(
		/^(?=.)/gm,
		indent,
	);

/** Files that their language or name tells, and those that are rendered before anybody reads them. */
export const FILE_HOSTS: readonly Host[] = [
	{ name: "a file of queries", languageId: "promql", holds: isOneQuery, wrap: (text) => `\n\n${text}\n` },
	{
		name: "a fence of a runbook",
		languageId: "markdown",
		illustrates: true,
		holds: isOneQuery,
		wrap: (text) => `# Runbook\n\nAsk:\n\n\`\`\`promql\n${text}\n\`\`\`\n`,
	},
	{
		name: "a fence in a list",
		languageId: "markdown",
		illustrates: true,
		holds: isOneQuery,
		wrap: (text) => `# Runbook\n\n1. Ask\n\n   \`\`\`promql\n   ${text.replaceAll("\n", "\n   ")}\n   \`\`\`\n`,
	},
	{
		name: "a rule file in a runbook",
		languageId: "markdown",
		illustrates: true,
		holds: always,
		wrap: (text) => `# Runbook\n\n\`\`\`yaml\n${rule(text, "")}\`\`\`\n`,
	},
	{
		name: "a chart's template",
		languageId: "helm",
		holds: (expression) => !expression.includes("{{"),
		wrap: (text) =>
			`{{- if .Values.rules }}\napiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n${rule(text, "  ")}{{- end }}\n`,
	},
	{
		name: "a Sloth specification",
		holds: always,
		wrap: (text) =>
			`version: prometheus/v1\nservice: s\nslos:\n  - name: requests\n    objective: 99.9\n    sli:\n      raw:\n        error_ratio_query: |\n          ${text.replaceAll("\n", "\n          ")}\n    alerting: {name: A, page_alert: {disable: true}, ticket_alert: {disable: true}}\n`,
	},
];

/** The language of a file that a host has wrapped, by how it begins. */
export function languageOfFile(text: string): string {
	if (text.startsWith("{\n")) return "json";
	if (text.startsWith("# Runbook\n")) return "markdown";
	if (text.startsWith("{{")) return "helm";
	return text.startsWith("\n\n") ? "promql" : "yaml";
}
