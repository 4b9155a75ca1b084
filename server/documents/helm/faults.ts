import type { Fault } from "../../text/fault.ts";

const group = (lines: string): string =>
	`{{- if .Values.alerts }}\ngroups:\n  - name: node\n    rules:\n${lines}{{- end }}\n`;

/** What keeps Helm from rendering a template. */
export const helmFaults = {
	"helm/unclosed-action": {
		title: "Action without its end",
		severity: "error",
		why: "Helm reads the template as a whole before it renders anything. An action without `}}` stops it, and nothing of the chart is installed or upgraded.",
		fix: "Add `}}` where the action should end.",
		example: {
			language: "yaml",
			bad: group("      - alert: NodeDown\n        expr: up == 0\n        for: {{ .Values.for\n"),
			good: group("      - alert: NodeDown\n        expr: up == 0\n        for: {{ .Values.for }}\n"),
		},
	},
	"helm/unclosed-block": {
		title: "Block without its end",
		severity: "error",
		why: "An `if`, `range`, `with` or `define` reaches to its `end`. Without one Helm cannot tell what belongs to it, stops, and installs nothing of the chart.",
		fix: "Add `{{- end }}` on the line where the block should stop.",
		example: {
			language: "yaml",
			bad: group("{{- if .Values.down }}\n      - alert: NodeDown\n        expr: up == 0\n"),
			good: group("{{- if .Values.down }}\n      - alert: NodeDown\n        expr: up == 0\n{{- end }}\n"),
		},
	},
	"helm/unexpected-end": {
		title: "End or else of nothing",
		severity: "error",
		why: "Each `end` closes the last block that is open, and each `else` belongs to it. Where none is open, Helm stops and installs nothing of the chart.",
		fix: "Remove the `end` or `else`, or add the `if`, `range` or `with` that it should belong to.",
		example: {
			language: "yaml",
			bad: group("      - alert: NodeDown\n        expr: up == 0\n{{- end }}\n"),
			good: group("      - alert: NodeDown\n        expr: up == 0\n"),
		},
	},
	"helm/unescaped-template": {
		title: "Template for Prometheus that Helm would render",
		severity: "error",
		why: "Helm renders every action in the file, also those in annotations that are meant for Prometheus. It knows no `$labels` and no `$value`, stops there, and installs nothing of the chart.",
		fix: "Write the action as a string, which Helm passes on as it is: `` {{`{{ $labels.instance }}`}} ``.",
		example: {
			language: "yaml",
			bad: group(
				"      - alert: NodeDown\n        expr: up == 0\n        annotations:\n          summary: '{{ $labels.instance }} is down'\n",
			),
			good: group(
				"      - alert: NodeDown\n        expr: up == 0\n        annotations:\n          summary: '{{`{{ $labels.instance }}`}} is down'\n",
			),
		},
	},
} as const satisfies Record<string, Fault>;
