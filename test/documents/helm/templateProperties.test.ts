import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DocumentModel } from "../../../server/documents/model.ts";
import { createDocumentParser } from "../../../server/documents/registry.ts";
import { promqlArbitrary } from "../../support/promqlArbitrary.ts";

const parse = (text: string, parser = createDocumentParser()): DocumentModel | undefined =>
	parser.parse({ uri: "file:///r.yaml", languageId: "yaml", version: 1, text });

interface PlainRule {
	readonly alert: string;
	readonly expr: string;
	readonly block: boolean;
	readonly severity: string;
	/** Of the summary: texts and actions for Prometheus by turns. */
	readonly summary: readonly string[];
	readonly wrap: number;
	readonly way: number;
	readonly brought: boolean;
}

const ruleArbitrary: fc.Arbitrary<PlainRule> = fc.record({
	alert: fc.stringMatching(/^[A-Z][A-Za-z]{0,8}$/),
	expr: promqlArbitrary().filter((expr) => !/[\n{}]{2}/.test(expr)),
	block: fc.boolean(),
	severity: fc.constantFrom("warning", "critical"),
	summary: fc.array(fc.constantFrom("on ", "{{ $labels.pod }}", " is ", "{{ $value | humanize }}", "%", '"quoted" '), {
		minLength: 1,
		maxLength: 5,
	}),
	wrap: fc.nat(4),
	way: fc.nat(3),
	brought: fc.boolean(),
});

const ruleLines = ({ alert, expr, block, severity, summary, way, brought }: PlainRule, helm: boolean): string => {
	const shown = summary.map((part) => (helm && part.startsWith("{{") ? escapeAction(part, way) : part)).join("");
	const lines = [
		`  - alert: ${alert}`,
		block ? `    expr: |-\n      ${expr}` : `    expr: '${expr.replaceAll("'", "''")}'`,
		"    labels:",
		`      severity: ${severity}`,
		...(helm && brought ? ["{{- with .Values.labels }}\n{{ toYaml . | indent 6 }}\n{{- end }}"] : []),
		"    annotations:",
		...(helm && brought ? ["      {{- toYaml .Values.annotations | nindent 6 }}"] : []),
		`      summary: |-\n        x ${shown}`,
	];
	return lines.join("\n");
};

/** The ways that charts have to pass an action on. */
function escapeAction(action: string, way: number): string {
	const inner = action.slice(2, -2);
	if (way === 0) return `{{\`${action}\`}}`;
	if (way === 1) return `{{ "${action}" }}`;
	if (way === 2) return `{{ "{{" }}${inner}{{ "}}" }}`;
	return `{{\`{{\`}}${inner}{{\`}}\`}}`;
}

function wrapRule(lines: string, way: number): string {
	if (way === 0) return lines;
	if (way === 1) return `{{- if not (.Values.disabled.X | default false) }}\n${lines}\n{{- end }}`;
	if (way === 2) return `  {{- range $name, $x := .Values.list }}\n${lines}\n  {{- end }}`;
	if (way === 3) return `{{- /* a note:\n  "of two lines */}}\n{{- $x := .Values.x }}\n${lines}`;
	return `{{- with .Values.other }}\n{{ toYaml . | indent 2 }}\n{{- else }}\n${lines}\n{{- end }}`;
}

const plain = (rules: readonly PlainRule[]): string =>
	`groups:\n- name: g\n  rules:\n${rules.map((rule) => ruleLines(rule, false)).join("\n")}\n`;
const templated = (rules: readonly PlainRule[]): string =>
	`{{- if .Values.on }}\ngroups:\n- name: g\n  rules:\n${rules.map((rule) => wrapRule(ruleLines(rule, true), rule.wrap)).join("\n")}\n{{- end }}\n`;

/** Each character of a region stands in the file, but for line breaks that a reader makes. */
function expectPlaced(model: DocumentModel | undefined, file: string): void {
	for (const { text, source = text, map, hostSpan } of model?.regions ?? []) {
		const shown = Array.from({ length: source.length }, (_, offset) => file[map.toHost(offset)]).join("");
		expect(shown.replaceAll(/\s/g, "")).toBe(source.replaceAll(/\s/g, ""));
		expect(hostSpan.end).toBeLessThanOrEqual(file.length);
	}
}

