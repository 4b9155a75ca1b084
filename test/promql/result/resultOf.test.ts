import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePromql } from "../../../server/promql/parse.ts";
import { describeQuantity } from "../../../server/promql/result/describeQuantity.ts";
import { factOf } from "../../../server/promql/result/labels.ts";
import { listLabels, metricNameOf } from "../../../server/promql/result/listLabels.ts";
import { resultOf } from "../../../server/promql/result/resultOf.ts";
import type { MetricDescription, ResultKnowledge } from "../../../server/promql/result/shape.ts";
import { walk } from "../../../server/promql/visit.ts";
import { labelledExpressionArbitrary } from "../../support/labelledSeries.ts";
import { promqlArbitrary } from "../../support/promqlArbitrary.ts";

const metadata: Readonly<Record<string, MetricDescription>> = {
	http_requests_total: { type: "counter", unit: "" },
	sent_bytes_total: { type: "counter", unit: "" },
	free_bytes: { type: "gauge", unit: "" },
	size_bytes: { type: "gauge", unit: "" },
	lat_seconds_bucket: { type: "histogram", unit: "" },
	lat_seconds_count: { type: "histogram", unit: "" },
	lat_seconds_sum: { type: "histogram", unit: "" },
	lat_seconds: { type: "histogram", unit: "" },
	gc_seconds: { type: "summary", unit: "" },
	started: { type: "gauge", unit: "seconds" },
	pod_info: { type: "info", unit: "" },
};

const recorded: Readonly<Record<string, readonly (readonly [expression: string, labels?: Record<string, string>])[]>> =
	{
		"job:errors:rate5m": [["sum by (job, code) (rate(http_requests_total[5m]))", { team: "web" }]],
		"two:ways": [['sum by (job) (up{zone="a"})'], ['max by (job, pod) (up{job!=""})', { kind: "b" }]],
		"of:recorded": [["sum by (job) (job:errors:rate5m)"]],
		"bare:vector": [["up", { instance: "" }]],
		"round:one": [["sum by (a) (round:two)"]],
		"round:two": [["sum by (a, b) (round:one)"]],
		"self:made": [["self:made or sum by (job) (up)"]],
		"one:number": [["42"]],
	};

const knowledge: ResultKnowledge = {
	metadata: (name) => metadata[name],
	recorded: (name) =>
		(recorded[name] ?? []).map(([text, labels]) => ({
			expression: parsePromql(text).expression,
			labels: new Map(Object.entries(labels ?? {})),
		})),
};

function shapeOf(text: string) {
	const parsed = parsePromql(text);
	expect(parsed.wellFormed, text).toBe(true);
	return resultOf(parsed.expression, knowledge);
}

/** `+a="x"` is sure, `?b` possible, `-c` never there; `…` where others may be there, `name` where the name may be kept. */
function renderLabels(text: string): string {
	const shape = shapeOf(text);
	const { sure, possible, never, others } = listLabels(shape);
	const write = (sign: string) => (name: string) => {
		const values = factOf(shape.labels, name).values;
		return `${sign}${name}${values === undefined ? "" : `=${values.join("|")}`}`;
	};
	const { presence, values } = metricNameOf(shape);
	const metric = { sure: [`name=${values?.join("|") ?? "any"}`], possible: ["name?"], never: [] }[presence];
	const listed = [...sure.map(write("+")), ...possible.map(write("?")), ...never.map(write("-"))];
	return [
		...metric,
		...listed,
		...(others === "possible" ? ["…"] : []),
		...(shape.empty === "possible" ? [] : [shape.empty]),
	]
		.map((word) => ({ never: "(never empty)", always: "(always empty)" })[word] ?? word)
		.join(" ");
}

