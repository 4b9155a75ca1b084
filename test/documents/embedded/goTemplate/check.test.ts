import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkGoTemplate } from "../../../../server/documents/embedded/goTemplate/check.ts";
import { templateFaults } from "../../../../server/documents/embedded/goTemplate/faults.ts";

/** The template, and under it the squiggle with its code; nothing under one that Prometheus takes. */
function render(template: string): string {
	const [problem] = checkGoTemplate(template);
	if (problem === undefined) return template;
	const { start, end } = problem.span;
	return `${template}\n${" ".repeat(start)}${"^".repeat(Math.max(1, end - start))} ${problem.code}`;
}

describe("templates that Prometheus takes", () => {
	test.each([
		"no action at all, only } and { and }}",
		"{{ $labels.instance }} of {{$labels.job}} is down",
		"{{- $value | humanize -}} requests",
		"{{ if gt $value 0.5 }}a{{ else if lt $value 0.1 }}b{{ else }}c{{ end }}",
		"{{ with $labels.team }}{{ . }}{{ else with $labels.owner }}{{ . }}{{ end }}",
		'{{ range query "up == 0" }}{{ .Labels.instance }} {{ end }}',
		'{{ range $i, $sample := query `up{job="a"}` }}{{ if $i }}{{ break }}{{ end }}{{ $sample.Value }}{{ else }}none{{ end }}',
		'{{ define "who" }}{{ . }}{{ end }}{{ template "who" $labels.team }}',
		'{{ block "who" $labels }}{{ .team }}{{ end }}',
		"{{/* who is paged */}}{{- /* and who is not */ -}}",
		"{{ $x := 1 }}{{ $x = 2 }}{{ $x }}",
		'{{ (query "up" | first).Labels.job }}',
		'{{ index $labels "foo-bar" }}',
		"{{ printf \"%.2f%%\" $value }}{{ 'a' }}{{ 0x1F }}{{ 1_000 }}{{ -1.5e-3 }}{{ 1+2i }}",
		"{{ if and (eq $labels.a `b`) (not true) }}{{ nil | print }}{{ end }}".replace("nil | print", "print nil"),
		'{{ `{{` }}{{ "}}" }}',
		"{{ $value | }}",
		"{{ now | toDuration | urlQueryEscape }}",
		"{{ $externalURL }}{{ $externalLabels.cluster }}{{ externalURL }}{{ $.Value }}",
	])("%s", (template) => {
		expect(render(template)).toBe(template);
	});
});

describe("templates that Prometheus rejects", () => {
	test.each([
		`
{{ $labels.instance is down
^^ template/unclosed-action`,
		`
{{ $labels.instance of {{ $labels.job }}
^^ template/unclosed-action`,
		`
{{ $labels.instance } is down
                    ^ template/unclosed-action`,
		`
{{ $labels.instance} is down
                   ^ template/unclosed-action`,
		`
{{ if $value }}high
^^^^^ template/missing-end`,
		`
{{ if $value }}{{ with $labels }}x{{ end }}
^^^^^ template/missing-end`,
		`
a{{ end }}
 ^^^^^^^^^ template/unexpected-end`,
		`
{{ if $value }}{{ else }}{{ else }}{{ end }}
                         ^^^^^^^^^^ template/unexpected-end`,
		`
{{ $value | humanise }}
            ^^^^^^^^ template/unknown-function`,
		`
{{ labels.job }}
   ^^^^^^ template/unknown-function`,
		`
{{ tmpl "x" . }}
   ^^^^ template/unknown-function`,
		`
{{ $label.job }}
   ^^^^^^ template/undefined-variable`,
		`
{{ define "x" }}{{ $labels.job }}{{ end }}
                   ^^^^^^^ template/undefined-variable`,
		`
{{ if $x := $value }}{{ end }}{{ $x }}
                                 ^^ template/undefined-variable`,
		`
{{ }}
^^^^^ template/missing-value`.replace("^^^^^ ", "  ^^^ "),
		`
{{ if }}x{{ end }}
     ^^^ template/missing-value`,
		`
{{ print "\\d" }}
         ^^^^ template/bad-string`,
		`
{{ print "a }}
         ^^^^^ template/bad-string`,
		`
{{ print 'ab' }}
         ^^^^ template/bad-string`,
		`
{{ gt $value 5m }}
             ^^ template/bad-number`,
		`
{{ print 089 }}
         ^^^ template/bad-number`,
		`
{{-}}
  ^ template/bad-number`,
		`
{{ print (1 }}
            ^^ template/unbalanced-parenthesis`,
		`
{{ print 1) }}
          ^ template/unbalanced-parenthesis`,
		`
{{/* open }}
^^^^ template/bad-comment`,
		`
{{ break }}
^^^^^^^^^^^ template/misplaced-keyword`,
		`
{{ if $value }}{{ define "x" }}{{ end }}{{ end }}
                  ^^^^^^ template/misplaced-keyword`,
		`
{{ if $labels.env == "prod" }}{{ end }}
                  ^ template/syntax`,
		`
{{ print "a", "b" }}
            ^ template/syntax`,
		`
{{ $labels.foo-bar }}
          ^^^^^ template/syntax`,
		`
{{ $value | 1 }}
            ^ template/syntax`,
		`
{{ template who }}
            ^^^ template/syntax`,
		`
é😀{{ $value ! }}
             ^ template/syntax`,
	])("%s", (marked) => {
		const [template = ""] = marked.slice(1).split("\n");
		expect(`\n${render(template)}`).toBe(marked);
	});
	test("twice-defined templates", () => {
		const template = '{{ define "x" }}1{{ end }}{{ define "x" }}2{{ end }}';
		expect(checkGoTemplate(template)[0]).toMatchObject({
			code: "template/repeated-definition",
			span: { start: template.lastIndexOf("{{ define"), end: template.lastIndexOf("{{ define") + 2 },
		});
		expect(checkGoTemplate('{{ define "x" }} {{ end }}{{ define "x" }}2{{ end }}')).toEqual([]);
	});
});