describe("rules in a template", () => {
	it("are those of the plain file, with the same texts and no problem of their own", () => {
		fc.assert(
			fc.property(fc.array(ruleArbitrary, { minLength: 1, maxLength: 4 }), (rules) => {
				const file = templated(rules);
				const [model, expected] = [parse(file), parse(plain(rules))];
				const names = (of: DocumentModel | undefined) =>
					of?.groups.flatMap((group) => group.rules.map(({ name }) => name?.value));
				const texts = (of: DocumentModel | undefined) =>
					of?.regions.filter(({ text }) => text.trim() !== "").map(({ language, text }) => [language, text.trim()]);
				expect(model?.problems).toEqual(expected?.problems);
				expect(names(model)).toEqual(names(expected));
				expect(texts(model)).toEqual(texts(expected));
				expectPlaced(model, file);
			}),
			{ numRuns: 150 },
		);
	});

	it("are the same whatever version of the file was read before", () => {
		const regionsOf = (model: DocumentModel | undefined) =>
			model?.regions.map(({ text, source, masks, hostSpan, context }) => ({ text, source, masks, hostSpan, context }));
		fc.assert(
			fc.property(
				fc.array(ruleArbitrary, { minLength: 1, maxLength: 3 }),
				fc.nat(),
				fc.nat(20),
				(rules, at, length) => {
					const parser = createDocumentParser();
					const file = templated(rules);
					parse(file, parser);
					const start = at % file.length;
					const edited = file.slice(0, start) + file.slice(start + length);
					expect(regionsOf(parse(edited, parser))).toEqual(regionsOf(parse(edited)));
				},
			),
			{ numRuns: 150 },
		);
	});
});

const written = `{{- /* note */ -}}
{{- define "x.rules" }}
- alert: {{ .name | title }}Down
  expr: sum by ({{ range .by }}{{ . }},{{ end }} pod) (up{job="{{ .job }}"}) > {{ .limit | default 5 }}
  for: {{ if .long }}1h{{ else }}5m{{ end }}
  labels: {{- toYaml .labels | nindent 4 }}
  annotations:
    a: {{ "{{ $labels.pod }}" | quote }} and {{ \`{{ $value }}\` }}
    b: >-
      on {{ "{{" }} $labels.pod {{ "}}" }}
{{- end }}
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: {{ .Release.Name }}
spec:
  groups:
  - name: g
    rules:
    - {{ if .a }}alert: A{{ else }}alert: B{{ end }}
      expr: |
        rate(x[{{ .w }}])
        {{- if .more }} > 1 {{- end }}
`;

/** What is shown to the user holds no stand-in, and what is told stands in the file. */
function expectWhole(text: string): void {
	const model = parse(text);
	const shown: string[] = [];
	for (const { span, message } of model?.problems ?? []) {
		shown.push(message);
		expect([span.start >= 0, span.start <= span.end, span.end <= text.length]).toEqual([true, true, true]);
	}
	for (const region of model?.regions ?? []) {
		shown.push(region.text, region.source ?? "", region.context.alert ?? "");
		expect(region.hostSpan.end).toBeLessThanOrEqual(text.length);
		const hosts = Array.from({ length: region.text.length + 1 }, (_, offset) => region.map.toHost(offset));
		expect(hosts.some((host, offset) => host < (hosts[offset - 1] ?? 0))).toBe(false);
	}
	for (const { name, labels, annotations } of model?.groups.flatMap(({ rules }) => rules) ?? []) {
		shown.push(name?.value ?? "", ...[...labels, ...annotations].flatMap(({ key, value }) => [key.value, value.value]));
	}
	expect(shown.join("")).not.toMatch(/[\uFDD0-\uFDD2]/);
}

describe("a template that is being written", () => {
	it("is read at every length", () => {
		for (let length = 0; length <= written.length; length++) expectWhole(written.slice(0, length));
	});

	it("is read whatever is taken out or put in", () => {
		const bits = [
			"{{",
			"}}",
			"{{-",
			"-}}",
			"`",
			'"',
			"'",
			"|",
			"{{ end }}",
			"{{ else }}",
			"\n",
			"  ",
			"- ",
			": ",
			"#",
			"/*",
		];
		const change = fc.record({ at: fc.nat(), taken: fc.nat(12), put: fc.constantFrom("", ...bits) });
		fc.assert(
			fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
				let text = written;
				for (const { at, taken, put } of changes) {
					const start = at % (text.length + 1);
					text = text.slice(0, start) + put + text.slice(start + taken);
				}
				expectWhole(text);
			}),
			{ numRuns: 200 },
		);
	});
});
