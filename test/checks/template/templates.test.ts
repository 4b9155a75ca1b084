import { describe, expect, test } from "vitest";
import type { Check } from "../../../server/checks/check.ts";
import { CheckRunner } from "../../../server/checks/run.ts";
import failsWhenExpanded from "../../../server/checks/template/failsWhenExpanded.ts";
import rawRate from "../../../server/checks/template/rawRate.ts";
import removedLabel from "../../../server/checks/template/removedLabel.ts";
import valueInLabel from "../../../server/checks/template/valueInLabel.ts";
import { createDocumentParser } from "../../../server/documents/registry.ts";
import { EXPANDED_TEMPLATES, withoutMarks } from "../../support/expandedTemplates.ts";

/** What `checks` mark in the template, each stretch between `»` and `«`. */
async function mark(checks: readonly Check[], expr: string, template: string, key = "annotations"): Promise<string> {
	const before = `groups:\n- name: g\n  rules:\n  - alert: A\n    expr: |-\n      ${expr}\n    ${key}:\n      text: |-\n        `;
	const text = `${before}${template}\n`;
	const runner = new CheckRunner({
		log: (line) => {
			throw new Error(line);
		},
		pause: () => Promise.resolve(),
		checks,
	});
	const source = { uri: "file:///rules.yaml", languageId: "yaml", version: 1, text };
	const model = createDocumentParser().parse(source);
	const result = model && (await runner.run(source, model, new AbortController().signal));
	let marked = template;
	const ids = checks.map(({ id }) => id);
	for (const { span } of (result?.problems ?? []).filter(({ code }) => ids.includes(code)).toReversed()) {
		const [start, end] = [span.start - before.length, span.end - before.length];
		marked = `${marked.slice(0, start)}»${marked.slice(start, end)}«${marked.slice(end)}`;
	}
	return marked;
}

describe("labels that the query removes", () => {
	test.each([
		["sum by (a) (x) > 0", "{{ $labels.a }} {{ »$labels.b« }}"],
		["sum by (a) (x) > 0", "{{ .Labels.a }} {{ »(.Labels).b« }}"],
		["sum by (a) (x) > 0", '{{ index $labels "a" }} {{ »index« .Labels "b" }}'],
		["sum by (a) (x) > 0", "{{ $l := .Labels }}{{ »$l.b« }}"],
		["sum by (a) (x) > 0", "{{ with $labels }}{{ .a }}{{ ».b« }}{{ end }}"],
		["sum by (a) (x) > 0", "{{ $labels.a | toUpper }} {{ »$labels.b« | toUpper }}"],
		["sum by (a) (x) > 0", "{{ if »$labels.b« }}{{ »$labels.b« }}{{ end }}"],
		["sum(x) > 0", "{{ »$.Labels.b« }}"],
		["sum without (a) (x) > 0", "{{ »$labels.a« }} {{ $labels.b }}"],
		["x * on (a) y > 0", "{{ $labels.a }} {{ »$labels.b« }}"],
		["x * on (a) group_left (c) y > 0", "{{ $labels.a }} {{ $labels.b }} {{ $labels.c }}"],
		["x * on (a) group_right () sum by (a) (y) > 0", "{{ $labels.a }} {{ »$labels.c« }}"],
		['absent(x{a="1", b=~"2"})', "{{ $labels.a }} {{ »$labels.b« }}"],
		["vector(1)", "{{ »$labels.a« }}"],
		["1 > bool 0", "{{ »$labels.a« }}"],
		["rate(x[5m]) > 0", "{{ »$labels.__name__« }} {{ $labels.a }}"],
		["x > 0", "{{ $labels.__name__ }} {{ $labels.a }}"],
		['x{a=""} > 0', "{{ »$labels.a« }}"],
		["histogram_quantile(0.9, x) > 0", "{{ »$labels.le« }}"],
		["sum by (a) (x) or sum(y)", "{{ »$labels.a« }}"],
		["sum by (a) (x) or sum(y)", "{{ if $labels.a }}{{ $labels.a }}{{ end }}"],
		["sum by (a) (x) or sum(y)", "{{ with $labels.a }}{{ . }}{{ end }}"],
		["(sum by (a) (x) or vector(0)) > 0", "{{ $labels.a }}"],
		["x and on () absent(y)", "{{ $labels.a }}"],
		["x unless on (b) sum by (b) (y)", "{{ $labels.a }}"],
		['count_values by (b) ("v", x) > 0', "{{ $labels.v }} {{ $labels.b }} {{ »$labels.c« }}"],
		["sum by (a) (x) > 0", "{{ $externalLabels.b }}{{ $value }}"],
		['sum(label_replace(x, "a", "b", "", "")) by (a) > 0', "{{ $labels.a }}"],
	])("%s", async (expr, marked) => {
		expect(await mark([removedLabel], expr, withoutMarks(marked))).toBe(marked);
	});

	test.each([
		'{{ range query "sum by (a) (x)" }}{{ .Labels.a }}{{ ».Labels.b« }}{{ end }}',
		'{{ with query "sum by (a) (x)" }}{{ . | first | label "a" }}{{ . | first | »label« "b" }}{{ end }}',
		'{{ $r := query "sum(x)" }}{{ range $r }}{{ ».Labels.a« }}{{ end }}',
		'{{ $q := printf "sum(x{a=%q})" $labels.a }}{{ range query $q }}{{ ».Labels.a« }}{{ end }}',
		'{{ (query "sum(x)" | first).Labels }}{{ »(query "sum(x)" | first).Labels.a« }}',
		'{{ range $i, $s := query "sum(x)" }}{{ »$s.Labels.a« }}{{ end }}',
		'{{ (index (query "sum by (a) (x)") 0).Labels.a }}',
		'{{ range query "x" }}{{ .Labels.a }}{{ end }}{{ $labels.b }}',
		'{{ range query "sum(" }}{{ .Labels.a }}{{ end }}',
		"{{ range query $labels.q }}{{ .Labels.a }}{{ end }}",
		'{{ define "t" }}{{ .Labels.a }}{{ end }}{{ template "t" . }}',
	])("in a query of the template: %s", async (marked) => {
		expect(await mark([removedLabel], "up == 0", withoutMarks(marked))).toBe(marked);
	});
});

