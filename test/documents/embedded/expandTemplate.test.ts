import fc from "fast-check";
import { expect, test } from "vitest";
import {
	type ExpansionData,
	expandTemplate,
} from "../../../server/documents/embedded/goTemplate/expansion/expandTemplate.ts";
import { templateFunctions } from "../../../server/documents/embedded/goTemplate/functions.ts";
import { parseTemplate } from "../../../server/documents/embedded/goTemplate/parser.ts";
import { EXPANDED_ALERTS, failing } from "../../support/expandedAlerts.ts";

const labels = { __name__: "x", a: "v", host: "db.example.org:9100" };

function expand(template: string, data: Partial<ExpansionData> = {}) {
	const { nodes, problem } = parseTemplate(template);
	expect(problem).toBeUndefined();
	return expandTemplate(nodes, { labels, value: 2, results: new Map(), now: 1_800_000_000, ...data });
}

test.each(EXPANDED_ALERTS.map(({ template, value, text }) => [template, value, text] as const))(
	"%s of %s is %j",
	(template, value, text) => {
		const number = value === "+Inf" ? Number.POSITIVE_INFINITY : Number(value);
		const expansion = expand(template, {
			value: number,
			externalUrl: "",
			results: new Map([
				["x", [{ labels, value: number }]],
				["nothing", []],
			]),
		});
		expect(expansion.kind === "text" ? expansion.text : expansion.kind === "failed" ? failing : expansion).toBe(text);
	},
);

test("what a query finds is asked for first", () => {
	expect(expand('{{ with query "up" }}{{ . | first | value }}{{ end }}')).toEqual({ kind: "asks", query: "up" });
});

test("a query that fails fails the template where it stands, with what the server said", () => {
	const results = new Map([["up[", { failure: "The server rejected it." }]]);
	const template = 'a {{ query "up[" | first | value }}';
	expect(expand(template, { results })).toEqual({
		kind: "failed",
		message: "The server rejected it.",
		span: { start: template.indexOf("query"), end: template.indexOf(' "up') },
	});
});

test("what only the server knows is shown as it is written, whatever is made of it", () => {
	const template =
		"{{ $externalLabels.cluster }} {{ $externalLabels.cluster | toUpper }} {{ externalURL }} {{ .ExternalURL }}";
	expect(expand(template)).toEqual({
		kind: "text",
		text: "‹$externalLabels.cluster› ‹$externalLabels.cluster› ‹externalURL› ‹$externalURL›",
	});
	const externalLabels = new Map([["cluster", "eu"]]);
	expect(expand("{{ $externalLabels.cluster }}{{ .ExternalLabels.none }}", { externalLabels })).toEqual({
		kind: "text",
		text: "eu",
	});
});

test.each([
	['{{ define "t" }}{{ template "t" }}{{ end }}{{ template "t" }}', /calls itself/],
	[
		'{{ define "t" }}aaaaaaaaaa{{ template "u" }}{{ template "u" }}{{ end }}{{ define "u" }}{{ template "t" }}{{ template "t" }}{{ end }}{{ template "t" }}',
		/./,
	],
	[`{{ range 100000 }}${"long ".repeat(100)}{{ end }}`, /longer/],
])("%s ends", (template, message) => {
	const expansion = expand(template);
	expect(expansion.kind === "failed" ? expansion.message : expansion).toMatch(message);
});

test("a histogram that is no number and what is not a number are printed as Go does", () => {
	expect(expand("{{ $value }} {{ $value | humanize }} {{ if $value }}a{{ end }}", { value: Number.NaN })).toEqual({
		kind: "text",
		text: "NaN NaN a",
	});
});

test("a text that doubles in a loop ends", () => {
	const doubling = '{{ $x := "ab" }}{{ range 60 }}{{ $x = printf "%s%s" $x $x }}{{ end }}{{ $x }}';
	expect(expand(doubling)).toMatchObject({ kind: "failed", message: "The text becomes longer than is shown here." });
	const replacing = `{{ $x := printf "%900s%900s%900s" "a" "a" "a" }}{{ range 9 }}{{ $x = reReplaceAll "" $x $x }}{{ end }}`;
	expect(expand(replacing).kind).toBe("failed");
	expect(expand('{{ printf "%.999999999f" 0.1 }}')).toMatchObject({ kind: "text" });
});

/** Parts of actions, so that most of what is made of them can be read. */
const operand = fc.constantFrom(
	"$value",
	"$labels",
	"$labels.a",
	".",
	".Labels",
	"nil",
	"true",
	"5",
	"-1.5e3",
	'"%s %d %5.2f %q %v"',
	'"a(b)?"',
	"(index $labels)",
	'(query "x")',
	'(query "nothing")',
	"(args 1 2.5)",
	"$externalLabels.x",
);
const action = fc
	.tuple(
		fc.constantFrom(...templateFunctions.map(({ name }) => name)),
		fc.array(operand, { maxLength: 3 }),
		fc.constantFrom(...templateFunctions.map(({ name }) => name), ""),
	)
	.map(([name, operands, piped]) => `{{ ${name} ${operands.join(" ")}${piped === "" ? "" : ` | ${piped}`} }}`);
const value = fc.oneof(
	fc.double(),
	fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -0, 5e-324, Number.MAX_VALUE),
);

test("whatever a template asks for, expanding it ends in a text or says what fails", () => {
	fc.assert(
		fc.property(fc.array(action, { minLength: 1, maxLength: 3 }), value, (actions, number) => {
			const { nodes, problem } = parseTemplate(actions.join(""));
			fc.pre(problem === undefined);
			const results = new Map([
				["x", [{ labels, value: number }]],
				["nothing", []],
			]);
			const expansion = expandTemplate(nodes, { labels, value: number, results, now: 0 });
			expect(["text", "failed", "asks"]).toContain(expansion.kind);
		}),
	);
});
