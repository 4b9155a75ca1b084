import { describe, expect, test } from "vitest";
import { readSpecs } from "../../../server/scaffold/slo/conversion/readSpecs.ts";
import { writeAnswers } from "../../../server/scaffold/slo/conversion/specAnswers.ts";

/** What is read of each objective: the answers that "Add SLO" would have been given, or the line and the reason. */
function read(text: string, others: readonly string[] = []): readonly string[] {
	return readSpecs(text, others).map(({ tool, service, name, meaning }) => {
		if (meaning.kind === "refused") {
			return `${tool} line ${text.slice(0, meaning.at.start).split("\n").length}: ${meaning.reason}`;
		}
		const { kind, objective, period, ...rest } = writeAnswers(meaning.slo);
		const usual = ["service", "name", "countedBy=label", "histogram=classic", "counts=bad"];
		const told = Object.entries(rest).flatMap(([key, value]) =>
			value === "" || usual.includes(key) || usual.includes(`${key}=${value}`) ? [] : [`${key}=${value}`],
		);
		return `${tool} ${service}/${name}: ${kind} ${objective} ${period} ${told.join(" ")}`.trim();
	});
}

function sloth(sli: string, objective = "99.9"): string {
	return `version: prometheus/v1
service: api
slos:
  - name: availability
    objective: ${objective}
    sli:
${sli}
    alerting: { name: HighErrorRate }
`;
}

const events = (errors: string, total: string): string =>
	sloth(`      events:\n        error_query: '${errors}'\n        total_query: '${total}'`);

