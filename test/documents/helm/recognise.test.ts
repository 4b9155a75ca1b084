import { describe, expect, it } from "vitest";
import { recogniseTemplate } from "../../../server/documents/helm/recognise.ts";
import type { DocumentModel } from "../../../server/documents/model.ts";
import { createDocumentParser } from "../../../server/documents/registry.ts";

const parse = (text: string): DocumentModel | undefined =>
	createDocumentParser().parse({ uri: "file:///r.yaml", languageId: "yaml", version: 1, text });
const rule = (annotation: string): string =>
	`groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: up\n        annotations:\n          ${annotation}\n`;

describe("a template", () => {
	it.each([
		["a control line", "groups:\n{{- if .Values.on }}\n- name: g\n  rules:\n  - alert: A\n    expr: up\n{{- end }}\n"],
		["a value", "groups:\n- name: g\n  rules:\n  - alert: A\n    expr: up > {{ .Values.limit }}\n"],
		["loops", "groups:\n- name: g\n  rules:\n{{ range $x := list 1 2 }}\n  - alert: A\n    expr: up\n{{ end }}\n"],
		["a name", 'groups:\n- name: {{ template "x.fullname" . }}\n  rules:\n  - alert: A\n    expr: up\n'],
		["a variable", "groups:\n{{- $x := 5 }}\n- name: g\n  rules:\n  - alert: A\n    expr: up\n    for: {{ $x }}m\n"],
		["an escape", rule("x: {{`{{ $labels.x }}`}}")],
		["an escape in quotes", rule('x: "{{ "{{" }} $labels.x {{ "}}" }}"')],
		["an action over two lines", rule("x: '{{ default 1\n          $.Values.t }}'")],
		["a function of its own", rule("x: '{{ $labels.x | quote }}'")],
		["tags of Jinja", rule("x: '{% raw %}{{ $labels.x }}{% endraw %} in {{ environment_name }}'")],
	])("with %s has no fault, and its rule is found", (_, text) => {
		const model = parse(text);
		expect(model?.problems).toEqual([]);
		expect(model?.groups.flatMap(({ rules }) => rules.map(({ name }) => name?.value))).toEqual(["A"]);
	});

	it.each(["helm", "helm-template"])("is what an editor calls %s", (languageId) => {
		const kind = recogniseTemplate({ uri: "file:///x", languageId, version: 1, text: "a: {{ b }}" });
		expect(kind).toEqual({ language: "go", certain: true });
	});
});

describe("no template", () => {
	it.each([
		["a template for Prometheus", rule('x: "{{ $labels.x }} is {{ $value | humanize }}"')],
		[
			"a template for Prometheus in a block",
			rule("x: |\n            {{ if $value }}\n            a\n            {{ end }}"),
		],
	])("is %s", (_, text) => {
		expect(parse(text)?.adapters).toEqual(["ruleFile"]);
		expect(parse(text)?.regions.at(-1)?.text).toContain("{{");
		expect(parse(text)?.regions.at(-1)?.masks ?? []).toEqual([]);
	});
});