describe.each<[string, readonly (readonly [expression: string, labels: string])[]]>([
	[
		"a selector",
		[
			["up", "name=up …"],
			['up{job="api"}', "name=up +job=api …"],
			['up{job=""}', "name=up -job …"],
			['up{job!=""}', "name=up +job …"],
			['up{job!="api"}', "name=up …"],
			['up{job=~".+"}', "name=up +job …"],
			['up{job=~".*"}', "name=up ?job …"],
			['up{job=~"a|b"}', "name=up +job=a|b …"],
			['up{job=~"a|"}', "name=up ?job=a …"],
			['up{job=~""}', "name=up -job …"],
			['up{job!~""}', "name=up +job …"],
			['up{job!~"a.*"}', "name=up …"],
			['up{job!~".*"}', "name=up +job …"],
			['up{job!~".+"}', "name=up -job …"],
			['up{job=~"a|b", job!="a"}', "name=up +job=a|b …"],
			['up{job=~"a|b", job="b"}', "name=up +job=b …"],
			['up{job="a", job="b"}', "name=up -job … (always empty)"],
			['up{job="", job!=""}', "name=up -job … (always empty)"],
			['{__name__=~"a|b"}', "name=a|b …"],
			['{job="api"}', "name? +job=api …"],
			['{"my.metric", "the.label"="x"}', "name=my.metric +the.label=x …"],
			['up{job="api"} offset 5m', "name=up +job=api …"],
			["lat_seconds_bucket", "name=lat_seconds_bucket +le …"],
			["other_bucket", "name=other_bucket …"],
			["ALERTS", "name=ALERTS +alertname +alertstate=pending|firing …"],
			['ALERTS{alertstate="firing"}', "name=ALERTS +alertname +alertstate=firing …"],
			["ALERTS_FOR_STATE", "name=ALERTS_FOR_STATE +alertname …"],
		],
	],
	[
		"a function",
		[
			['rate(http_requests_total{code="500"}[5m])', "+code=500 …"],
			['last_over_time(up{job="a"}[5m])', "name=up +job=a …"],
			["max_over_time(up[5m])", "…"],
			["max_over_time(up[1h:5m])", "…"],
			["sort(up)", "name=up …"],
			["abs(up)", "…"],
			["timestamp(up)", "…"],
			["vector(1)", "(never empty)"],
			["hour()", ""],
			["hour(up)", "…"],
			['absent(up{job="api", zone=~"a|b", x=""})', "+job=api"],
			['absent(up{job="a", job="b"})', "(never empty)"],
			['absent((up{job="api"}))', "+job=api"],
			['absent(sum(up{job="api"}))', ""],
			['absent_over_time(up{job="api"}[5m])', "+job=api"],
			['absent_over_time(up{job="api"}[5m:])', ""],
			["absent(vector(1))", "(always empty)"],
			["histogram_quantile(0.9, rate(lat_seconds_bucket[5m]))", "-le …"],
			["histogram_quantile(0.9, sum by (le, job) (rate(lat_seconds_bucket[5m])))", "?job -le"],
			['histogram_quantiles(lat_seconds, "q", 0.5, 0.9)', "+q -le …"],
			["info(sum by (job) (up))", "?job …"],
			['info(sum by (job) (up), {version=~".+"})', "?job ?version"],
			['info(up{job="a", zone=""})', "name=up +job=a ?zone …"],
		],
	],
	[
		"relabelling",
		[
			['label_replace(up, "host", "$1", "instance", "(.*):.*")', "name=up ?host …"],
			['label_replace(up, "team", "web", "", "")', "name=up ?team …"],
			['label_replace(up, "team", "web", "job", ".*")', "name=up +team=web …"],
			['label_replace(up, "team", "web", "job", "a.*")', "name=up ?team …"],
			['label_replace(up{team=""}, "team", "web", "job", "a.*")', "name=up ?team=web …"],
			['label_replace(up{job="api"}, "team", "web", "job", "a.*")', "name=up +job=api +team=web …"],
			['label_replace(up{job="web"}, "team", "x", "job", "a.*")', "name=up +job=web …"],
			['label_replace(up{job=~"a|b"}, "service", "$1", "job", "(.*)")', "name=up +job=a|b +service=a|b …"],
			['label_replace(up, "service", "$1", "job", "(.+)")', "name=up ?service …"],
			['label_replace(up, "service", "", "job", ".*")', "name=up -service …"],
			['label_replace(up, "service", "s-$1", "job", "(.*)")', "name=up +service …"],
			['label_replace(up, "service", "$é", "job", "(.*)")', "name=up ?service …"],
			['label_replace(up, "__name__", "down", "job", ".*")', "name=down …"],
			['label_join(up, "target", "/", "job", "instance")', "name=up +target …"],
			['label_join(up, "target", "", "job", "instance")', "name=up ?target …"],
			['label_join(up{job="a", zone=~"x|y"}, "t", "-", "job", "zone")', "name=up +job=a +zone=x|y +t=a-x|a-y …"],
			['label_join(up{a="", b=""}, "t", "", "a", "b")', "name=up -a -b -t …"],
			['label_join(up, "t", "-")', "name=up -t …"],
		],
	],
	[
		"an aggregation",
		[
			['sum(up{job="a"})', ""],
			['sum by (job, zone) (up{job="a", pod="p"})', "+job=a ?zone"],
			['sum by (zone) (up{zone=""})', "-zone"],
			['sum without (pod) (up{job="a", pod="p"})', "+job=a -pod …"],
			["sum by (__name__) (up)", "name=up"],
			["topk by (zone) (3, up)", "name=up …"],
			["quantile by (job) (0.9, up)", "?job"],
			['count_values("version", build)', "+version"],
			['count_values by (job) ("version", build)', "?job +version"],
			['count_values without (version) ("version", build)', "-version …"],
			["count(vector(1))", "(never empty)"],
			['limitk(2, up{job="a"})', "name=up +job=a …"],
		],
	],
	[
		"a binary operator",
		[
			['up{job="a"} * 2', "+job=a …"],
			['up{job="a"} > 2', "name=up +job=a …"],
			["2 < up", "name=up …"],
			["up > bool 2", "…"],
			["1 + 2", "(never empty)"],
			['up{job="a"} + down{zone="b"}', "+job=a +zone=b …"],
			['up{job="a"} > down{zone="b"}', "name=up +job=a +zone=b …"],
			['up{job="a"} + down{job="b"}', "-job … (always empty)"],
			['up{job="a"} and down{job=""}', "name=up -job … (always empty)"],
			['up{job="a"} + on (job, zone) down{pod="x"}', "+job=a ?zone"],
			['up{job="a"} > on (zone) down', "?zone"],
			["up + ignoring (zone) down", "-zone …"],
			['up * on (job) group_left (team) owner{team!=""}', "+team ?job …"],
			['up > on (job) group_left (team) owner{team=""}', "name=up ?job -team …"],
			['up{a="x"} * on (job) group_right (a) owner', "+a=x ?job …"],
			["up + on (job) group_left (__name__) owner", "name=owner ?job …"],
			["sum by (job) (up) + sum by (zone) (up)", "-job -zone"],
			['sum by (job) (up) and on (job) up{job=~"a|b"}', "+job=a|b"],
			["sum by (job) (up) or sum by (zone) (up)", "?job ?zone"],
			['up{job="a"} or up{job="b"}', "name=up +job=a|b …"],
			['up{job="a"} or vector(0)', "name? ?job=a … (never empty)"],
			['up{job="a"} unless on (zone) up{zone="b"}', "name=up +job=a …"],
			["up </ 2", "name? …"],
			['up{job="a", zone="z"} + on (job) fill (0) down{job="a"}', "+job=a"],
			['sum by (job) (up{job="a"}) + fill_left (0) up{zone="b"}', "+zone=b …"],
			['sum by (job) (up{job="a"}) + fill_left (0) up', "?job …"],
			["-up", "…"],
			["+up", "name=up …"],
			['(up{job="a"})', "name=up +job=a …"],
			['up{job="a"}[5m]', "name=up +job=a …"],
		],
	],
	[
		"a recording rule",
		[
			["job:errors:rate5m", "name=job:errors:rate5m +team=web ?job ?code"],
			['job:errors:rate5m{code=~"5.."}', "name=job:errors:rate5m +code +team=web ?job"],
			["two:ways", "name=two:ways ?job ?pod ?kind=b"],
			["sum by (job, code) (of:recorded)", "?job -code"],
			["bare:vector", "name=bare:vector -instance …"],
			["round:one", "name=round:one ?a"],
			["self:made", "name=self:made ?job …"],
			["one:number", "name=one:number"],
			['job:errors:rate5m{team="db"}', "name=job:errors:rate5m +team=db ?job ?code"],
			// The selector's own word counts for more: the series may come from elsewhere.
			['job:errors:rate5m{pod="x"}', "name=job:errors:rate5m +team=web +pod=x ?job ?code"],
		],
	],
])("the labels of %s", (_, rows) => {
	test.each(rows)("%s", (expression, labels) => {
		expect(renderLabels(expression).split(" ").sort()).toEqual(labels.split(" ").sort());
	});
});

