import type { Fault } from "../../../text/fault.ts";

export type TemplateCode = keyof typeof templateFaults;

/** One finding: its code and what to tell the user. */
export interface TemplateFault {
	readonly code: TemplateCode;
	readonly message: string;
}

const rejects =
	"Prometheus parses the templates of every alert's labels and annotations when it loads a rule file. One that does not parse makes it reject the whole file: after a reload it goes on with the old rules, after a restart it does not start.";

/** What Prometheus rejects in the Go templates of labels and annotations. */
export const templateFaults = {
	"template/unclosed-action": {
		title: "Template action is not closed",
		severity: "error",
		why: `An action begins with \`{{\` and ends with \`}}\`. ${rejects}`,
		fix: "Write `}}` where the action ends. A single `}` does not close it.",
		example: {
			language: "gotemplate",
			bad: "{{ $labels.instance is down",
			good: "{{ $labels.instance }} is down",
		},
	},
	"template/missing-end": {
		title: "Template block has no end",
		severity: "error",
		why: `\`if\`, \`with\`, \`range\`, \`define\` and \`block\` go on until their \`{{ end }}\`. ${rejects}`,
		fix: "Write `{{ end }}` where the block should stop.",
		example: {
			language: "gotemplate",
			bad: "{{ if gt $value 0.5 }}more than half",
			good: "{{ if gt $value 0.5 }}more than half{{ end }}",
		},
	},
	"template/unexpected-end": {
		title: "End or else without a block",
		severity: "error",
		why: `\`end\` and \`else\` belong to the innermost open block, and here none is open or it has an \`else\` already. ${rejects}`,
		fix: "Remove it, or open the block that it belongs to. For several cases write `{{ else if … }}`.",
		example: {
			language: "gotemplate",
			bad: "{{ $labels.job }} is down{{ end }}",
			good: "{{ if $labels.job }}{{ $labels.job }} is down{{ end }}",
		},
	},
	"template/unknown-function": {
		title: "Unknown template function",
		severity: "error",
		why: `A bare word in an action is the name of a function, and Prometheus has none of this name. ${rejects}`,
		fix: "Correct the name. Data begins with a dot or with `$`, as in `$labels.job` and `$value`; text stands in quotes. Functions of Helm and of Alertmanager are not known here.",
		example: {
			language: "gotemplate",
			bad: "{{ $value | humanise }} requests",
			good: "{{ $value | humanize }} requests",
		},
	},
	"template/undefined-variable": {
		title: "Undefined template variable",
		severity: "error",
		why: `Templates of alerts know \`$labels\`, \`$value\`, \`$externalLabels\` and \`$externalURL\`, and what they declare themselves with \`:=\`. A variable lives until the end of its block. ${rejects}`,
		fix: "Correct the name, or declare the variable before it is used and in the same block.",
		example: {
			language: "gotemplate",
			bad: "{{ $label.instance }} is down",
			good: "{{ $labels.instance }} is down",
		},
	},
	"template/missing-value": {
		title: "Template action without a value",
		severity: "error",
		why: `An action prints a value, and a block looks at one; here there is none. ${rejects}`,
		fix: "Write the value, or remove the action.",
		example: {
			language: "gotemplate",
			bad: "{{ if }}high{{ end }}",
			good: "{{ if gt $value 0.5 }}high{{ end }}",
		},
	},
	"template/bad-string": {
		title: "Malformed string in a template",
		severity: "error",
		why: `A string in double quotes ends on its line and knows Go's escapes alone, one in backquotes ends at the next backquote, and single quotes hold exactly one character. ${rejects}`,
		fix: "Close the string. Use backquotes where it holds backslashes or double quotes, as regular expressions do, and double quotes instead of single ones.",
		example: {
			language: "gotemplate",
			bad: '{{ reReplaceAll "(.*):\\d+" "$1" $labels.instance }}',
			good: "{{ reReplaceAll `(.*):\\d+` `$1` $labels.instance }}",
		},
	},
	"template/bad-number": {
		title: "Malformed number in a template",
		severity: "error",
		why: `Numbers are written as in Go, and templates do not calculate: \`1-2\` is no difference but a malformed number. ${rejects}`,
		fix: "Correct the number. Calculate in the alert's expression, whose result is `$value`.",
		example: {
			language: "gotemplate",
			bad: "{{ if gt $value 5m }}high{{ end }}",
			good: "{{ if gt $value 300.0 }}high{{ end }}",
		},
	},
	"template/unbalanced-parenthesis": {
		title: "Unbalanced parenthesis in a template",
		severity: "error",
		why: `Every parenthesis must be closed within its action. ${rejects}`,
		fix: "Add the missing parenthesis, or remove the one too many.",
		example: {
			language: "gotemplate",
			bad: '{{ if (eq $labels.env "prod" }}now{{ end }}',
			good: '{{ if (eq $labels.env "prod") }}now{{ end }}',
		},
	},
	"template/bad-comment": {
		title: "Malformed template comment",
		severity: "error",
		why: `A comment is an action of its own: \`{{/*\`, the text, and \`*/}}\` directly behind it. ${rejects}`,
		fix: "Close the comment with `*/}}`, and put nothing else into the action.",
		example: {
			language: "gotemplate",
			bad: "{{/* who is paged? */ $labels.team }}",
			good: "{{/* who is paged? */}}{{ $labels.team }}",
		},
	},
	"template/misplaced-keyword": {
		title: "Template keyword in the wrong place",
		severity: "error",
		why: `Keywords begin an action; \`break\` and \`continue\` belong into a \`range\`, and \`define\` to the top level. ${rejects}`,
		fix: "Give the keyword an action of its own, in a place where it means something.",
		example: {
			language: "gotemplate",
			bad: '{{ range query "up == 0" }}{{ .Labels.instance }}{{ end }}{{ break }}',
			good: '{{ range query "up == 0" }}{{ .Labels.instance }}{{ break }}{{ end }}',
		},
	},
	"template/repeated-definition": {
		title: "Template defined twice",
		severity: "error",
		why: `Two \`define\` or \`block\` of the same name contradict each other. ${rejects}`,
		fix: "Give one of them another name, or remove it.",
		example: {
			language: "gotemplate",
			bad: '{{ define "who" }}me{{ end }}{{ define "who" }}you{{ end }}{{ template "who" }}',
			good: '{{ define "who" }}you{{ end }}{{ template "who" }}',
		},
	},
	"template/syntax": {
		title: "Template syntax error",
		severity: "error",
		why: `The action does not have the form of a Go template: values and functions separated by spaces, with \`|\` between the steps of a pipeline. There are no operators and no commas. ${rejects}`,
		fix: "Call functions such as `eq`, `gt` and `index` instead of operators and brackets, with spaces between their arguments.",
		example: {
			language: "gotemplate",
			bad: '{{ if $labels.env == "prod" }}now{{ end }}',
			good: '{{ if eq $labels.env "prod" }}now{{ end }}',
		},
	},
} as const satisfies Readonly<Record<string, Fault>>;
