import { describe, expect, it } from "vitest";
import type { DocumentModel } from "../../../server/documents/model.ts";
import { createDocumentParser } from "../../../server/documents/registry.ts";
import type { TextEdit } from "../../../server/text/textEdit.ts";
import { drawSquiggles } from "../../support/squiggles.ts";

const parse = (text: string): DocumentModel | undefined =>
	createDocumentParser().parse({ uri: "file:///r.yaml", languageId: "yaml", version: 1, text });

/** A whole template with these lines as a rule's, ten spaces in. */
const ruleOf = (lines: string): string =>
	`{{- if .Values.on }}\ngroups:\n  - name: {{ .Release.Name }}-rules\n    rules:\n      - alert: Down\n${lines.replace(/^/gm, "        ").trimEnd()}\n{{- end }}\n`;

const textOf = ({ map }: { map: { toHost(offset: number): number } }, text: string, part: string, file: string) =>
	file.slice(map.toHost(text.indexOf(part)), map.toHost(text.indexOf(part)) + part.length);

function apply(text: string, { span, newText }: TextEdit): string {
	return text.slice(0, span.start) + newText + text.slice(span.end);
}

describe("regions", () => {
	it.each([
		["a raw string", "expr: up\nannotations:\n  a: 'on {{`{{ $labels.pod }}`}} is'", "on {{ $labels.pod }} is"],
		["escaped braces", "expr: up\nannotations:\n  a: 'on {{`{{`}} $labels.pod {{`}}`}}'", "on {{ $labels.pod }}"],
		["braces in quotes", 'expr: up\nannotations:\n  a: "on {{ "{{" }} $labels.pod {{ "}}" }}"', "on {{ $labels.pod }}"],
		[
			"a string in quotes",
			'expr: up\nannotations:\n  a: {{ "{{ $labels.pod }}: down" | quote }}',
			"{{ $labels.pod }}: down",
		],
		[
			"escapes in a string",
			'expr: up\nannotations:\n  a: x {{ "{{ $labels.pod | match \\"a\\" }}" }}',
			'x {{ $labels.pod | match "a" }}',
		],
		[
			"an own value beside it",
			"expr: up\nannotations:\n  a: '{{ .Values.x }} {{`{{ $labels.pod }}`}}'",
			"xxxxxxxxxxxxxxx {{ $labels.pod }}",
		],
		[
			"a block",
			"expr: up\nannotations:\n  a: |\n    {{- if .Values.x }}\n    {{`{{ $labels.pod }}`}}\n    {{- end }}",
			"{{ $labels.pod }}",
		],
	])("of alert templates are what Helm passes on: %s", (_, lines, rendered) => {
		const file = ruleOf(lines);
		const model = parse(file);
		const region = model?.regions.find(({ language }) => language === "gotemplate");
		expect(model?.problems).toEqual([]);
		expect(region?.text.trim()).toBe(rendered);
		expect(region && textOf(region, region.text, "$labels.pod", file)).toBe("$labels.pod");
	});

	it.each([
		['expr: up{job="{{ .Values.job }}"} > 0', ["text {{ .Values.job }}"]],
		[
			"expr: rate(up[{{ .Values.range }}]) > {{ .Values.limit | default 5 }}",
			["duration {{ .Values.range }}", "expression {{ .Values.limit | default 5 }}"],
		],
		["expr: |\n  sum by ({{ .Values.by }}, job) (up)", ["name {{ .Values.by }}"]],
		['expr: >-\n  {{ .Values.metric }}_total{a="b"}\n  > 5', ["name {{ .Values.metric }}"]],
		['expr: {{ include "x.expr" . }}', ['expression {{ include "x.expr" . }}']],
		["expr: |\n  up == 0\n  {{- if .Values.x }}\n  and on () vector(1)\n  {{- end }}", ["nothing {{- if .Values.x }}"]],
	])("of PromQL have masks: %s", (lines, masks) => {
		const file = ruleOf(lines);
		const model = parse(file);
		const region = model?.groups[0]?.rules[0]?.expression;
		expect(model?.problems).toEqual([]);
		expect(region?.masks?.map(({ role, source }) => `${role} ${source}`)).toEqual(masks);
		for (const { span, source } of region?.masks ?? []) {
			expect(region?.source?.slice(span.start, span.end)).toBe(source);
			const host = region?.map.toHostSpan(span);
			expect(file.slice(host?.start, host?.end)).toBe(source);
		}
	});

	it("of both branches are there", () => {
		const model = parse(ruleOf("{{- if .Values.a }}\nexpr: up == 0\n{{- else }}\nexpr: up == 1\n{{- end }}"));
		expect(model?.regions.map(({ text }) => text)).toEqual(["up == 0", "up == 1"]);
		expect(model?.problems).toEqual([]);
	});
});