test.each([
	["http_requests_total", "counter"],
	["rate(http_requests_total[5m])", "per second"],
	["rate(sent_bytes_total[5m])", "bytes per second"],
	["rate(sent_bytes_total[5m]) * 8", "bits per second"],
	["increase(sent_bytes_total[1h])", "change in bytes over the range"],
	["sum by (job) (rate(sent_bytes_total[5m]))", "bytes per second"],
	["free_bytes", "bytes"],
	["free_bytes / size_bytes", "ratio"],
	["free_bytes / size_bytes * 100", "percent"],
	["100 * (1 - free_bytes / size_bytes)", "percent"],
	["100 - 100 * free_bytes / size_bytes", "percent"],
	["free_bytes / 1024 / 1024", "mebibytes"],
	["free_bytes / 1024", "kibibytes"],
	["free_bytes / 1000", "kilobytes"],
	["free_bytes * 3", "gauge"],
	["free_bytes * 3 / 3", "bytes"],
	["deg(asin(wind_ratio))", "degrees"],
	["latency_milliseconds / 1000", "seconds"],
	["latency_milliseconds + latency_seconds", undefined],
	["rate(sent_bytes_total[5m]) * 8 / 1000 / 1000", "megabits per second"],
	["free_bytes + size_bytes", "bytes"],
	["free_bytes + started", "gauge"],
	["free_bytes / started", undefined],
	["free_bytes / rate(sent_bytes_total[5m])", undefined],
	['rate(http_requests_total{code="500"}[5m]) / rate(http_requests_total[5m])', "ratio"],
	['sum(rate(x_total{code="500"}[5m])) / sum(rate(x_total[5m]))', "ratio"],
	["rate(errors_total[5m]) / rate(requests_total[5m])", undefined],
	["rate(lat_seconds_sum[5m]) / rate(lat_seconds_count[5m])", "seconds"],
	["lat_seconds_bucket", "histogram buckets, counter"],
	["sum by (le) (rate(lat_seconds_bucket[5m]))", "histogram buckets, per second"],
	["sum by (job) (rate(lat_seconds_bucket[5m]))", "per second"],
	["histogram_quantile(0.9, sum by (le) (rate(lat_seconds_bucket[5m])))", "seconds"],
	["histogram_quantile(0.9, rate(unheard_of_seconds_bucket[5m]))", "seconds"],
	["histogram_quantile(0.9, rate(lat_seconds[5m]))", "seconds"],
	["rate(lat_seconds[5m])", "histogram per second"],
	["histogram_count(rate(lat_seconds[5m]))", "per second"],
	["histogram_fraction(0, 1, rate(lat_seconds[5m]))", "ratio"],
	["gc_seconds", "quantiles, seconds"],
	["sum(gc_seconds)", undefined],
	["started", "seconds"],
	["time() - process_start_time_seconds", "seconds"],
	["(time() - process_start_time_seconds) / 3600", "hours"],
	["time()", "Unix timestamp in seconds"],
	["timestamp(up)", "Unix timestamp in seconds"],
	["count(up)", "count"],
	["count by (job) (up == 0)", "count"],
	["free_bytes > 5", "bytes"],
	["5 < free_bytes", "bytes"],
	["free_bytes > bool 5", "0 or 1"],
	["avg(free_bytes > bool 5)", "ratio"],
	["sum(free_bytes > bool 5)", "count"],
	["avg_over_time((free_bytes > bool 5)[1h:])", "ratio"],
	["free_bytes and size_bytes", "bytes"],
	["sum(rate(sent_bytes_total[5m])) or vector(0)", "bytes per second"],
	["free_bytes * on (pod) group_left (node) pod_info", "bytes"],
	["absent(up)", "always 1"],
	["group by (job) (up)", "always 1"],
	["up", "0 or 1"],
	["sum(up)", "count"],
	["up + up", "count"],
	["up - up", "gauge"],
	["up + 1", "gauge"],
	["up + free_bytes", "gauge"],
	["avg(up)", "ratio"],
	["avg_over_time(up[1d]) * 100", "percent"],
	["sum_over_time(up[1h])", "count"],
	["sum_over_time(free_bytes[1h])", undefined],
	["rate(up[5m])", "per second"],
	["delta(x_timestamp_seconds[1h])", "change in seconds over the range"],
	["time() - ALERTS_FOR_STATE", "seconds"],
	["free_bytes * on (pod) group_left group by (pod) (up)", "bytes"],
	['100 - avg(rate(node_cpu_seconds_total{mode="idle"}[5m])) * 100', "percent"],
	['1 - avg(rate(node_cpu_seconds_total{mode="idle"}[5m]))', "seconds per second"],
	["stdvar(free_bytes)", undefined],
	["sqrt(free_bytes)", undefined],
	["something_else", undefined],
	["something_seconds", "seconds"],
	["job:errors:rate5m", "per second"],
	["-free_bytes", "bytes"],
	["rate(rate(sent_bytes_total[5m])[1h:])", undefined],
])("what the values of %s are", (expression, words) => {
	expect(describeQuantity(shapeOf(expression).quantity)).toBe(words);
});

