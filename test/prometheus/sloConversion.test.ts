import { describe, expect, test } from "vitest";
import { testRules } from "../support/promtool.ts";
import { renderScaffold } from "../support/scaffolds.ts";
import { addUp, check, type Traffic } from "../support/sloTraffic.ts";

/** What a tool records of its specification, beside what "Convert SLO" makes of it, through half a day of incidents. */
const incidents: readonly Traffic[] = [
	{ minutes: 240, requests: 1000, errorRatio: 0.0002 },
	{ minutes: 3, requests: 1000, errorRatio: 1 },
	{ minutes: 90, requests: 1000, errorRatio: 0 },
	{ minutes: 60, requests: 3000, errorRatio: 0.03 },
	{ minutes: 60, requests: 0, errorRatio: 0 },
	{ minutes: 180, requests: 500, errorRatio: 0.008 },
];
const end = incidents.reduce((sum, { minutes }) => sum + minutes, 0);
const good = addUp(incidents, ({ requests, errorRatio }) => requests * (1 - errorRatio)).join(" ");
const bad = addUp(incidents, ({ requests, errorRatio }) => requests * errorRatio).join(" ");
const all = addUp(incidents, ({ requests }) => requests).join(" ");
const series = [
	{ series: 'http_requests_total{job="api",handler="/a",code="200"}', values: good },
	{ series: 'http_requests_total{job="api",handler="/a",code="500"}', values: bad },
	{ series: 'http_requests_total{job="api",handler="/b",code="200"}', values: all },
	{ series: 'latency_seconds_bucket{job="api",le="0.5"}', values: good },
	{ series: 'latency_seconds_count{job="api"}', values: all },
];
const windows = ["5m", "30m", "1h", "2h", "6h"];

interface Compared {
	readonly name: string;
	readonly spec: string;
	/** What the tool records for a window. */
	readonly theirs: (window: string) => string;
	/** The SLO's name, and the labels that its series keep. */
	readonly slo: string;
	readonly by?: string;
}

const sloth = (sli: string): string =>
	`version: prometheus/v1\nservice: api\nslos:\n  - name: one\n    objective: 99.9\n    sli:\n      events:\n${sli}    alerting: { name: A }\n`;
const pyrra = (indicator: string): string =>
	`apiVersion: pyrra.dev/v1alpha1\nkind: ServiceLevelObjective\nmetadata: { name: one, labels: { pyrra.dev/service: api } }\nspec:\n  target: '99.9'\n  window: 30d\n  indicator:\n${indicator}`;
const errors = 'http_requests_total{job="api",code=~"5.."}';
const total = 'http_requests_total{job="api"}';
const fast = 'latency_seconds_bucket{job="api",le="0.5"}';
const count = 'latency_seconds_count{job="api"}';

const compared: readonly Compared[] = [
	{
		name: "Sloth: errors of all requests",
		spec: sloth(
			`        error_query: sum(rate(${errors}[{{.window}}]))\n        total_query: sum(rate(${total}[{{.window}}]))\n`,
		),
		theirs: (window) => `(sum(rate(${errors}[${window}]))) / (sum(rate(${total}[${window}])))`,
		slo: "one",
	},
	{
		name: "Sloth: all but the fast ones",
		spec: sloth(
			`        error_query: sum(rate(${count}[{{.window}}])) - sum(rate(${fast}[{{.window}}]))\n        total_query: sum(rate(${count}[{{.window}}]))\n`,
		),
		theirs: (window) =>
			`(sum(rate(${count}[${window}])) - sum(rate(${fast}[${window}]))) / (sum(rate(${count}[${window}])))`,
		slo: "one",
	},
	{
		name: "Pyrra: a ratio for each handler",
		spec: pyrra(`    ratio: { errors: { metric: '${errors}' }, total: { metric: '${total}' }, grouping: [handler] }\n`),
		theirs: (window) => `sum by (handler) (rate(${errors}[${window}])) / sum by (handler) (rate(${total}[${window}]))`,
		slo: "one",
		by: 'handler="/a"',
	},
	{
		name: "Pyrra: latency",
		spec: pyrra(`    latency: { success: { metric: '${fast}' }, total: { metric: '${count}' } }\n`),
		theirs: (window) =>
			`(sum(rate(${count}[${window}])) - sum(rate(${fast}[${window}]))) / sum(rate(${count}[${window}]))`,
		slo: "one",
	},
];

describe.each(compared)("$name", ({ spec, theirs, slo, by }) => {
	test("its indicator is what the tool records, at every minute", async () => {
		const answers = { specFile: "spec.yaml", extras: "", folder: "slo" };
		const { files } = await renderScaffold("sloConversion", answers, { files: { "spec.yaml": spec } });
		const ours = files.find(({ path }) => path.endsWith(".rules.yaml"))?.content;
		if (ours === undefined) throw new Error(`No rules among ${files.map(({ path }) => path).join(", ")}`);
		const recorded = JSON.stringify({
			groups: [
				{
					name: "theirs",
					rules: windows.map((window) => ({ record: `theirs:${window}`, expr: theirs(window) })),
				},
			],
		});
		const matchers = [`service="api"`, `slo="${slo}"`, ...(by === undefined ? [] : [by])].join(",");
		const own = by === undefined ? "" : `{${by}}`;
		const difference = (window: string): string =>
			`max_over_time(abs(max(slo:errors_per_request:ratio_rate${window}{${matchers}}) - max(theirs:${window}${own}))[${end - 10}m:1m])`;
		const burnt = `max_over_time(theirs:5m${own}[${end}m]) > bool 0.02`;
		const { output } = await testRules([ours, recorded], {
			interval: "1m",
			input_series: series,
			promql_expr_test: [
				...windows.map((window) => check(end, difference(window), 0, 1e-9)),
				// There was something to agree about.
				check(end, `max(${burnt})`, 1),
			],
		});
		expect(output).toContain("SUCCESS");
	}, 60_000);
});
