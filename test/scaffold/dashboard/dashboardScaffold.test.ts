import { describe, expect, test } from "vitest";
import { unitOfExpression } from "../../../server/scaffold/dashboard/unitOfExpression.ts";
import type { Answers } from "../../../server/scaffold/scaffold.ts";
import { createFakePrometheus } from "../../support/fakePrometheus.ts";
import { openScaffolds, renderScaffold, type Scene } from "../../support/scaffolds.ts";
import { rulesOfApi, slosOfShop } from "./dashboardCases.ts";
import { listQueries } from "./writtenDashboard.ts";

const { signal } = new AbortController();
const golden: Answers = { kind: "golden", service: "api", requests: "http_requests_total", errors: 'code=~"5.."' };

async function draw(answers: Answers, scene: Scene = {}) {
	const { files, notes } = await renderScaffold("dashboard", answers, scene);
	return { dashboard: JSON.parse(files[0]?.content ?? ""), notes, path: files[0]?.path };
}

const series = [
	["http_requests_total", { job: "api", instance: "a:1", namespace: "shop", route: "/", code: "200" }],
	["http_request_duration_seconds", { job: "api", instance: "a:1", namespace: "shop", route: "/" }],
	["queue_length", { job: "worker", instance: "b:1" }],
	["orders_total", { job: "worker", instance: "b:1" }],
] as const;

const server = createFakePrometheus({
	series: series.map(([__name__, labels]) => ({ labels: { __name__, ...labels } })),
	metadata: {
		http_requests_total: { type: "counter", help: "Requests that were answered.", unit: "" },
		http_request_duration_seconds: { type: "histogram", help: "How long they took.", unit: "seconds" },
		queue_length: { type: "gauge", help: "Jobs that wait.", unit: "" },
		orders_total: { type: "counter", help: "Orders.", unit: "" },
	},
	query: (query) => {
		const value = /queue|process/.test(query) ? undefined : 0.25;
		return { kind: "vector", series: value === undefined ? [] : [{ labels: {}, sample: { time: 0, value } }] };
	},
});

async function suggested(question: string, answers: Answers, scene: Scene): Promise<string | undefined> {
	return (await (await openScaffolds(scene)).choices({ id: "dashboard", question, answers }, signal)).suggested;
}

describe("what is suggested comes from the server", () => {
	const answers = { ...golden, selector: 'job="api"', latency: "http_request_duration_seconds" };

	test.each([
		["requests", "http_requests_total"],
		["latency", "http_request_duration_seconds"],
		["buckets", "native"],
		["route", "route"],
		["status", "code"],
		["variables", "namespace, job, instance"],
		["title", "api: golden signals"],
	])("%s: %s", async (question, expected) => {
		expect(await suggested(question, answers, { live: server })).toBe(expected);
	});

	test.each([
		["requests", "http_requests_total"],
		["errors", 'code=~"5.."'],
		["buckets", "classic"],
		["variables", "job, instance"],
	])("or from what is usual: %s", async (question, expected) => {
		expect(await suggested(question, { ...golden, requests: "http_requests_total" }, {})).toBe(expected);
	});

	test("an instrumentation tells its own labels", async () => {
		const boot = { ...golden, requests: "http_server_requests_seconds_count" };
		expect(await suggested("errors", boot, {})).toBe('outcome="SERVER_ERROR"');
		expect(await suggested("route", boot, {})).toBe("uri");
		expect(await suggested("saturation", boot, {})).toBe("jvm");
		expect(await suggested("latency", boot, {})).toBe("http_server_requests_seconds");
	});
});

describe("what is offered", () => {
	test("metrics with their type and help, counters first for the business", async () => {
		const scaffolds = await openScaffolds({ live: server });
		const step = { id: "dashboard", question: "metrics", answers: { kind: "business", selector: 'job="worker"' } };
		const { choices } = await scaffolds.choices(step, signal);
		expect(choices.map(({ value, description }) => `${value} ${description}`)).toEqual([
			"orders_total counter",
			"queue_length gauge",
		]);
	});

	test("services that have SLO rules", async () => {
		const scaffolds = await openScaffolds(slosOfShop);
		const step = { id: "dashboard", question: "service", answers: { kind: "slo" } };
		expect((await scaffolds.choices(step, signal)).choices.map(({ value }) => value)).toEqual(["api", "web"]);
	});
});

