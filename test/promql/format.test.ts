import { describe, expect, test } from "vitest";
import { type FormatOptions, formatPromql } from "../../server/promql/format/format.ts";
import { shapeOf } from "../support/promqlShape.ts";

/** Formats both the text and the result: the second pass must change nothing, and both must mean the same. */
function checkFormat(text: string, expected: string, options: FormatOptions = {}): void {
	expect(formatPromql(text, options)).toBe(expected);
	expect(formatPromql(expected, options)).toBe(expected);
	expect(shapeOf(expected)).toBe(shapeOf(text));
}

/** A text over several lines, without the indentation of this file. */
function lines(text: string): string {
	const rows = text.split("\n").slice(1, -1);
	const margin = Math.min(...rows.filter((row) => row.trim() !== "").map((row) => row.length - row.trimStart().length));
	return rows.map((row) => row.slice(margin)).join("\n");
}

describe("an expression that fits stays on one line", () => {
	test.each([
		["sum(foo)", "sum(foo)"],
		["  sum ( foo )\n", "sum(foo)"],
		["a+b", "a + b"],
		["a-b", "a - b"],
		["-a", "-a"],
		["- -1", "--1"],
		["a - - 1", "a - -1"],
		["a ^-1", "a ^ -1"],
		["2*a", "2 * a"],
		["a   AND   b", "a and b"],
		["a atan2 b", "a atan2 b"],
		["a>bool b", "a > bool b"],
		["a==bool on(x,y)b", "a == bool on (x, y) b"],
		["a*on(x)group_left b", "a * on (x) group_left () b"],
		["a*ignoring(x)group_right(y,z)b", "a * ignoring (x) group_right (y, z) b"],
		["a + on (x) fill_left(-1)fill_right(2) b", "a + on (x) fill_left (-1) fill_right (2) b"],
		["a+fill( 0 )b", "a + fill (0) b"],
		["sum by(x)(a)", "sum by (x) (a)"],
		["sum(a)by(x,)", "sum by (x) (a)"],
		["SUM(a) BY (By)", "sum by (By) (a)"],
		["sum(sum(a) by (x)) without (y)", "sum without (y) (sum by (x) (a))"],
		["sum by () (a)", "sum by () (a)"],
		['topk(3,a)by("my.label")', 'topk by ("my.label") (3, a)'],
		['count_values("v",a)', 'count_values("v", a)'],
		['up { job = "a" , instance =~ "b" , }', 'up{job="a",instance=~"b"}'],
		["up{}", "up"],
		["sum{}", "sum{}"],
		['{job="a"}', '{job="a"}'],
		["{'my.metric', \"a b\"!='c'}", "{'my.metric',\"a b\"!='c'}"],
		["{ 'up' , }", "{'up'}"],
		["up [ 5m ]", "up[5m]"],
		["up[ 5m : 1m ]", "up[5m:1m]"],
		["up[5m:]", "up[5m:]"],
		["up[5m*2:step()]", "up[5m * 2:step()]"],
		["up[-5m+(STEP ( )*2)]", "up[-5m + (step() * 2)]"],
		["up[min_of(5m,1h)]", "up[min_of(5m, 1h)]"],
		["up offset-5m", "up offset -5m"],
		["up offset 5m @1.5", "up @ 1.5 offset 5m"],
		["up OFFSET 5m @ START( )", "up @ start() offset 5m"],
		["rate(up[5m] offset 1h anchored @ end())", "rate(up[5m] anchored @ end() offset 1h)"],
		["max_over_time(a[5m:] offset 1h @ 5)", "max_over_time(a[5m:] @ 5 offset 1h)"],
		["up offset -(5m*2)", "up offset -(5m * 2)"],
		["time( )", "time()"],
		["clamp(a,0,+Inf)", "clamp(a, 0, +Inf)"],
		["a > - Inf", "a > -Inf"],
		["0x1F + 1e+3 + .5 + 5. + 1_000 + 1h30m + nan", "0x1F + 1e+3 + .5 + 5. + 1_000 + 1h30m + nan"],
		["label_replace(a,'b','$1',\"c\",`(.*)\\d`)", "label_replace(a, 'b', '$1', \"c\", `(.*)\\d`)"],
		["( ( a ) )", "((a))"],
		["offset offset 5m", "offset offset 5m"],
		["by or BY", "by or BY"],
	])("%s", (text, expected) => {
		checkFormat(text, expected);
	});
});

