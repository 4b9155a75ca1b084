import { describe, expect, test } from "vitest";
import { markPromql } from "../support/promqlMarks.ts";

/** Expressions that Prometheus 3 takes, feature by feature. */
const table: Readonly<Record<string, string>> = {
	numbers: `
1
-1
+1
.5
5.
1.5e3
1e-3
0x1f
0X1F
0x_ff
0xdeadbeef
0xe
0x1e + 1
0755
08
1_000
1_0.5_0
Inf
-inf
+NaN
5m
1h30m
1 + 5m`,
	strings: String.raw`
"text"
'text'
"it's"
'say "x"'
'it\'s'
"\a\b\f\n\r\t\v\\\""
"\x41\101\u00e4\U0001F600"
"ä 😀"
"# no comment"`,
	"raw strings": "\n`text`\n`a\\d`\n`two`",
	"white space and comments": `
\t up  \r
up # a comment
up{ # a comment
  job = "api" , # and one more
}
sum ( # what
  up
)
rate(up[5m # minutes
])`,
	"metric names": `
up
job:errors:rate5m
:x
_
__name
a1
Inf_
infinity
NaNs`,
	"keywords as metrics": `
sum
by
without
and
or
unless
offset
start
end
step
range
min_of
max_of
anchored
smoothed
fill
fill_left + fill_right
count
SUM
limitk
sum offset 5m
offset offset 5m
and and and
or or or
by unless without
sum + sum(sum)
start @ start()
anchored anchored
offset{offset="x"}[5m]
topk{a="b"}
step[5m:1m]`,
	matchers: String.raw`
up{job="api"}
up{job!="api"}
up{job=~"api|web"}
up{job!~"api|web"}
up{}
up{job="api",}
up{job="api", job!="web", job=~".+"}
{job="api"}
{job=~".+"}
{job!~".*"}
{__name__="up"}
{__name__="up", __name__!="down"}
{__name__=~"up|down"}
{by="x", sum="y", offset="z", inf="i", on=""}
up{job=~"\\d+"}`,
	"UTF-8 names": String.raw`
{"my.metric"}
{"my.metric", job="api"}
{job="api", "my.metric"}
{"my.metric",}
{"a.b"="c"}
{"my.metric", "a.b"=~"c.*"}
up{"label.name"="x"}
up{'single'="x"}
{"a", "b"}
{"it's \"quoted\""}
sum by ("a.b") (up)
sum by ("a.b", c,) ({"my.metric"})
up * on ("a.b") group_left ("c.d") up
{"ä"}`,
	ranges: `
up[5m]
up[1h30m]
up[1y2w3d4h5m6s7ms]
up[300]
up[0.5]
up[ 5m ]
up{job="api"}[5m]
{job="api"}[5m]
{"my.metric"}[5m]`,
	subqueries: `
up[1h:5m]
up[1h:]
up[1h: 5m ]
up[3600:60]
rate(up[5m])[1h:]
(a + b)[1h:5m]
sum(up)[1h:]
vector(1h)[5m:]`,
	modifiers: `
up offset 5m
up offset -5m
up offset 0s
up offset 3600
up offset +5m
up OFFSET 5m
up[5m] offset 1h
up[1h:5m] offset 1h
up @ 1609746000
up @ -1.5
up @ +1e3
up @ 5m
up @ start()
up @ END()
up[5m] @ end()
up @ 1609746000 offset 5m
up offset 5m @ 1609746000
up[1h:] @ 1 offset 5m
up offset 5m [1h:]
up @ 1 [1h:]
up offset 0s offset 5m
(up offset 5m)
-up offset 5m
up offset 5m + 1
up offset 5m ^ 2`,
	"computed durations": `
up[5m * 2]
up[1h / 2]
up[1h % 7m]
up[2 ^ 3]
up[2 ^ 3 ^ 2]
up[-5m + 10m]
up[(5m)]
up[(5m + 1m) * 2]
up[step()]
up[STEP()]
up[ step ( ) ]
up[range() / 2]
up[min_of(5m, step())]
up[MAX_OF(5m, 2 * step())]
up[max_of(min_of(5m, 10m), step())]
up[1h + 5m : 1m * 2]
up[step() * 4:step()]
rate(up[5m]) or rate(up[step():])
up offset (1h / 2)
up offset -(1h / 2)
up offset step()
up offset -step()
up offset min_of(5m, step())
up offset --5m
up offset (1h) + 5m
up offset 1h / 2
up[5m / step()]
up[5m / (5m - 5m)]`,
	"extended ranges": `
rate(up[5m] anchored)
rate(up[5m] smoothed)
up smoothed
up anchored [5m]
rate(up[5m] anchored offset 5m)
rate(up[5m] offset 5m smoothed)`,
	operators: `
a + b - c * d / e % f ^ g atan2 h
a == b
a != b < c <= d > e >= f
a and b or c unless d
a </ 5
a >/ b
- a
-+-a
2 ^ -1
-1 ^ 2
1 == bool 1
1 > bool 2
a > 1
1 < a
a ATAN2 b
time() > bool 5`,
	matching: `
a + on (job) b
a + on () b
a + ignoring (job) b
a + on (job, instance,) b
a * on (job) group_left b
a * on (job) group_left () b
a * on (job) group_left (version) b
a * on (job) group_right (version) b
a * ignoring (job) group_right b
a * ignoring (job) group_left (job) b
a == bool on (job) b
a > bool ignoring (job) group_left b
a and on (job) b
a or ignoring (job) b
a unless on (start, end, bool, group_left, by) b
a * ON (job) GROUP_LEFT b
a + on () 1
a * on (a:b) c`,
	fill: `
a + fill(0) b
a + fill (0) b
a + fill(-1) b
a + fill(NaN) b
a + fill_left(0) b
a + fill_right(0) b
a + fill_left(0) fill_right(1) b
a + fill_right(0) fill_left(1) b
a > bool on (job) group_left fill(0) b
a * fill`,
	aggregations: `
sum(a)
sum by (job) (a)
sum(a) by (job)
sum without (job) (a)
sum by () (a)
sum by (job,) (a)
sum by (sum, by, on, offset, group_left, atan2) (a)
Sum BY (job) (a)
topk(3, a)
bottomk(time(), a)
quantile(0.9, a)
count_values("version", a)
topk by (job) (3, a)
limitk(3, a)
limit_ratio(-0.1, a)
group(a)
stddev(a) + stdvar(a) + avg(a) + min(a) + max(a) + count(a)
sum((a))
sum(a > 1)`,
	functions: `
rate(a[5m])
rate((a[5m]))
rate(a[1h:5m])
time()
pi() * 2
hour()
hour(a)
day_of_week(vector(time()))
round(a)
round(a, 0.1)
clamp(a, 0, scalar(b))
label_replace(a, "x", "$1", "y", "(.*)")
label_join(a, "x", ",", "y", "z", "w")
label_join(a, "x", ",")
histogram_quantile(0.9, sum by (le) (rate(a_bucket[5m])))
histogram_fraction(0, 0.2, a)
histogram_quantiles(a, "q", 0.5)
histogram_quantiles(a, "q", 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
sort_by_label(a)
sort_by_label_desc(a, "x", "y")
info(a)
info(a, {version=~".+"})
info(a, {})
info(a, {__name__="build_info"})
absent(a{job="api"})
quantile_over_time(0.9, a[1h])
predict_linear(a[1h], 4 * 3600)
double_exponential_smoothing(a[1h], 0.3, 0.3)
start() + end() + step() + range()
min_of(1, 2) + max_of(time(), 5)
scalar(a) + vector(1)
first_over_time(a[5m]) + ts_of_max_over_time(a[5m])
start_timestamp(a)
mad_over_time(a[1h])`,
};

/** Entries of a table; a line that goes on in the next one is joined with it. */
function readEntries(text: string): string[] {
	const entries: string[] = [];
	for (const line of text.split("\n").slice(1)) {
		const goesOn = /^[ })\]]/.test(line);
		if (goesOn && entries.length > 0) entries.push(`${entries.pop() ?? ""}\n${line}`);
		else entries.push(line);
	}
	return entries;
}

describe.each(Object.entries(table))("%s", (_, text) => {
	test.each(readEntries(text))("%s", (expression) => {
		expect(markPromql(expression)).toBe(expression);
	});
});

test("a string is a whole query, not a rule", () => {
	expect(markPromql('"text"', { role: "ruleExpression" })).toBe('"text"\n^^^^^^ promql/rule-result-type');
	expect(markPromql("up[5m]", { role: "ruleExpression" })).toBe("up[5m]\n^^^^^^ promql/rule-result-type");
	expect(markPromql("(up[1h:])", { role: "ruleExpression" })).toBe("(up[1h:])\n^^^^^^^^^ promql/rule-result-type");
	expect(markPromql("time()", { role: "ruleExpression" })).toBe("time()");
});
