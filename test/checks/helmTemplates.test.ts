import { describe, expect, it } from "vitest";
import { CheckRunner } from "../../server/checks/run.ts";
import { createDocumentParser } from "../../server/documents/registry.ts";
import { drawSquiggles } from "../support/squiggles.ts";

/** What all checks say of a template's rules, six spaces in. */
async function check(rules: string): Promise<string> {
	const text = `groups:\n  - name: {{ .Release.Name }}\n    rules:\n${rules.replace(/^(?=.)/gm, "      ")}`;
	const source = { uri: "file:///rules.yaml", languageId: "yaml", version: 1, text };
	const model = createDocumentParser().parse(source);
	const runner = new CheckRunner({ log: (line) => expect.fail(line), pause: () => Promise.resolve() });
	const result = model && (await runner.run(source, model, new AbortController().signal));
	return drawSquiggles(text, result?.problems ?? []).slice(text.indexOf("rules:\n") + 7);
}

const indent = (text: string): string => text.replace(/^(?=.)/gm, "      ");

const surge = '- alert: A\n  expr: sum(x{job="a"}) / sum(x{job="a"} offset 30m) > {{ .Values.limit }}\n';

const silent: readonly (readonly [name: string, rules: string])[] = [
	[
		"a joined label where a range names the labels that are kept",
		"- record: a:b:c\n  expr: sum by ({{ range .Values.by }}{{ . }},{{ end }} instance) (up * on (instance) group_left (version) build_info)\n",
	],
	[
		"a joined label where a value names the labels that are kept",
		"- record: a:b:c\n  expr: sum by ({{ .Values.by }}) (up * on (instance) group_left (version) build_info)\n",
	],
	[
		"two branches with one rule each",
		"{{- if .Values.strict }}\n- alert: A\n  expr: up > 1\n{{- else }}\n- alert: A\n  expr: up > 10\n{{- end }}\n",
	],
	[
		"rules under conditions of which each may be the other's opposite",
		"{{- if .Values.strict }}\n- alert: A\n  expr: up > 1\n{{- end }}\n{{- if not .Values.strict }}\n- alert: A\n  expr: up > 10\n{{- end }}\n",
	],
	[
		"rules with labels that are rendered",
		"- alert: A\n  expr: up > 1\n  labels:\n    {{- toYaml .Values.a | nindent 10 }}\n- alert: A\n  expr: up > 10\n  labels:\n    {{- toYaml .Values.b | nindent 10 }}\n",
	],
	["matchers that a value belongs to", '- alert: A\n  expr: up{job="a", job="{{ .Values.job }}"} == 0\n'],
	["a pattern that a value is part of", '- alert: A\n  expr: up{job=~"{{ .Values.job }}"} == 0\n'],
	["a number that a value is", "- alert: A\n  expr: vector({{ .Values.x }}) > {{ .Values.limit }}\n"],
	["an alert whose condition may be rendered", "- alert: A\n  expr: up{{ if .Values.x }} == 0{{ end }}\n"],
	["what has to hold for a time that is rendered", `${surge}  for: {{ .Values.for }}\n`],
	["what has to hold for a time that may be rendered", `${surge}  {{- toYaml .Values.rule | nindent 8 }}\n`],
	["what has to hold for one of two times", `${surge}  for: {{ if .Values.long }}1h{{ else }}5m{{ end }}\n`],
	["a label with one value, whatever that is", "- alert: A\n  expr: up == 0\n  labels:\n    pod: {{ .Values.pod }}\n"],
	["an expression that is rendered", "- alert: A\n  expr: {{ .Values.expr }}\n"],
];

const told: readonly (readonly [name: string, rules: string])[] = [
	[
		"one rule twice",
		"- alert: A\n  expr: up > 1\n{{- if .Values.b }}\n- alert: A\n         ^ rule/duplicate\n  expr: up > 1\n{{- end }}\n",
	],
	[
		"what has to hold for no time, with labels that are rendered",
		`${surge}                              ^^^^^^^^^^^^^^^^^^^^^ alert/uneven-sides\n  labels:\n    {{- toYaml .Values.a | nindent 10 }}\n`,
	],
	[
		"a joined label beside a value",
		'- record: a:b:c\n  expr: sum by (instance) (up{job="{{ .Values.job }}"} * on (instance) group_left (version) build_info)\n                                                                                   ^^^^^^^ promql/unused-joined-label\n',
	],
];

describe("in a template nothing is claimed of", () => {
	it.each(silent)("%s", async (_, rules) => {
		expect(await check(rules)).toBe(indent(rules));
	});
});

describe("in a template it is told of", () => {
	it.each(told)("%s", async (_, marked) => {
		expect(await check(marked.replace(/^ *\^.*\n/gm, ""))).toBe(indent(marked));
	});
});