describe("what is longer than the width is broken as Prometheus does it", () => {
	test.each([
		[
			"an aggregation",
			'sum(errors:rate10s{job="s"}) without(job,foo)',
			'sum without (job, foo) (\n  errors:rate10s{job="s"}\n)',
		],
		[
			"an aggregation with a parameter",
			'topk(10, errors:rate10s{job="s"})',
			'topk(\n  10,\n  errors:rate10s{job="s"}\n)',
		],
		["a call", "sum_over_time(foo[1m])", "sum_over_time(\n  foo[1m]\n)"],
		["arguments", "clamp_max(long_metric_name, 5)", "clamp_max(\n  long_metric_name,\n  5\n)"],
		["operands", "foo_1 + foo_2", "  foo_1\n+\n  foo_2"],
		[
			"the operator's words",
			"foo_1 == bool on (x) group_left (y) foo_2",
			"  foo_1\n== bool on (x) group_left (y)\n  foo_2",
		],
		["a chain", "foo_1 + foo_2 + foo_3", "    foo_1\n  +\n    foo_2\n+\n  foo_3"],
		["a chain with a part that fits", "foo + baar + foo_3", "  foo + baar\n+\n  foo_3"],
		["parentheses", "((_foo_long_))", "(\n  (\n    _foo_long_\n  )\n)"],
		["a sign", "-rate(foo_long[1m])", "-rate(\n  foo_long[1m]\n)"],
		["a signed operation", "-foo_1 ^ foo_2", "-foo_1\n^\n  foo_2"],
		["a subquery", "max_over_time(rate(foo_long[1m])[1m:])", "max_over_time(\n  rate(\n    foo_long[1m]\n  )[1m:]\n)"],
		[
			"no selector",
			'long_metric{job="a",instance="b"}[5m] offset 5m',
			'long_metric{job="a",instance="b"}[5m] offset 5m',
		],
	])("%s", (_, text, expected) => {
		checkFormat(text, expected, { width: 10 });
	});

	test("at 100 bytes, without the indentation", () => {
		const name = "x".repeat(48);
		checkFormat(`${name} + ${name}a`, `${name} + ${name}a`);
		checkFormat(`${name} + ${name}ab`, `  ${name}\n+\n  ${name}ab`);
		const accents = `{a="${"é".repeat(45)}"}`;
		checkFormat(`${accents} + a`, `${accents} + a`);
		checkFormat(`${accents} + abc`, `  ${accents}\n+\n  abc`);
	});

	test("with another indentation", () => {
		checkFormat("rate(foo_long[1m]) / 2", "\t\trate(\n\t\t\tfoo_long[1m]\n\t\t)\n\t/\n\t\t2".replaceAll(/^\t/gm, ""), {
			width: 10,
			indent: "\t",
		});
	});

	test("with the first line at the margin", () => {
		checkFormat(
			"sum by (job) (rate(a[5m])) / on (job) b > 0.5 or c and d_long_name",
			lines(`
				sum by (job) (
				  rate(a[5m])
				)
				/ on (job)
				b
				>
				0.5
				or
				    c
				  and
				    d_long_name
			`),
			{ width: 12, flush: true },
		);
	});
});