describe("values in labels", () => {
	test.each([
		"{{ »$value« }}",
		"{{ ».Value« }}",
		"{{ »$value | humanize« }}",
		'{{ »printf "%f" .Value« }}',
		"{{ $v := $value }}{{ »$v« }}",
		"{{ with $value }}{{ ».« }}{{ end }}",
		'{{ $v := printf "%f" $value }}{{ if $labels.a }}{{ »$v« }}{{ end }}',
		'{{ »query "x" | first | value« }}',
		'{{ $v := "" }}{{ range query "x" }}{{ $v = .Value }}{{ end }}{{ »$v« }}',
		"{{ $labels }}",
		"{{ $labels.a }}",
		"{{ if gt $value 5.0 }}critical{{ else }}warning{{ end }}",
		"plain",
	])("%s", async (marked) => {
		expect(await mark([valueInLabel], "x > 0", withoutMarks(marked), "labels")).toBe(marked);
	});

	test("annotations may change", async () => {
		expect(await mark([valueInLabel], "x > 0", "{{ $value }}")).toBe("{{ $value }}");
	});
});

describe("rates with all their digits", () => {
	test.each([
		["rate(x[5m]) > 0", "{{ »$value« }}"],
		["irate(x[5m]) > 0", "{{ ».Value« }} a second"],
		["deriv(x[5m]) > 0", "{{ with $labels.a }}{{ »$value« }}{{ end }}"],
		["sum(rate(x[5m])) / sum(rate(y[5m])) > 0.1", "{{ »$value« }}"],
		["5 < rate(x[5m])", "{{ »$value« }}"],
		["rate(x[5m]) > 0", "{{ $v := $value }}{{ »$v« }}"],
		["rate(x[5m]) > 0", "{{ $value | humanize }} {{ humanizePercentage $value }}"],
		["rate(x[5m]) > 0", '{{ printf "%.2f" $value }} {{ $labels.a }}'],
		["round(rate(x[5m])) > 0", "{{ $value }}"],
		["count(rate(x[5m]) > 0) > 1", "{{ $value }}"],
		["x > rate(y[5m])", "{{ $value }}"],
		["x and rate(y[5m]) > 0", "{{ $value }}"],
		["rate(x[5m]) > bool 0 == 1", "{{ $value }}"],
		["x > 0", "{{ $value }}"],
		["increase(x[5m]) > 0", "{{ $value }}"],
	])("%s: %s", async (expr, marked) => {
		expect(await mark([rawRate], expr, withoutMarks(marked))).toBe(marked);
	});
});

describe("what fails when it is expanded", () => {
	test.each(EXPANDED_TEMPLATES)("%s", async (marked) => {
		expect(await mark([failsWhenExpanded], "x > 0", withoutMarks(marked))).toBe(marked);
	});

	test("what vmalert knows besides is let through", async () => {
		const template = "{{ .ActiveAt }} {{ .Expr | toUpper }}";
		expect(await mark([failsWhenExpanded], "x > 0", template)).toBe(template);
	});
});
