import { describe, expect, test } from "vitest";
import { applyAction, applyToExpression, rules } from "../../support/codeActions.ts";

type Row = readonly [expression: string, expected: string];

function checkRows(wanted: RegExp, rows: readonly Row[]): void {
	test.each(rows)("%s", (expression, expected) => {
		expect(applyToExpression(expression, wanted)).toBe(expected);
	});
}

describe("wrap in rate", () => {
	checkRows(/^Wrap in rate/, [
		["x_to<|>tal", "rate(x_total[5m])"],
		["<|>x_total > 1", "rate(x_total[5m]) > 1"],
		["x_total<|> > 1", "rate(x_total[5m]) > 1"],
		['sum(x{a<|>="b"})', 'sum(rate(x{a="b"}[5m]))'],
		['{"my.<|>counter", a="b"}', 'rate({"my.counter", a="b"}[5m])'],
		["x <|>offset 1h", "rate(x[5m] offset 1h)"],
		["x{} @ 12<|> offset 1h", "rate(x{}[5m] @ 12 offset 1h)"],
		["sum(<|>x<|>) / y", "sum(rate(x[5m])) / y"],
		["max_over_time((x<|>)[1h:])", "max_over_time((rate(x[5m]))[1h:])"],
		["job:x:<|>sum", "not offered"],
		["rate(<|>x[5m])", "not offered"],
		["<|>sum(x)", "not offered"],
		["absent(<|>x)", "absent(rate(x[5m]))"],
		["max_over_time(x<|>[1h:])", "not offered"],
		["x > <|>1", "not offered"],
		["x<|> >", "not offered"],
	]);

	test("its range holds four evaluations of a slow group", () => {
		expect(applyToExpression("x<|>", /^Wrap in rate/, "  interval: 2m\n")).toBe("rate(x[8m])");
		expect(applyToExpression("x<|>", /^Wrap in increase/, "  interval: 30s\n")).toBe("increase(x[5m])");
	});
});

describe("wrap in sum by", () => {
	checkRows(/^Wrap in sum by/, [
		["x<|>", "sum by (job) (x)"],
		["rate(x<|>[5m])", "sum by (job) (rate(x[5m]))"],
		['rate(x{code=~"5..",job="a"}<|>[5m])', 'sum by (code) (rate(x{code=~"5..",job="a"}[5m]))'],
		["sum by (a, b) (x) / rat<|>e(y[5m])", "sum by (a, b) (x) / sum by (a, b) (rate(y[5m]))"],
		["<|>sum by (a, b) (x)<|>", "sum by (a, b) (sum by (a, b) (x))"],
		["sum by (<|>a) (x)", "not offered"],
		["sum(rate(<|>x[5m]))", "not offered"],
		["vector(<|>1)", "not offered"],
		["rate(d_bucket<|>[5m])", "sum by (le, job) (rate(d_bucket[5m]))"],
		[
			"histogram_quantile(0.9, rate(d_bucket<|>[5m]))",
			"histogram_quantile(0.9, sum by (le, job) (rate(d_bucket[5m])))",
		],
		["-<|>(x + y)<|>", "-sum by (job) ((x + y))"],
		["<|>1", "not offered"],
	]);
});

test("sum by takes the labels that the alert's texts show, as far as the expression can have them", () => {
	const file = (expression: string) =>
		rules(
			"  - alert: A",
			`    expr: ${expression}`,
			"    annotations:",
			"      summary: '{{ $labels.pod }} of {{ $labels.job }} ({{ $labels.alertname }})'",
		);
	expect(applyAction(file("rate(x<|>[5m]) > 1"), /^Wrap in sum/)).toBe(file("sum by (pod, job) (rate(x[5m])) > 1"));
	expect(applyAction(file("abs<|>(max by (job, zone) (x)) > 1"), /^Wrap in sum/)).toBe(
		file("sum by (job, zone) (abs(max by (job, zone) (x))) > 1"),
	);
	expect(applyAction(file("abs<|>(max without (pod) (x)) > 1"), /^Wrap in sum/)).toBe(
		file("sum by (job) (abs(max without (pod) (x))) > 1"),
	);
});