test("each claim says what decided it, and where", () => {
	const text = 'sum by (job) (up{zone="a"} > 1) * on (job) group_left (team) owner';
	const { labels } = shapeOf(text);
	const tell = (name: string): string => {
		const { reason } = factOf(labels, name);
		return `${reason.text}: ${text.slice(reason.span.start, reason.span.end)}`;
	};
	expect(tell("zone")).toBe("removed by sum by (job): by (job)");
	expect(tell("team")).toBe("taken over by group_left (team): group_left (team)");
	expect(tell("__name__")).toBe("removed by sum by (job): by (job)");
	const recording = factOf(shapeOf("job:errors:rate5m").labels, "zone").reason;
	expect(recording).toMatchObject({ rule: "job:errors:rate5m", span: { start: 0, end: 17 } });
});

const anyExpression = fc.oneof(promqlArbitrary(), labelledExpressionArbitrary());

test("half-written and cut text has a result that claims nothing untrue of its kind", () => {
	fc.assert(
		fc.property(anyExpression, fc.double({ min: 0, max: 1, noNaN: true }), (text, share) => {
			const cut = text.slice(0, Math.floor(text.length * share));
			const { expression } = parsePromql(cut);
			for (const part of walk(expression)) {
				const shape = resultOf(part, knowledge);
				if (shape.valueType === "scalar") expect(shape.empty).toBe("never");
				for (const { reason } of shape.labels.named.values()) expect(reason.span.end).toBeLessThanOrEqual(cut.length);
			}
		}),
		{ numRuns: 300 },
	);
});

