import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ALL_HOSTS, HOSTS } from "../support/hosts.ts";
import { createDocument, createTestService } from "../support/testService.ts";

const service = createTestService();

interface Shown {
	readonly word: string;
	readonly type: string;
}

/** Every token of the file with its text, in order. */
function tokensOf(text: string): readonly Shown[] {
	const tokens = service.semanticTokens(createDocument(text)) ?? [];
	expect(service.logged).toEqual([]);
	let end = 0;
	for (const token of tokens) {
		expect(token.start, "tokens are in order and do not overlap").toBeGreaterThanOrEqual(end);
		end = token.end;
		expect(text.slice(token.start, token.end), "no token is longer than a line").not.toMatch(/[\r\n]/);
	}
	return tokens.map(({ start, end, type }) => ({ word: text.slice(start, end), type }));
}

/** `type word` for each token of the expression; the other expression of the file is left out. */
const inExpression = (text: string): readonly string[] =>
	tokensOf(text)
		.slice(text.includes("before:it") ? 2 : 0)
		.map(({ type, word }) => `${type} ${word}`);

describe.each(ALL_HOSTS)("in a scalar that is $name", ({ wrap, holds }) => {
	test.each([
		["rate(x_total[5m])", ["function rate", "variable x_total", "number 5m"]],
		["sum by (job, le) (up)", ["method sum", "keyword by", "property job", "property le", "variable up"]],
		[
			"up{job=`a`,env!~`b.*`}",
			["variable up", "property job", "operator =", "string `a`", "property env", "operator !~", "regexp `b.*`"],
		],
		["a:b + 1.5e3 ^ Inf", ["variable a:b", "operator +", "number 1.5e3", "operator ^", "number Inf"]],
		[
			"a and on (x) group_left (y) b",
			["variable a", "keyword and", "keyword on", "property x", "keyword group_left", "property y", "variable b"],
		],
		["up > bool 0", ["variable up", "operator >", "keyword bool", "number 0"]],
		["up offset -1h", ["variable up", "keyword offset", "operator -", "number 1h"]],
		["up @ end()", ["variable up", "operator @", "function end"]],
		["rate(x[max_of(step(), 1m):])", ["function rate", "variable x", "function max_of", "function step", "number 1m"]],
		["sum + by", ["variable sum", "operator +", "variable by"]],
		["up{sum=`x`}", ["variable up", "property sum", "operator =", "string `x`"]],
		["sum by (sum) (up)", ["method sum", "keyword by", "property sum", "variable up"]],
		["{`my.metric`,`a.b`=`c`}", ["variable `my.metric`", "property `a.b`", "operator =", "string `c`"]],
		// Half-written.
		["sum by (jo", ["method sum", "keyword by", "property jo"]],
		["rate(up{job=", ["function rate", "variable up", "property job", "operator ="]],
		["rate(up{jo", ["function rate", "variable up", "property jo"]],
		["rate(a b", ["function rate", "variable a", "variable b"]],
		["nope(up", ["function nope", "variable up"]],
		["up + )rate(x", ["variable up", "operator +", "function rate", "variable x"]],
	])("%s", (expression, expected) => {
		if (holds(expression)) expect(inExpression(wrap(expression))).toEqual(expected);
	});
});

test("comments, and texts over several lines, give one token a line", () => {
	const text = `groups:
  - name: g
    rules:
      - record: r
        expr: |
          # first
          foo{a=\`one
            two\`} # last
      - record: s
        expr: "foo{a='one
          two'}"
`;
	expect(tokensOf(text).map(({ type, word }) => `${type} ${word}`)).toEqual([
		"comment # first",
		"variable foo",
		"property a",
		"operator =",
		"string `one",
		"string two`",
		"comment # last",
		"variable foo",
		"property a",
		"operator =",
		"string 'one",
		"string two'",
	]);
});

test("templates: keywords, functions, variables, fields, texts, numbers, comments", () => {
	const text = `groups:
  - name: g
    rules:
      - alert: A
        expr: up
        annotations:
          plain: sum by (job) (up)
          summary: '{{ if gt $value 1.5 }}{{ $labels.job | printf "%s" }}{{- else -}}{{ nope . }}{{ end }}{{/* why */}}'
          broken: "{{ $labels.job | "
`;
	expect(tokensOf(text).map(({ type, word }) => `${type} ${word}`)).toEqual([
		"variable up",
		...["operator {{", "keyword if", "function gt", "variable $value", "number 1.5", "operator }}"],
		...[
			"operator {{",
			"variable $labels",
			"property job",
			"operator |",
			"function printf",
			'string "%s"',
			"operator }}",
		],
		...["operator {{-", "keyword else", "operator -}}"],
		...["operator {{", "function nope", "variable .", "operator }}"],
		...["operator {{", "keyword end", "operator }}", "comment {{/* why */}}"],
		...["operator {{", "variable $labels", "property job", "operator |"],
	]);
});

test("a range gets the tokens that it touches, and no others", () => {
	const text = HOSTS[3]?.wrap("foo +\nbar +\nbaz") ?? "";
	const start = text.indexOf("bar");
	const tokens = service.semanticTokens(createDocument(text), { start, end: start + 5 }) ?? [];
	expect(tokens.map((token) => text.slice(token.start, token.end))).toEqual(["bar", "+"]);
	expect(service.semanticTokens(createDocument(text), { start: 0, end: 5 })).toEqual([]);
});

test("any range gives the same tokens as the whole file there", () => {
	const text = HOSTS.map(({ wrap }) => wrap("sum by (job) (rate(foo{a=`b`}[5m]))").replace("groups:\n", "")).join("");
	const file = createDocument(`groups:\n${text.split("apiVersion")[0]}`);
	const all = service.semanticTokens(file) ?? [];
	expect(all.length).toBeGreaterThan(50);
	fc.assert(
		fc.property(fc.nat(file.text.length), fc.nat(500), (start, length) => {
			const span = { start, end: Math.min(start + length, file.text.length) };
			const expected = all.filter((token) => token.start < span.end && span.start < token.end);
			expect(service.semanticTokens(file, span)).toEqual(expected);
		}),
	);
});

test("a file of another kind has no answer, so that others may answer", () => {
	expect(service.semanticTokens(createDocument("services:\n  web:\n    image: x\n"))).toBeUndefined();
});