describe("what comes of it is told before", () => {
	test("which panels have data, and what it is", async () => {
		const scaffolds = await openScaffolds({ live: server });
		const insight = await scaffolds.foresee(
			"dashboard",
			{ ...golden, latency: "http_request_duration_seconds" },
			signal,
		);
		const told = insight?.figures.map(
			({ label, value, tone }) => `${label}: ${value}${tone === undefined ? "" : ` (${tone})`}`,
		);
		expect(told).toContain("Requests: 0.25/s");
		expect(told).toContain("Error ratio: 25 %");
		expect(told).toContain("p95 duration: 250 ms");
		expect(told).toContain("Memory: no data (warning)");
		expect(insight?.notes.join(" ")).toContain("3 of 12 panels would be empty now");
	});

	test("what a variable opens with is asked for, as a regular expression is written", async () => {
		const asked = createFakePrometheus({ query: () => ({ kind: "vector", series: [] }) });
		const scaffolds = await openScaffolds({ live: asked });
		await scaffolds.foresee("dashboard", { ...golden, service: 'a.b"c', selector: 'job="a.b\\"c"' }, signal);
		expect(asked.asked.some((line) => line.includes('job=~"a\\\\.b\\"c",instance=~".+"'))).toBe(true);
		expect(asked.asked.filter((line) => /\$/.test(line))).toEqual([]);
	});

	test("without a server, that nothing can be said", async () => {
		const insight = await (await openScaffolds()).foresee("dashboard", golden, signal);
		expect(insight).toMatchObject({ figures: [], notes: [expect.stringContaining("No Prometheus is connected")] });
	});

	test("a server that fails is not asked on", async () => {
		const failure = { kind: "unavailable", reason: "It is down.", cause: "refused" } as const;
		const failing = createFakePrometheus({ failure });
		const insight = await (await openScaffolds({ live: failing })).foresee("dashboard", golden, signal);
		expect(insight?.notes).toEqual(["It is down."]);
		expect(failing.asked.filter((line) => line.startsWith("query")).length).toBeLessThan(4);
	});
});

describe("recording rules", () => {
	test("are asked where they record the very expression", async () => {
		const { dashboard, notes } = await draw({ ...golden, kind: "red", status: "status", route: "" }, rulesOfApi);
		const queries = listQueries(dashboard).map(([, expression]) => expression);
		expect(queries).toContain("job:http_requests:rate5m");
		expect(notes.join(" ")).toContain("Panels ask job:http_requests:rate5m");
	});

	test("and not for another service", async () => {
		const answers = { ...golden, kind: "red", status: "status", route: "", service: "web", selector: 'job="web"' };
		expect(
			listQueries((await draw(answers, rulesOfApi)).dashboard)
				.flat()
				.join(" "),
		).not.toContain("job:http_requests");
	});
});

describe("refuses", () => {
	test.each([
		[{ kind: "slo", service: "api" }, {}, "service", "No rule of this workspace records SLOs"],
		[{ kind: "rules", service: "nobody" }, rulesOfApi, "service", 'has no rules of "nobody"'],
		[{ kind: "executive", basis: "slo", services: "api" }, {}, "basis", "No rule of this workspace records SLOs"],
		[{ ...golden, errors: "" }, {}, "errors", "which requests count as errors"],
		[{ ...golden, selector: "job=api" }, {}, "selector", "double quotes"],
		[{ ...golden, requests: "sum(x)" }, {}, "requests", "is no name of a metric"],
		[{ ...golden, variables: "job, a b" }, {}, "variables", '"a b" is no name of a label'],
		[{ kind: "metrics", service: "a", metrics: "" }, {}, "metrics", "at least one metric"],
		[{ ...golden, output: "configMap", namespace: "A_b" }, {}, "namespace", "lower-case"],
		[{ ...golden, output: "operator", grafanaLabels: "a" }, {}, "grafanaLabels", "name=value"],
	] as const)("%j", async (answers, scene, question, message) => {
		const result = await (await openScaffolds(scene)).render("dashboard", answers);
		expect(result).toMatchObject({ kind: "invalid", question, message: expect.stringContaining(message) });
	});
});

test("a dollar of the user's own is no variable of Grafana's", async () => {
	const { dashboard } = await draw({ ...golden, service: "$job [[x]]", selector: 'team="$job [[x]]"' });
	for (const [, expression] of listQueries(dashboard).filter(([, each]) => each.includes("team"))) {
		expect(expression).toContain('team="\\x24job \\x5b[x]]"');
	}
});

test("the uid of the same dashboard stays the same, and fits Grafana", async () => {
	const long = "x".repeat(200);
	const [first, second] = [await draw({ ...golden, service: long }), await draw({ ...golden, service: `${long}y` })];
	expect(first.dashboard.uid).toBe((await draw({ ...golden, service: long })).dashboard.uid);
	expect(first.dashboard.uid).not.toBe(second.dashboard.uid);
	expect(first.dashboard.uid.length).toBeLessThanOrEqual(40);
});

test.each([
	["rate(http_requests_total[$__rate_interval])", "reqps"],
	["sum(rate(jobs_done_total[5m]))", "ops"],
	["rate(node_network_receive_bytes_total[5m])", "Bps"],
	["process_resident_memory_bytes", "bytes"],
	["histogram_quantile(0.9, sum by (le) (rate(request_duration_seconds_bucket[5m])))", "s"],
	["histogram_quantile(0.9, sum by (le) (rate(istio_request_duration_milliseconds_bucket[5m])))", "ms"],
	["sum(rate(a_total[5m])) / sum(rate(a_total[5m]))", "percentunit"],
	["100 * sum(rate(a_total[5m])) / sum(rate(a_total[5m]))", "percent"],
	["cache_hit_ratio", "percentunit"],
	["room_temperature_celsius", "celsius"],
	["up", "bool"],
	["time() - process_start_time_seconds", "s"],
	["queue_length", "short"],
	["sum(", "short"],
])("the unit of %s is %s", (expression, unit) => {
	expect(unitOfExpression(expression)).toBe(unit);
});
