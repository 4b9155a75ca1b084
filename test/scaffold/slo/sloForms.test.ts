import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Answers } from "../../../server/scaffold/scaffold.ts";
import { renderScaffold } from "../../support/scaffolds.ts";
import { kinds, sloCases } from "./sloCases.ts";

/** The specifications for other tools: what they say, what their tools take by their published types, and what is refused. */
const render = (answers: Answers) => renderScaffold("slo", { service: "api", ...answers });

async function renderSpec(answers: Answers) {
	const { files, notes } = await render(answers);
	return { spec: parse(files[0]?.content ?? ""), paths: files.map(({ path }) => path), notes };
}

const availability = kinds["availability"] ?? {};
const latency = kinds["latency"] ?? {};

describe("Sloth", () => {
	test("has both queries with the window's place, and its alerts", async () => {
		const { spec, paths } = await renderSpec({ ...availability, output: "sloth" });
		expect(paths).toEqual(["slo/api-availability.sloth.yaml", "slo/runbooks/api-availability.md"]);
		expect(spec).toMatchObject({ version: "prometheus/v1", service: "api" });
		const [slo] = spec.slos;
		expect(slo).toMatchObject({ name: "availability", objective: 99.9 });
		expect(flatten(slo.sli.events.error_query)).toBe(
			'sum(rate(http_requests_total{job="api",code=~"5.."}[{{.window}}])) or 0 * sum(rate(http_requests_total{job="api"}[{{.window}}]))',
		);
		expect(flatten(slo.sli.events.total_query)).toBe('sum(rate(http_requests_total{job="api"}[{{.window}}]))');
		expect(slo.alerting).toMatchObject({
			name: "ApiAvailabilityBudgetBurns",
			page_alert: { labels: { severity: "critical" } },
			ticket_alert: { labels: { severity: "warning" } },
		});
	});

	test("takes states as a ratio", async () => {
		const { spec } = await renderSpec({ ...kinds["freshness"], output: "sloth" });
		const query = flatten(spec.slos[0].sli.raw.error_ratio_query);
		expect(query).toContain("avg_over_time(");
		expect(query).toContain("[{{.window}}:1m]");
	});

	test("braces in a label's value stay text in its Go templates", async () => {
		const { spec } = await renderSpec({ ...availability, selector: 'job="{{ x }}"', output: "sloth" });
		expect(spec.slos[0].sli.events.total_query).toContain('job="{{ "{{" }} x }}"');
	});

	test.each(['he said "hi"', "日本語", "a b", "-"])(
		"a service called %s has a name that Sloth takes",
		async (service) => {
			const { spec } = await renderSpec({ ...availability, service, output: "sloth" });
			expect(spec.service).toMatch(/^[A-Za-z0-9][-A-Za-z0-9_.]*[A-Za-z0-9]$/);
		},
	);

	test("another period comes with the windows for it, and the flags that it takes", async () => {
		const { files, notes } = await render({ ...availability, output: "sloth", period: "14d" });
		const windows = parse(files[1]?.content ?? "");
		expect(files[1]?.path).toBe("slo/sloth-windows/14d.yaml");
		expect(windows.spec).toEqual({
			sloPeriod: "14d",
			page: {
				quick: { errorBudgetPercent: 2, shortWindow: "5m", longWindow: "30m" },
				slow: { errorBudgetPercent: 5, shortWindow: "15m", longWindow: "3h" },
			},
			ticket: {
				quick: { errorBudgetPercent: 10, shortWindow: "1h", longWindow: "12h" },
				slow: { errorBudgetPercent: 10, shortWindow: "3h", longWindow: "36h" },
			},
		});
		expect(notes.join("\n")).toContain("--default-slo-period=14d --slo-period-windows-path=slo/sloth-windows/");
	});

	test("an alert that could never fire is disabled", async () => {
		const { spec } = await renderSpec({ ...availability, output: "slothResource", objective: "60" });
		expect(spec).toMatchObject({ apiVersion: "sloth.slok.dev/v1", kind: "PrometheusServiceLevel" });
		expect(spec.spec.slos[0].alerting).toMatchObject({ pageAlert: { disable: true } });
	});
});

describe("Pyrra", () => {
	test.each<[string, unknown]>([
		[
			"availability",
			{
				ratio: {
					errors: { metric: 'http_requests_total{job="api",code=~"5.."}' },
					total: { metric: 'http_requests_total{job="api"}' },
					grouping: ["region"],
				},
			},
		],
		[
			"latency",
			{
				latency: {
					success: { metric: 'http_request_duration_seconds_bucket{job="api",le="0.3"}' },
					total: { metric: 'http_request_duration_seconds_count{job="api"}' },
					grouping: ["region"],
				},
			},
		],
		[
			"native latency",
			{
				latencyNative: {
					latency: "300ms",
					total: { metric: 'http_request_duration_seconds{job="api"}' },
					grouping: ["region"],
				},
			},
		],
		["probe", { bool_gauge: { metric: 'probe_success{job="api"}', grouping: ["region"] } }],
	])("%s", async (kind, indicator) => {
		const { spec } = await renderSpec({ ...kinds[kind], output: "pyrra", grouping: "region" });
		expect(spec.spec).toMatchObject({ target: "99.9", window: "30d", indicator });
		expect(spec.metadata.labels).toMatchObject({ "pyrra.dev/service": "api" });
	});
});