describe("turn irate into rate", () => {
	checkRows(/^Turn irate/, [
		["ira<|>te(x[5m])", "rate(x[5m])"],
		["sum(irate(x[5m<|>])) / irate(y[5m])", "sum(rate(x[5m])) / irate(y[5m])"],
		["irate(x[5m]) / irat<|>e(y[5m])", "irate(x[5m]) / rate(y[5m])"],
		["rate(<|>x[5m])", "not offered"],
	]);
	test("all of them at once", () => {
		expect(applyToExpression("sum(irate(x<|>[5m])) / irate(y[5m])", /^Turn all 2/)).toBe(
			"sum(rate(x[5m])) / rate(y[5m])",
		);
	});
});

describe("switch by and without", () => {
	checkRows(/^Group/, [
		["sum b<|>y (a) (max by (a, b, c) (x))", "sum without (b, c) (max by (a, b, c) (x))"],
		["sum without<|> (b) (max by (a, b) (x))", "sum by (a) (max by (a, b) (x))"],
		["su<|>m(max by (a, b) (x)) by (a)", "sum(max by (a, b) (x)) without (b)"],
		["sum by<|> (a) (x)", "not offered"],
		["sum without<|> (a) (rate(x[5m]))", "not offered"],
		["topk(1, max by (a) (x<|>)) by (a)", "not offered"],
		["topk(1, max by (a, b) (x)) b<|>y (a)", "topk(1, max by (a, b) (x)) without (b)"],
	]);
});

describe("regular expressions that are equalities", () => {
	checkRows(/^Write as /, [
		['x{a=~<|>"foo"}', 'x{a="foo"}'],
		['x{a!~"f<|>oo"}', 'x{a!="foo"}'],
		['x{a=~"^foo$<|>"}', 'x{a="foo"}'],
		['x{a =~ "foo"<|>}', 'x{a = "foo"}'],
		['x{a=~ # why\n"^foo"<|>}', 'x{a= # why\n"foo"}'],
		['x{<|>a=~"10\\\\.0\\\\.0\\\\.1:9090"}', 'x{a="10.0.0.1:9090"}'],
		["x{a=~'<|>it\\'s'}", "x{a='it\\'s'}"],
		["x{a=~'<|>say \"\\\\.\"'}", "x{a='say \".\"'}"],
		["x{a=~`C:\\\\d\\.<|>`}", "x{a=`C:\\d.`}"],
		['x{a=~<|>""}', 'x{a=""}'],
		['x{a=~<|>"a.b"}', "not offered"],
		['x{a=~<|>"a|b"}', "not offered"],
		['x{a=~<|>"\\\\d"}', "not offered"],
		['x{a=~<|>"(?i)a"}', "not offered"],
		['x{a=~"foo\\\\$<|>"}', 'x{a="foo$"}'],
		['x{a=<|>"foo"}', "not offered"],
		['x{a!~"<|>"}', 'x{a!=""}'],
	]);
	test("all of them at once", () => {
		expect(applyToExpression('x{a=~<|>"b",c=~"d.*"} / y{a!~"b"}', /^Write all 2/)).toBe(
			'x{a="b",c=~"d.*"} / y{a!="b"}',
		);
	});
});

describe("a matcher in all selectors", () => {
	checkRows(/^Add/, [
		['x{<|>job="a"} / y', 'x{job="a"} / y{job="a"}'],
		['x{job<|>="a"} / y{b="c"}', 'x{job="a"} / y{b="c", job="a"}'],
		['x{job="a"<|>} / y{b="c",d="e"} / z{}', 'x{job="a"} / y{b="c",d="e",job="a"} / z{job="a"}'],
		['x{<|>job="a"} / y{job="b"}', "not offered"],
		['x{job=~"a.*"<|>} / {"y.z"}', 'x{job=~"a.*"} / {"y.z", job=~"a.*"}'],
		['sum(rate(x{<|>job="a"}[5m])) / sum(rate(y[5m]))', 'sum(rate(x{job="a"}[5m])) / sum(rate(y{job="a"}[5m]))'],
		['x{<|>job="a"}', "not offered"],
	]);
	describe("or out of them", () => {
		checkRows(/^Remove/, [
			['x{<|>job="a"} / y{job="a"}', "x / y"],
			['x{<|>job="a", b="c"} / y{b="c", job="a"}', 'x{b="c"} / y{b="c"}'],
			['x{<|>job="a",} / {"y.z",job="a"} / z', 'x / {"y.z"} / z'],
			['x{<|>job="a"} / {job="a"}', "not offered"],
			['x{<|>job="a"} / y{job="b"}', "not offered"],
			['x{<|>job="a",b="c",d="e"} / y{b="c",job="a",d="e"}', 'x{b="c",d="e"} / y{b="c",d="e"}'],
		]);
	});
});