describe("comments are kept", () => {
	test.each([
		["before the whole", "#a\n# b\n  foo", "#a\n# b\nfoo"],
		["behind the whole", "foo # a", "foo # a"],
		["after the whole", "foo\n\n# a\n# b\n", "foo\n# a\n# b"],
		["behind an operand", "foo # a\n+ bar", "  foo # a\n+\n  bar"],
		["behind an operator", "foo + # a\nbar", "  foo\n+ # a\n  bar"],
		["before an operand", "foo +\n# a\nbar", "  foo\n+\n  # a\n  bar"],
		["before an operator", "foo\n# a\n+ bar", "  foo\n# a\n+\n  bar"],
		["before the first operand", "# a\nfoo + # b\nbar", "# a\n  foo\n+ # b\n  bar"],
		["inside parentheses", "(# a\nfoo # b\n# c\n)# d", "( # a\n  foo # b\n  # c\n) # d"],
		["behind an argument", "clamp(foo # a\n, 0 # b\n, 1 # c\n)", "clamp(\n  foo, # a\n  0, # b\n  1 # c\n)"],
		["behind a comma", "clamp(foo, # a\n 0,1)", "clamp(\n  foo, # a\n  0,\n  1\n)"],
		["two behind one argument", "round(foo # a\n, # b\n1)", "round(\n  foo, # a\n  # b\n  1\n)"],
		["in empty parentheses", "time(# a\n)", "time( # a\n)"],
		[
			"between matchers",
			'up{ # a\njob="b", # c\n# d\npod="e", # f\n}',
			'up{ # a\n  job="b", # c\n  # d\n  pod="e" # f\n}',
		],
		["in braces that would go", "up{ # a\n}", "up{ # a\n}"],
		["behind braces that go", "up{} # a", "up # a"],
		["between a selector and its range", "rate(foo # a\n[5m])", "rate(\n  foo # a\n    [5m]\n)"],
		["in a modifier", "foo offset # a\n5m", "foo offset # a\n  5m"],
		["in a sign", "- # a\nfoo", "- # a\nfoo"],
		["around a grouping that moves", "sum(foo) # a\nby (x) # b\n+ 1", "  sum by (x) (foo) # a\n# b\n+\n  1"],
		["before a grouping that moves", "sum(foo)\n# a\nby (x)", "# a\nsum by (x) (foo)"],
		["behind a modifier that moves", "1 + foo offset 5m # a\n@ 5 # b\n+ 1", "  1 + foo @ 5 offset 5m # a\n# b\n+\n  1"],
		["behind group_left", "a * on (x) group_left # a\nb", "  a\n* on (x) group_left () # a\n  b"],
		["inside matching labels", "a + on (x, # a\ny) b", "  a\n+ on (x, # a\n  y)\n  b"],
		["with a carriage return", "foo # a\r\n+ bar", "  foo # a\n+\n  bar"],
		["that look like code", 'foo # + bar"\n+ "#" == bool 1'.replace('"#" == bool 1', "1"), '  foo # + bar"\n+\n  1'],
	])("%s", (_, text, expected) => {
		checkFormat(text, expected);
	});

	test("a hash inside quotes is no comment", () => {
		checkFormat('up{job="#a",pod=`#\n`}', 'up{job="#a",pod=`#\n`}');
	});
});

describe("what is not sound is left alone", () => {
	test.each([
		["sum("],
		["foo bar"],
		[""],
		["# only a comment"],
		["foo +"],
		["foo{a}"],
		["(foo) offset 5m"],
		["$__interval"],
	])("%s", (text) => {
		expect(formatPromql(text)).toBeUndefined();
	});

	test("faults in the types alone do not matter", () => {
		checkFormat('rate( "a" )', 'rate("a")');
	});
});

describe("size is bounded", () => {
	test.each([
		["parentheses", `${"(".repeat(10_000)}1${")".repeat(10_000)}`],
		["operands", Array.from({ length: 10_000 }, () => "a").join(" + ")],
		["signs", `${"-".repeat(10_000)}1`],
		[
			"a long list deep inside",
			`${"abs(".repeat(250)}f(${Array.from({ length: 20_000 }, () => "1").join()}${")".repeat(251)}`,
		],
	])("too many %s are left alone", (_, text) => {
		expect(formatPromql(text)).toBeUndefined();
	});

	test("a long list of comments takes time in proportion", () => {
		const comments = Array.from({ length: 20_000 }, () => "# a\n").join("");
		checkFormat(`up\n${comments}`, `up\n${comments.trimEnd()}`);
	});
});
