import { beforeAll, describe, expect, test } from "vitest";
import { checkGoTemplate } from "../../server/documents/embedded/goTemplate/check.ts";
import { templateFaults } from "../../server/documents/embedded/goTemplate/faults.ts";
import { templateFunctions } from "../../server/documents/embedded/goTemplate/functions.ts";
import { checkRules } from "../support/promtool.ts";

/** What real Prometheus and we must agree about; older than Go 1.23 is the one in Debian, so no `else with`. */
const templates: readonly string[] = [
	...Object.values(templateFaults).flatMap(({ example }) => [example.bad, example.good]),
	...templateFunctions.filter(({ since = "0" }) => !since.startsWith("3.")).map(({ name }) => `{{ ${name} }}`),
	"{{ tmpl }}",
	"{{ toJson . }}",
	"{{ $labels.instance }} {{$value | humanize}} {{ $externalLabels.a }} {{ $externalURL }} {{ $.Labels }}",
	"{{ $ }}{{ $.x }}{{ $labels.a.b }}",
	"{{ .Foo.Bar }}",
	"{{ $labels.foo-bar }}",
	"{{ $value * 100 }}",
	"{{ $value == 1 }}",
	"{{ if $value }}a{{ else if .x }}b{{ else }}c{{ end }}",
	"{{ if $value }}a{{ else }}b{{ else }}c{{ end }}",
	"{{ with $x := .Labels }}{{ $x }}{{ end }}{{ $x }}",
	"{{ range $i, $e := .x }}{{ $i }}{{ $e }}{{ continue }}{{ end }}",
	"{{ range $i, $e, $f := .x }}{{ end }}",
	"{{ range $i, }}{{ end }}",
	"{{ $a, $b := .x }}",
	"{{ $undeclared = 1 }}{{ $undeclared }}",
	"{{ define `a` }}{{ $value }}{{ end }}",
	"{{ define `a` }}{{ $.x }}{{ end }}{{ template `a` . }}",
	"{{ block `a` $labels }}{{ .x }}{{ end }}",
	"{{ block `a` }}{{ end }}",
	"{{ define a }}{{ end }}",
	"{{ template a }}",
	"{{ template `a` . | print }}",
	"{{/* a */}}{{- /* b */ -}}",
	"{{ /* a */ }}",
	"{{/* a */ }}",
	"{{- $value -}}",
	"{{-$value}}",
	"{{-3}}",
	"{{ -}}",
	"{{}}",
	"{{ $value | }}",
	"{{ | $value }}",
	"{{ $value | 1 }}",
	"{{ () }}",
	"{{ (query `up` | first).Labels.job }}",
	"{{ (print 1 }}",
	"{{ print 1) }}",
	'{{ "a\\qb" }}',
	'{{ "\\x41\\u00e9\\101" }}',
	"{{ `a\nb` }}",
	'{{ "a\nb" }}',
	"{{ 'a' }}{{ 'é' }}",
	"{{ 'ab' }}",
	"{{ 0x1F }}{{ 1_000 }}{{ 0b1 }}{{ 1e3 }}{{ 1+2i }}",
	"{{ 089 }}",
	"{{ 18446744073709551616 }}",
	"{{ 5m }}",
	"{{ true.x }}",
	"{{ nil }}",
	"{{ print 1,2 }}",
	"{{ print `a``b` }}",
	"{{ break }}",
	"{{ range .x }}{{ break }}{{ end }}",
	"{{ end }}",
	"{{ else }}",
	"{{ if .x }}",
	"{{ $value",
	"{{ $value }",
	"{ { $value } }",
	"}} $value {{ `}}` }}",
	"{{ é }}",
	"{{ $é := 1 }}{{ $é }}",
	"{{ € }}",
];

const rejected = new Map<number, string>();
beforeAll(async () => {
	const rules = templates.map((template) => ({ alert: "A", expr: "up", annotations: { text: template } }));
	const { output } = await checkRules(JSON.stringify({ groups: [{ name: "g", rules }] }));
	for (const [, rule = "", message = ""] of output.matchAll(/rule (\d+), "A": annotation "text": (template: .*)/g)) {
		rejected.set(Number(rule) - 1, message);
	}
	// Had promtool not read the file at all, everything would seem right to it.
	if (rejected.size === 0) throw new Error(output);
});

describe("promtool takes and rejects the same templates", () => {
	test.each(templates.map((template, index) => [template, index] as const))("%j", (template, index) => {
		const [problem] = checkGoTemplate(template);
		expect({ rejected: problem !== undefined, said: rejected.get(index) }).toEqual({
			rejected: rejected.has(index),
			said: rejected.get(index),
		});
	});
});