describe("Sloth", () => {
	test.each([
		[
			"errors of the counter of requests",
			events('sum(rate(r_total{job="api",code=~"5.."}[{{.window}}]))', 'sum(rate(r_total{job="api"}[{{ .window }}]))'),
			'Sloth api/availability: availability 99.9 30d selector=job="api" metric=r_total errors=code=~"5.."',
		],
		[
			"a counter of its own",
			events('sum(rate(e_total{job="api"}[{{.window}}]))', 'sum(rate(r_total{job="api"}[{{.window}}]))'),
			'Sloth api/availability: availability 99.9 30d selector=job="api" metric=r_total countedBy=errorCounter counter=e_total{job="api"}',
		],
		[
			"a counter without matchers beside one with some",
			events("sum(rate(e_total[{{.window}}]))", 'sum(rate(r_total{job="api"}[{{.window}}]))'),
			'Sloth api/availability: correctness 99.9 30d countedQuery=sum(rate(e_total[{{.window}}])) totalQuery=sum(rate(r_total{job="api"}[{{.window}}]))',
		],
		[
			"grouped queries",
			events('sum by (zone) (rate(r_total{c="5"}[{{.window}}]))', "sum by (zone) (rate(r_total[{{.window}}]))"),
			'Sloth api/availability: availability 99.9 30d metric=r_total errors=c="5" grouping=zone',
		],
		[
			"all but the fast ones",
			events(
				'(sum(rate(d_count{v!="W"}[{{.window}}])) - sum(rate(d_bucket{le="0.4",v!="W"}[{{.window}}])))',
				'sum(rate(d_count{v!="W"}[{{.window}}]))',
			),
			'Sloth api/availability: latency 99.9 30d selector=v!="W" metric=d threshold=0.4',
		],
		[
			"an alternative of nothing",
			events(
				"sum_over_time((count(a < 0.75))[{{.window}}:]) OR on() vector(0)",
				"sum_over_time((count(a))[{{.window}}:])",
			),
			"Sloth api/availability: correctness 99.9 30d countedQuery=sum_over_time((count(a < 0.75))[{{.window}}:]) OR on() vector(0)",
		],
		[
			"a rate over an increase",
			events("sum(rate(e_total[{{.window}}]))", "sum(increase(r_total[{{.window}}]))"),
			"Sloth api/availability: correctness 99.9 30d countedQuery=sum(rate(e_total[{{.window}}])) totalQuery=sum(increase",
		],
		[
			"a difference that is not of the total",
			events("sum(rate(a_total[{{.window}}])) - sum(rate(b_total[{{.window}}]))", "sum(rate(c_total[{{.window}}]))"),
			"Sloth api/availability: correctness 99.9 30d countedQuery=sum(rate(a_total[{{.window}}])) - sum(rate(b_total[{{.window}}])) totalQuery=sum(rate(c_total[{{.window}}]))",
		],
		[
			"comments and line breaks",
			sloth(
				'      events:\n        error_query: |\n          # what is bad\n          sum(\n            increase(a_total{p="#"}[{{.window}}])\n          ) + sum(rate(b_total[{{.window}}]))\n        total_query: sum(rate(c_total[{{.window}}]))',
			),
			'Sloth api/availability: correctness 99.9 30d countedQuery=sum( increase(a_total{p="#"}[{{.window}}]) ) + sum(rate(b_total[{{.window}}])) totalQuery=sum(rate(c_total[{{.window}}]))',
		],
		[
			"a raw ratio that is recorded for each window",
			sloth("      raw: { error_ratio_query: 'sum(a:b:ratio_rate{{.window}}) / 1' }"),
			"Sloth api/availability: correctness 99.9 30d countedQuery=sum(a:b:ratio_rate{{.window}}) / 1",
		],
		[
			"a raw ratio over a window",
			sloth("      raw: { error_ratio_query: 'avg(avg_over_time(a:b:ratio[{{.window}}]))' }"),
			"Sloth api/availability: correctness 99.9 30d countedQuery=avg(avg_over_time(a:b:ratio[{{.window}}])) totalQuery=(avg(avg_over_time(a:b:ratio[{{.window}}]))) >= bool 0",
		],
		[
			"a plugin",
			sloth("      plugin: { id: sloth-common/x }"),
			"Sloth line 7: The SLI is written by the plugin sloth-common/x",
		],
		[
			"no sum",
			events("rate(e_total[{{.window}}])", "rate(r_total[{{.window}}])"),
			"Sloth line 8: The query gives a series for each set of labels",
		],
		[
			"a range of its own",
			events("sum(rate(e_total[5m])) + sum(rate(f_total[5m]))", "sum(rate(r_total[{{.window}}]))"),
			"Sloth line 8: The query has a range of its own",
		],
		[
			"two groupings",
			events("sum by (a) (rate(e_total[{{.window}}]))", "sum by (b) (rate(r_total[{{.window}}]))"),
			"Sloth line 8: One query keeps the labels a and the other b",
		],
		["an objective of 100", sloth("      events: {}", "100"), "Sloth line 7: The SLI has no queries of errors"],
		[
			"no SLI",
			`version: prometheus/v1\nservice: api\nslos: [{ name: a, objective: 99 }]`,
			"Sloth line 3: The SLI has no queries",
		],
	])("%s", (_, text, expected) => {
		expect(read(text)).toEqual([expect.stringContaining(expected)]);
	});

	test("the resource, and several of a file", () => {
		const resource = `apiVersion: sloth.slok.dev/v1
kind: PrometheusServiceLevel
metadata: { name: api }
spec:
  service: api
  slos:
    - name: one
      objective: 99.95
      sli: { events: { errorQuery: 'sum(rate(e{a="b"}[{{.window}}]))', totalQuery: 'sum(rate(e[{{.window}}]))' } }
      alerting: { pageAlert: { disable: true } }
    - name: two
      objective: 101
      sli: { events: { errorQuery: 'sum(rate(e{a="b"}[{{.window}}]))', totalQuery: 'sum(rate(e[{{.window}}]))' } }
`;
		expect(read(resource)).toEqual([
			'Sloth api/one: availability 99.95 30d metric=e errors=a="b"',
			"Sloth line 12: 101 % is more than all requests; give an objective below 100.",
		]);
		const [first] = readSpecs(resource);
		expect(first?.meaning.kind === "slo" && first.meaning.notes.join()).toContain("`pageAlert` is disabled");
	});
});

function pyrra(indicator: string, window = "4w", target = "'99.5'"): string {
	return `apiVersion: pyrra.dev/v1alpha1
kind: ServiceLevelObjective
metadata: { name: api-errors, labels: { pyrra.dev/team: a } }
spec:
  target: ${target}
  window: ${window}
  indicator:
${indicator}
`;
}