describe("edits", () => {
	it.each([
		[
			"beside an action",
			'expr: up{job="{{ .Values.job }}"} > 0',
			"> 0",
			"> 1",
			'expr: up{job="{{ .Values.job }}"} > 1',
		],
		[
			"in double quotes",
			'expr: "up{job=\'{{ .Values.job | default "x" }}\'} > 0"',
			"> 0",
			'> "',
			'expr: "up{job=\'{{ .Values.job | default "x" }}\'} > \\""',
		],
		[
			"around an action",
			"expr: up > {{ .Values.limit }}",
			"up > z000000000000000000",
			"up < z000000000000000000",
			"expr: up < {{ .Values.limit }}",
		],
	])("keep the action: %s", (_, lines, part, newText, wanted) => {
		const file = ruleOf(lines);
		const region = parse(file)?.groups[0]?.rules[0]?.expression;
		const start = region?.text.indexOf(part) ?? -1;
		expect(start).toBeGreaterThanOrEqual(0);
		const edit = region?.encodeEdit({ span: { start, end: start + part.length }, newText });
		expect(edit && apply(file, edit)).toBe(ruleOf(wanted));
	});

	const escaped = ruleOf("expr: up\nannotations:\n  a: 'on {{`{{ $labels.po }}`}} is'");
	const region = parse(escaped)?.regions.find(({ language }) => language === "gotemplate");
	const at = (region?.text.indexOf("po }}") ?? 0) + 2;

	it("go into the string of an action", () => {
		const edit = region?.encodeEdit({ span: { start: at, end: at }, newText: "d" });
		expect(edit && apply(escaped, edit)).toBe(escaped.replace("$labels.po", "$labels.pod"));
	});

	it.each(["`", "'", "\\", "\n"])("do not end the string of an action: %j", (newText) => {
		expect(region?.encodeEdit({ span: { start: at, end: at }, newText })).toBeUndefined();
	});

	it("do not take the braces of an action with them", () => {
		expect(region?.encodeEdit({ span: { start: 0, end: region.text.length }, newText: "x" })).toBeUndefined();
	});
});

describe("names", () => {
	it("are as they are written", () => {
		const model = parse(
			ruleOf("expr: up\nlabels:\n  severity: {{ .Values.severity }}\n  {{ .Values.key }}: a").replace(
				"Down",
				'{{ include "x" . | title }}Down',
			),
		);
		const [document] = model?.outline ?? [];
		expect(document?.name).toBe("{{ .Release.Name }}-rules");
		expect(document?.children.map(({ name, detail }) => [name, detail])).toEqual([
			['{{ include "x" . | title }}Down', "{{ .Values.severity }}"],
		]);
		const rule = model?.groups[0]?.rules[0];
		expect(rule?.labels.map(({ key, value }) => [key.value, value.value])).toEqual([
			["severity", "{{ .Values.severity }}"],
			["{{ .Values.key }}", "a"],
		]);
		expect(rule?.expression?.context.alert).toBe('{{ include "x" . | title }}Down');
	});

	it.each([
		"{{ if .Values.x }}A{{ else }}B{{ end }}",
		"Down{{ if .Values.x }}A{{ else }}B{{ end }}",
		"{{ if .Values.x }}A{{ else if .Values.y }}B{{ else }}C{{ end }}",
	])("of several are all of them: %s", (name) => {
		const rule = parse(ruleOf("expr: up").replace("Down", name))?.groups[0]?.rules[0];
		expect([rule?.name?.value, rule?.expression?.context.alert]).toEqual([name, name]);
	});
});

const silent: readonly (readonly [name: string, lines: string])[] = [
	["a duration", "expr: up\nfor: {{ .Values.for }}"],
	["a part of a duration", "expr: up\nfor: {{ .Values.for }}m"],
	["a missing expression that may come", '{{- include "x.expr" . | nindent 8 }}'],
	["labels that are rendered", "expr: up\nlabels: {{ toYaml .Values.labels | nindent 10 }}"],
	["labels that are rendered below", "expr: up\nlabels:\n{{ toYaml .Values.labels | indent 10 }}"],
	["names of labels", "expr: up\nlabels:\n  {{ .Values.a }}-b: c"],
	["an expression that is rendered below", "expr: |\n{{ .Values.expr | indent 10 }}"],
	["conditions in values", "expr: up\nfor: {{ if .Values.a }}5m{{ else }}1h{{ end }}"],
	["the same key in two branches", "expr: up\n{{- if .Values.a }}\nfor: 5m\n{{- else }}\nfor: 1h\n{{- end }}"],
	["two expressions in one text", "expr: |\n  {{- if .Values.a }}\n  up\n  {{- else }}\n  down\n  {{- end }}"],
];