describe("messages name what was meant", () => {
	test.each([
		["{{ $value | humanise }}", "Did you mean “humanize”?"],
		["{{ $lables.job }}", "Did you mean “$labels”?"],
		["{{ labels.job }}", "Write $labels for the variable."],
		["{{ $labels.foo-bar }}", 'Write index $labels "foo-bar" instead.'],
		['{{ if $labels.env == "prod" }}{{ end }}', "Write eq $labels.job"],
		["{{ $value * 100 }}", "Calculate in the alert's expression"],
		['{{ define "x" }}{{ $labels.job }}{{ end }}', '{{template "name" $labels}}'],
		['{{ tmpl "x" . }}', "console pages only"],
		["{{ $labels.instance } is down", "Write }}."],
	])("%s", (template, words) => {
		expect(checkGoTemplate(template)[0]?.message).toContain(words);
	});
});

describe("every fault's page", () => {
	test.each(Object.entries(templateFaults))("%s", (code, { example }) => {
		expect(checkGoTemplate(example.bad).map((problem) => problem.code)).toEqual([code]);
		expect(checkGoTemplate(example.good)).toEqual([]);
	});
});

describe("any text at all", () => {
	const pieces = [
		"{{",
		"}}",
		"{{- ",
		" -}}",
		"(",
		")",
		"|",
		".x",
		"$x",
		":=",
		'"',
		"`",
		"'",
		"\\",
		"if",
		"else",
		"end",
		"range",
		" ",
		"é",
		"1",
		"/*",
		"*/",
	];
	test("gives at most one problem, within the text", () => {
		fc.assert(
			fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 30 }), (parts) => {
				const template = parts.join("");
				const problems = checkGoTemplate(template);
				expect(problems.length).toBeLessThanOrEqual(1);
				for (const { span } of problems) {
					expect(span.start).toBeGreaterThanOrEqual(0);
					expect(span.end).toBeGreaterThanOrEqual(span.start);
					expect(span.end).toBeLessThanOrEqual(template.length);
				}
			}),
		);
	});
	test.each([
		["parentheses", `{{ ${"(".repeat(20_000)}1${")".repeat(20_000)} }}`],
		["blocks", "{{ if . }}".repeat(20_000)],
		["else ifs", `{{ if . }}${"{{ else if . }}".repeat(20_000)}{{ end }}`],
		["a long number", `{{ print ${"1".repeat(200_000)} }}`],
		["many actions", "{{ $value }} x ".repeat(20_000)],
	])("is read without ado: %s", (_what, template) => {
		expect(() => checkGoTemplate(template)).not.toThrow();
	});
});