test("parentheses and a plus sign change nothing", () => {
	fc.assert(
		fc.property(promqlArbitrary({ depth: 2 }), (text) => {
			const plain = renderLabels(text);
			expect(renderLabels(`(${text})`)).toBe(plain);
			expect(renderLabels(`+(${text})`)).toBe(plain);
		}),
		{ numRuns: 300 },
	);
});

test("grouping twice by the same labels is the same as once", () => {
	fc.assert(
		fc.property(labelledExpressionArbitrary(2), (text) => {
			if (shapeOf(text).valueType !== "vector") return;
			expect(renderLabels(`sum by (job, zone) (sum by (job, zone) (${text}))`)).toBe(
				renderLabels(`sum by (job, zone) (${text})`),
			);
		}),
		{ numRuns: 200 },
	);
});

test("long, deep and wide expressions take their time in proportion", () => {
	const wide = `up{${Array.from({ length: 5000 }, (_, index) => `l${index}="x"`).join(",")}}`;
	const long = Array.from({ length: 3000 }, () => wide.slice(0, 200).replace(/,[^,]*$/, "}")).join(" + ");
	const deep = `${"(".repeat(400)}up${")".repeat(400)}`;
	for (const text of [wide, long, deep, `${wide} + ${wide}`])
		expect(resultOf(parsePromql(text).expression).valueType).toBe("vector");
	const rules: ResultKnowledge = {
		metadata: () => undefined,
		recorded: (name) => {
			const number = Number(name.slice(1));
			return Array.from({ length: 10 }, (_, index) => ({
				expression: parsePromql(`r${number + 1} + r${number + index + 1}`).expression,
				labels: new Map(),
			}));
		},
	};
	expect(resultOf(parsePromql("r0").expression, rules).labels.others.presence).toBe("possible");
});