describe("problems", () => {
	it.each(silent)("are not told of %s", (_, lines) => {
		expect(parse(ruleOf(lines))?.problems).toEqual([]);
	});

	it.each([
		["an unknown field", "        expr: up\n        lable: {{ .Values.x }}\n        ^^^^^ rule/unknown-field\n"],
		[
			"a duration",
			"        expr: up\n        for: 5 minutes\n             ^^^^^^^^^ rule/invalid-duration\n        labels: {{ .Values.x }}\n",
		],
		["a key twice", "        expr: up\n        for: 5m\n        for: 6m\n        ^^^ yaml/duplicate-key\n"],
		[
			"an action without its end",
			"        expr: up\n        for: {{ .Values.for\n             ^^ helm/unclosed-action\n",
		],
		[
			"an end of nothing",
			"        expr: up\n        {{- end }}\n        {{- end }}\n        ^^^^^^^^^^ helm/unexpected-end\n".replace(
				"        {{- end }}\n",
				"",
			),
		],
		[
			"Prometheus's own data",
			"        expr: up\n        annotations:\n          a: '{{ $labels.x }}'\n              ^^^^^^^^^^^^^^^ helm/unescaped-template\n",
		],
	])("are told of %s", (_, marked) => {
		const head = "groups:\n  - name: {{ .Values.name }}\n    rules:\n      - alert: Down\n";
		const text = head + marked.replace(/^ *\^.*\n/gm, "");
		expect(drawSquiggles(text, parse(text)?.problems ?? [])).toBe(head + marked);
	});

	it("pass on what is Prometheus's", () => {
		const text = ruleOf("expr: up\nannotations:\n  a: '{{ $labels.x }}'");
		const edits = parse(text)?.problems[0]?.fix?.edits ?? [];
		expect(edits.map((edit) => apply(text, edit))).toEqual([text.replace("{{ $labels.x }}", "{{`{{ $labels.x }}`}}")]);
	});
});

describe("rules are found in", () => {
	it.each([
		["groups alone", "- name: {{ .Values.g }}\n  rules:\n  - alert: A\n    expr: up\n"],
		["rules alone", "{{- if .Values.x }}\n- alert: A\n  expr: up\n{{- end }}\n"],
		["a rule alone", "{{- if .Values.x }}\nalert: A\nexpr: up\n{{- end }}\n"],
		[
			"a resource without its head",
			'{{ include "head" . }}\nspec:\n  groups:\n  - name: g\n    rules:\n    - alert: A\n      expr: up\n',
		],
		[
			"a resource whose version is rendered",
			'apiVersion: {{ template "v" . }}\nkind: PrometheusRule\nspec:\n  groups:\n  - name: g\n    rules:\n    - alert: A\n      expr: up\n',
		],
		[
			"a definition",
			'{{- define "x.rules" -}}\ngroups:\n- name: g\n  rules:\n  - alert: A\n    expr: up\n{{- end -}}\n',
		],
		[
			"a raw string over lines",
			"{{- if .Values.x }}\ngroups:\n{{`\n- name: g\n  rules:\n  - alert: A\n    expr: up\n`}}\n{{- end }}\n",
		],
		[
			"a rule whose name is in branches of one line",
			"groups:\n- name: {{ .Values.x }}\n  rules:\n  - {{ if .Values.y }}alert: A{{ else }}alert: B{{ end }}\n    expr: up\n",
		],
		[
			"a ConfigMap",
			'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\ndata:\n  a.yaml: |\n    groups:\n      {{- range .Values.x }}\n      - name: {{ .name }}\n        rules:\n          - alert: A\n            expr: up{a="{{ .a }}"}\n      {{- end }}\n',
		],
	])("%s", (_, text) => {
		const model = parse(text);
		expect(model?.problems).toEqual([]);
		expect(model?.groups.flatMap(({ rules }) => rules.map(({ name }) => name?.value))).toEqual(["A"]);
	});
});

it("groups are found in both branches", () => {
	const groups = (name: string): string => `groups:\n- name: g\n  rules:\n  - alert: ${name}\n    expr: up\n`;
	const model = parse(`{{- if .Values.x }}\n${groups("A")}{{- else }}\n${groups("B")}{{- end }}\n`);
	expect(model?.problems).toEqual([]);
	expect(model?.groups.flatMap(({ rules }) => rules.map(({ name }) => name?.value))).toEqual(["A", "B"]);
});

describe("a position", () => {
	const file = ruleOf("expr: up\nfor: {{ .Values.for }}m\nkeep_firing_for: 5m");

	it.each(["{{ .Values.for", "m\n"])("where a completion would take an action with it is none: before %j", (part) => {
		expect(parse(file)?.hostPositionAt(file.indexOf(part))).toBeUndefined();
	});

	it("beside what is rendered is one", () => {
		expect(parse(file)?.hostPositionAt(file.indexOf("5m"))).toMatchObject({ kind: "value", key: "keep_firing_for" });
	});
});