describe("OpenSLO", () => {
	test("availability is bad and total, as counters", async () => {
		const { spec } = await renderSpec({ ...availability, output: "openSlo" });
		expect(spec).toMatchObject({
			apiVersion: "openslo/v1",
			kind: "SLO",
			spec: {
				service: "api",
				timeWindow: [{ duration: "30d", isRolling: true }],
				budgetingMethod: "Occurrences",
				objectives: [{ target: 0.999 }],
			},
		});
		const { ratioMetric } = spec.spec.indicator.spec;
		expect(ratioMetric.counter).toBe(true);
		expect(flatten(ratioMetric.bad.metricSource.spec.query)).toBe('http_requests_total{job="api",code=~"5.."}');
	});

	test("a state is held against its limit, and a month is one of the calendar", async () => {
		const { spec } = await renderSpec({ ...kinds["freshness"], output: "openSlo", period: "month" });
		expect(spec.spec.objectives[0]).toMatchObject({ op: "lte", value: 7200, target: 0.999 });
		expect(spec.spec.timeWindow).toEqual([
			{ duration: "1M", isRolling: false, calendar: { startTime: "2020-01-01 00:00:00", timeZone: "UTC" } },
		]);
	});
});

describe("what a form cannot say is refused or told", () => {
	test.each<[string, Answers, string]>([
		["sloth", { ...availability, period: "month" }, "Sloth's periods roll"],
		["pyrra", { ...availability, period: "month" }, "Pyrra's periods roll"],
		["pyrra", kinds["throughput"] ?? {}, "knows no states"],
		["pyrra", kinds["freshness"] ?? {}, "knows no states"],
		["pyrra", kinds["good ones by a query"] ?? {}, "takes selectors and no queries"],
		["pyrra", kinds["good ones by a counter"] ?? {}, "no words for a counter of good ones"],
		["pyrra", { ...availability, metric: "http.requests" }, "cannot be part of one"],
		["pyrra", { ...kinds["native latency"], metric: "x_milliseconds", threshold: "300" }, "has another unit"],
		["openSlo", { ...availability, grouping: "region" }, "one objective for all series"],
	])("%s: %j", async (output, answers, message) => {
		await expect(render({ ...answers, output })).rejects.toThrow(message);
	});

	test("the guard and the maintenance are not asked for, as only rules can have them", async () => {
		const { files } = await render({ ...availability, output: "sloth", guard: "5 errors", maintenance: "x == 1" });
		expect(files.map(({ content }) => content).join("")).not.toMatch(/5 errors|x == 1/);
	});

	test.each<[Answers, string]>([
		[{ output: "sloth" }, "No dashboard was made: Sloth has its own"],
		[{ output: "pyrra" }, "No dashboard was made: Pyrra has its own"],
		[{ output: "openSlo" }, "the alerts on it come from whoever reads the file"],
		[{ output: "prometheusRule" }, "No test was made: promtool reads plain rule files alone"],
		[{ ...kinds["native latency"] }, "No test was made: not every promtool can be given native histograms"],
		[{ ...kinds["bad ones by a query"] }, "No test was made: what series the queries want"],
		[{ maintenance: "hour() < 6" }, "No test was made: the alerts may be mute at any time"],
		[{ ...latency, output: "pyrra", threshold: "1" }, 'le="1" by that spelling'],
		[{ period: "month" }, "at its end that is exact"],
		[{ grouping: "http.route" }, "a Prometheus of version 3"],
	])("%j", async (answers, note) => {
		const { notes } = await render({ ...availability, extras: "runbook, dashboard, ruleTest", ...answers });
		expect(notes.join("\n")).toContain(note);
	});
});

test("names of resources are such as Kubernetes takes, whatever the service is called", async () => {
	const resources = sloCases.filter(({ answers }) => /Resource|Rule$|pyrra|openSlo/.test(answers["output"] ?? ""));
	expect(resources.length).toBeGreaterThan(30);
	for (const { answers, scene } of resources) {
		const { files } = await renderScaffold("slo", answers, scene);
		const { metadata } = parse(files[0]?.content ?? "");
		if (metadata !== undefined) expect(metadata.name).toMatch(/^[a-z0-9]([-a-z0-9]{0,200}[a-z0-9])?$/);
	}
});

/** As one line. */
function flatten(query: string): string {
	return query
		.replaceAll(/\s+/g, " ")
		.replaceAll(/\( | \)/g, (piece) => piece.trim())
		.trim();
}