describe("Pyrra", () => {
	test.each([
		[
			"a ratio",
			pyrra(`    ratio: { errors: { metric: 'r_total{job="a",code=~"5.."}' }, total: { metric: 'r_total{job="a"}' } }`),
			'Pyrra api-errors/api-errors: availability 99.5 28d selector=job="a" metric=r_total errors=code=~"5.."',
		],
		[
			"a grouped ratio",
			pyrra(
				`    ratio: { errors: { metric: 'e_total{x="y"}' }, total: { metric: r_total }, grouping: [zone, job] }`,
				"30d",
			),
			'Pyrra api-errors/api-errors: availability 99.5 30d metric=r_total countedBy=errorCounter counter=e_total{x="y"} grouping=zone, job',
		],
		[
			"a latency",
			pyrra(
				`    latency: { success: { metric: 'd_seconds_bucket{job="a",le="0.5"}' }, total: { metric: 'd_seconds_count{job="a"}' } }`,
			),
			'Pyrra api-errors/api-errors: latency 99.5 28d selector=job="a" metric=d_seconds threshold=0.5',
		],
		[
			"a native latency",
			pyrra(`    latencyNative: { latency: 200ms, total: { metric: 'd_seconds{job="a"}' } }`),
			'Pyrra api-errors/api-errors: latency 99.5 28d selector=job="a" metric=d_seconds histogram=native threshold=0.2',
		],
		[
			"a gauge",
			pyrra(`    bool_gauge: { metric: 'up{job="a"}' }`, "2w"),
			'Pyrra api-errors/api-errors: probe 99.5 14d selector=job="a" metric=up',
		],
		["half a day", pyrra(`    bool_gauge: { metric: up }`, "12h"), "Pyrra line 6: A period of `12h` is none"],
		[
			"two indicators",
			pyrra(`    bool_gauge: { metric: up }\n    ratio: {}`),
			"Pyrra line 9: It has more than one indicator.",
		],
		["no total", pyrra(`    ratio: { errors: { metric: e } }`), "Pyrra line 8: The indicator has no `total`"],
		[
			"an expression",
			pyrra(`    bool_gauge: { metric: 'up == 1' }`),
			"Pyrra line 8: This is no selector of one metric",
		],
		["no number", pyrra(`    bool_gauge: { metric: up }`, "4w", "most"), 'Pyrra line 5: "most" is not a number'],
	])("%s", (_, text, expected) => {
		expect(read(text)).toEqual([expect.stringContaining(expected)]);
	});
});

interface OpenSlo {
	readonly indicator?: string;
	readonly window?: string;
	readonly objectives?: string;
	readonly more?: string;
}

const metric = (query: string, type = "Prometheus"): string =>
	`{ metricSource: { type: ${type}, spec: { query: '${query}' } } }`;
const goodOverTotal = `ratioMetric: { counter: true, good: ${metric("sum(g_total)")}, total: ${metric("sum(t_total)")} }`;

function openSlo({
	indicator = `indicator: { metadata: { name: i }, spec: { ${goodOverTotal} } }`,
	window = "[{ duration: 28d, isRolling: true }]",
	objectives = "[{ target: 0.995 }]",
	more = "budgetingMethod: Occurrences",
}: OpenSlo): string {
	return `apiVersion: openslo/v1
kind: SLO
metadata: { name: orders }
spec:
  service: checkout
  ${indicator}
  timeWindow: ${window}
  ${more}
  objectives: ${objectives}
`;
}

