import { describe, expect, test } from "vitest";
import { readCursor } from "../support/cursor.ts";
import { ALL_HOSTS } from "../support/hosts.ts";
import { createDocument, createTestService } from "../support/testService.ts";

const service = createTestService();

/** The file with `[…]` around what is read and `<…>` around what is written, as long as there is anything. */
function highlightsAt(marked: string): string | undefined {
	const { text, offset } = readCursor(marked);
	const highlights = service.highlights(createDocument(text), offset);
	expect(service.logged).toEqual([]);
	if (highlights.length === 0) return undefined;
	return highlights.reduceRight((shown, { span, kind }) => {
		const [open, close] = kind === "write" ? "<>" : "[]";
		const word = shown.slice(span.start, span.end);
		return `${shown.slice(0, span.start)}${open}${word}${close}${shown.slice(span.end)}`;
	}, text);
}

describe.each(ALL_HOSTS)("in a scalar that is $name", ({ wrap, holds }) => {
	test.each(
		(
			[
				["fo<|>o + bar + sum(foo{foo=`foo`})", "[foo] + bar + sum([foo]{foo=`foo`})"],
				["foo<|>{a=`b`} / foo", "[foo]{a=`b`} / [foo]"],
				[
					"sum by (j<|>ob) (rate(up{job=`a`}[5m])) * on (job) job",
					"sum by ([job]) (rate(up{[job]=`a`}[5m])) * on ([job]) job",
				],
				["up * on (a) group_left (b<|>) c{b=`x`}", "up * on (a) group_left ([b]) c{[b]=`x`}"],
				["ra<|>te(a[5m]) + rate(b[5m])", "[rate][(]a[5m][)] + rate(b[5m])"],
				["sum(rate(a[5m])<|>) + sum(b)", "[sum][(]rate(a[5m])[)] + sum(b)"],
				["sum by (job) (<|> a)", "[sum] by (job) [(] a[)]"],
				["sum(rate(f<|>oo", "sum(rate([foo]"],
				["sum b<|>y (job) (a)", undefined],
				["a + 5<|>", undefined],
				["up{job=`a<|>b`} + ab", undefined],
			] as const
		).filter(([written]) => holds(written)),
	)("%s", (expression, expected) => {
		expect(highlightsAt(wrap(expression))).toBe(expected && wrap(expected));
	});
});

test("a recorded metric, wherever it is used and where it is recorded", () => {
	const file = (marks: readonly [string, string, string]): string =>
		`groups:
  - name: a
    rules:
      - record: ${marks[0]}
        expr: sum(up)
  - name: b
    rules:
      - alert: job:up:sum
        expr: ${marks[1]} > 1
      - record: other
        expr: other{job="job:up:sum"} + ${marks[2]}
`;
	const expected = file(["<job:up:sum>", "[job:up:sum]", "[job:up:sum]"]);
	expect(highlightsAt(file(["job:<|>up:sum", "job:up:sum", "job:up:sum"]))).toBe(expected);
	expect(highlightsAt(file(["job:up:sum", "job:up:sum<|>", "job:up:sum"]))).toBe(expected);
	expect(highlightsAt(file(["job:up:sum", "job:up:sum", "<|>job:up:sum"]))).toBe(expected);
});

test("a label in the expression and in the templates of its rule", () => {
	const file = (marks: readonly [string, string, string, string]): string =>
		`groups:
  - name: a
    rules:
      - alert: One
        expr: sum by (${marks[0]}, job) (up)
        labels:
          team: '{{ $labels.${marks[1]} }}'
        annotations:
          summary: "instance {{ .Labels.${marks[2]} }} {{ index $labels \\"${marks[3]}\\" }} {{ $labels.job }}"
      - alert: Two
        expr: sum by (instance) (up)
        annotations:
          summary: "{{ $labels.instance }}"
`;
	const x = "instance";
	const expected = file([`[${x}]`, `[${x}]`, `[${x}]`, `[${x}]`]);
	expect(highlightsAt(file([`in<|>stance`, x, x, x]))).toBe(expected);
	expect(highlightsAt(file([x, `in<|>stance`, x, x]))).toBe(expected);
	expect(highlightsAt(file([x, x, `in<|>stance`, x]))).toBe(expected);
	expect(highlightsAt(file([x, x, x, `in<|>stance`]))).toBe(expected);
});

test("a template's variable in this template alone", () => {
	const file = (first: string, second: string): string =>
		`groups:
  - name: a
    rules:
      - alert: One
        expr: up
        annotations:
          summary: '{{ ${first} }} {{ ${second} | humanize }}'
          description: '{{ $value }}'
`;
	expect(highlightsAt(file("$va<|>lue", "$value"))).toBe(file("[$value]", "[$value]"));
});

test("nothing elsewhere", () => {
	expect(highlightsAt("gro<|>ups:\n  - name: g\n    rules: []\n")).toBeUndefined();
	expect(highlightsAt("a: u<|>p\n")).toBeUndefined();
});

test("a metric that stands in an expression more often than a call can have arguments", () => {
	const text = `groups:\n  - name: g\n    rules:\n      - record: a:b\n        expr: ${"x+".repeat(150_000)}x\n`;
	expect(service.highlights(createDocument(text), text.indexOf("x+"))).toHaveLength(150_001);
});