describe("OpenSLO", () => {
	const inline = (text: string): string => openSlo({ indicator: `indicator: { spec: { ${text} } }` });
	test.each([
		[
			"counters",
			openSlo({}),
			"OpenSLO checkout/orders: availability 99.5 28d metric=t_total countedBy=goodCounter counter=g_total",
		],
		[
			"bad ones as rates with a range",
			inline(`ratioMetric: { bad: ${metric('sum(rate(t{c="5"}[5m]))')}, total: ${metric("sum(rate(t[5m]))")} }`),
			'OpenSLO checkout/orders: availability 99.5 28d metric=t errors=c="5"',
		],
		[
			"a raw share of successes",
			inline(`ratioMetric: { rawType: success, raw: ${metric("avg(avg_over_time(ok[{{.window}}]))")} }`),
			"OpenSLO checkout/orders: correctness 99.5 28d countedQuery=1 - (avg(avg_over_time(ok[{{.window}}])))",
		],
		[
			"a threshold",
			openSlo({
				indicator: `indicator: { spec: { thresholdMetric: ${metric("max(lag_seconds)")} } }`,
				objectives: "[{ op: lte, value: 60, target: 0.99 }]",
			}),
			"OpenSLO checkout/orders: correctness 99 28d countedQuery=avg_over_time((((max(lag_seconds)) >= -Inf) > bool 60)[{{.window}}:1m])",
		],
		[
			"a percentage, and a calendar month",
			openSlo({
				objectives: "[{ targetPercent: 99.95 }]",
				window: "[{ duration: 1M, isRolling: false, calendar: { startTime: 2026-01-01 00:00:00, timeZone: UTC } }]",
			}),
			"OpenSLO checkout/orders: availability 99.95 month metric=t_total",
		],
		[
			"another kind of server",
			inline(goodOverTotal.replaceAll("Prometheus", "Datadog")),
			"OpenSLO line 6: The metric is from Datadog",
		],
		[
			"time slices",
			openSlo({ more: "budgetingMethod: Timeslices" }),
			"OpenSLO line 8: The budgeting method Timeslices",
		],
		[
			"two windows",
			openSlo({ window: "[{ duration: 7d }, { duration: 30d }]" }),
			"OpenSLO line 7: It has several time windows",
		],
		[
			"a rolling quarter",
			openSlo({ window: "[{ duration: 1Q, isRolling: true }]" }),
			"OpenSLO line 7: `1Q` has no fixed length",
		],
		[
			"a month of another time zone",
			openSlo({ window: "[{ duration: 1M, isRolling: false, calendar: { timeZone: Europe/Berlin } }]" }),
			"OpenSLO line 7: Of calendars only the month",
		],
		[
			"two objectives",
			openSlo({ objectives: "[{ target: 0.9 }, { target: 0.99 }]" }),
			"OpenSLO line 9: It has several objectives",
		],
		[
			"percent as a ratio",
			openSlo({ objectives: "[{ target: 99 }]" }),
			"OpenSLO line 9: `target` is a ratio above 0 and below 1",
		],
		["an SLI that is nowhere", openSlo({ indicator: "indicatorRef: i" }), "OpenSLO line 6: The SLI `i` was not found"],
		["no total", inline(`ratioMetric: { good: ${metric("sum(g)")} }`), "OpenSLO line 6: The query has no range"],
	])("%s", (_, text, expected) => {
		expect(read(text)).toEqual([expect.stringContaining(expected)]);
	});

	test("an SLI and a data source of other files", () => {
		const sli = `apiVersion: openslo/v1\nkind: SLI\nmetadata: { name: i }\nspec: { ${goodOverTotal.replaceAll("type: Prometheus", "metricSourceRef: main")} }\n`;
		const source = "apiVersion: openslo/v1\nkind: DataSource\nmetadata: { name: main }\nspec: { type: prometheus }\n";
		expect(read(openSlo({ indicator: "indicatorRef: i" }), [sli, source])).toEqual([
			"OpenSLO checkout/orders: availability 99.5 28d metric=t_total countedBy=goodCounter counter=g_total",
		]);
		expect(read(openSlo({ indicator: "indicatorRef: i" }), [sli])[0]).toContain("the DataSource `main` was not found");
	});

	test("v1alpha is told, not guessed", () => {
		expect(read(openSlo({}).replace("openslo/v1", "openslo/v1alpha"))[0]).toContain("Only `openslo/v1` is read");
	});
});

test("broken YAML and other files hold nothing", () => {
	expect(read("version: prometheus/v1\nslos: [")).toEqual([]);
	expect(read("groups: []")).toEqual([]);
	expect(read("")).toEqual([]);
});
