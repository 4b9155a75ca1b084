import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { MetricKnowledge } from "../../../server/metrics/knowledge.ts";
import type { MetricMetadata } from "../../../server/metrics/port.ts";
import { createFakePrometheus } from "../../support/fakePrometheus.ts";
import { openScaffolds, renderScaffold } from "../../support/scaffolds.ts";

const { signal } = new AbortController();

async function offered(scene: Parameters<typeof openScaffolds>[0]) {
	const scaffolds = await openScaffolds(scene);
	return scaffolds.choices({ id: "alert", question: "alerts", answers: {} }, signal);
}

describe("which alerts are offered", () => {
	test("with a server only those whose metrics it has", async () => {
		const series = ["up", "node_load15", "node_cpu_seconds_total", "redis_up"].map((name) => ({
			labels: { __name__: name, job: "a" },
		}));
		const fake = createFakePrometheus({ series });
		const { choices, note } = await offered({ live: fake });
		const ids = choices.map(({ value }) => value);
		expect(ids).toEqual(
			expect.arrayContaining(["host-load-high", "host-cpu-busy", "redis-down", "target-down", "watchdog"]),
		);
		expect(ids).not.toContain("host-memory-low");
		expect(note).toBeUndefined();
		// The names are asked for once, whatever the library's length.
		expect(fake.asked.filter((question) => question.includes("__name__")).length).toBe(1);
	});

	test("without one those first that the workspace names", async () => {
		const files = {
			"prometheus.yml": "scrape_configs:\n  - job_name: postgres\n    static_configs:\n      - targets: [a]\n",
			"dash.rules.yml": "groups:\n  - name: a\n    rules:\n      - record: a:b:c\n        expr: sum(redis_up)\n",
		};
		const { choices, note } = await offered({ files });
		const ids = choices.map(({ value }) => value);
		expect(ids.indexOf("postgres-down")).toBeLessThan(ids.indexOf("mysql-down"));
		expect(ids.indexOf("redis-down")).toBeLessThan(ids.indexOf("mysql-down"));
		expect(choices.find(({ value }) => value === "mysql-down")?.description).toContain("nothing known of its metrics");
		expect(note).toContain("No server says");
	});

	test("and all where nobody says anything", async () => {
		const { choices, note } = await offered({});
		expect(choices.length).toBeGreaterThan(140);
		expect(note).toBeDefined();
	});
});

const team = `groups:
  - name: shop
    rules:
      - alert: orders-stuck
        expr: orders_waiting > 10
        labels: { priority: P1, team: shop }
        annotations: { message: Orders are stuck, playbook: "https://wiki.acme.io/x/orders-stuck#top" }
      - alert: stock-low
        expr: stock_items < 3
        labels: { priority: P3, team: shop }
        annotations: { message: Stock is low, playbook: "https://wiki.acme.io/x/stock-low#top" }
`;

interface Rule {
	readonly alert: string;
	readonly expr: string;
	readonly for?: string;
	readonly labels?: Readonly<Record<string, string>>;
	readonly annotations?: Readonly<Record<string, string>>;
}

async function rulesOf(answers: Readonly<Record<string, string>>, files = {}): Promise<readonly Rule[]> {
	const rendered = await renderScaffold("alert", answers, { files });
	const [first] = rendered.files.filter(({ description }) => description.includes("Alerts"));
	const read = parse(first?.content ?? "") as { groups: { rules: Rule[] }[] };
	return read.groups.flatMap(({ rules }) => rules);
}

describe("in the manner of the team", () => {
	test("labels, texts, names and links are as the others have them", async () => {
		const rules = await rulesOf({ alerts: "host-memory-low", extras: "runbook" }, { "rules/shop.yml": team });
		expect(rules).toMatchObject([
			{
				alert: "host-memory-low",
				labels: { priority: "P3", team: "shop" },
				annotations: { playbook: "https://wiki.acme.io/x/host-memory-low#top" },
			},
		]);
		expect(Object.keys(rules[0]?.annotations ?? {})).toEqual(["message", "playbook"]);
	});

	test("a new file lies with the others and is named like them", async () => {
		const rendered = await renderScaffold(
			"alert",
			{ alerts: "host-memory-low", extras: "" },
			{ files: { "ops/prometheus/shop.yml": team } },
		);
		expect(rendered.files.map(({ path }) => path)).toEqual(["ops/prometheus/hosts.yml"]);
	});

	test("the usual ones where there are no others", async () => {
		const [rule] = await rulesOf({ alerts: "host-disk-full" });
		expect(rule).toMatchObject({ alert: "HostDiskAlmostFull", labels: { severity: "critical" }, for: "15m" });
		expect(Object.keys(rule?.annotations ?? {})).toEqual(["summary", "description", "runbook_url"]);
	});
});

describe("what is set", () => {
	test("stands in expression and texts", async () => {
		const [rule] = await rulesOf({ alerts: "host-memory-low", tune: "change", settings: "threshold=0.25; for=30m" });
		expect(rule?.expr.trim()).toBe("node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes < 0.25");
		expect(rule?.for).toBe("30m");
		expect(rule?.annotations?.["description"]).toContain("less than 25 % for 30 minutes");
	});

	test("the scope stands in every selector", async () => {
		const [rule] = await rulesOf({ alerts: "host-memory-low", scope: 'cluster="eu"' });
		expect(rule?.expr.replaceAll(/\s+/g, " ").trim()).toBe(
			'node_memory_MemAvailable_bytes{cluster="eu"} / node_memory_MemTotal_bytes{cluster="eu"} < 0.1',
		);
	});

	test("a label that the server calls otherwise is called so", async () => {
		const labels = { __name__: "http_requests_total", job: "api", status: "200" };
		const scene = { live: createFakePrometheus({ series: [{ labels }] }) };
		const rendered = await renderScaffold("alert", { alerts: "http-errors" }, scene);
		expect(rendered.files[0]?.content).toContain('rate(http_requests_total{status=~"5.."}[5m])');
		const test = rendered.files.find(({ path }) => path.endsWith(".test.yaml"))?.content ?? "";
		expect(test).toContain('http_requests_total{status="500"');
	});

	test.each([
		["settings", "threshold=5%", "0.05"],
		["settings", "threshold=5", "from 0 to 1"],
		["settings", "threshold=0,05", "0.05"],
		["settings", "for=soon", "no duration"],
		["settings", "treshold=0.1", "it has threshold, for"],
		["settings", "other.threshold=0.1", "is not one of"],
		["settings", "threshold", "Write"],
		["scope", "cluster=eu", "double quotes"],
		["file", "../a.yaml", "leads out"],
		["file", "a.json", "no YAML"],
		["alerts", "host-memory-lo", "has no alert"],
		["alerts", "", "at least one"],
		["runbookUrl", "wiki", "no address"],
		["severities", "severity: critical", "three values"],
		["labels", "alertname=x", "cannot be"],
		["annotations", "a, b", "three names"],
		["annotations", "a, a, -", "of its own"],
	])("%s %s is refused", async (question, value, message) => {
		const scaffolds = await openScaffolds();
		const answers = { alerts: "host-memory-low" };
		expect(await scaffolds.validate({ id: "alert", question, answers }, value)).toContain(message);
	});
});

const metadata: Readonly<Record<string, MetricMetadata>> = {
	jobs_total: { type: "counter", help: "", unit: "" },
	jobs_waiting: { type: "gauge", help: "", unit: "" },
	job_duration_seconds: { type: "histogram", help: "", unit: "" },
};

async function know(): Promise<MetricKnowledge> {
	const series = Object.keys(metadata).map((name) => ({ labels: { __name__: name } }));
	const knowledge = new MetricKnowledge(createFakePrometheus({ series, metadata }));
	const names = knowledge.metricNames();
	if (names.state === "loading") await names.ready;
	return knowledge;
}

describe("an alert on a metric or query of one's own", () => {
	test.each([
		["jobs_waiting", "jobs_waiting > 7"],
		['jobs_total{queue="a"}', 'sum by (job) (rate(jobs_total{queue="a"}[5m])) > 7'],
		["job_duration_seconds", "histogram_quantile(0.99, sum by (le, job) (rate(job_duration_seconds_bucket[5m]))) > 7"],
		["job_duration_seconds_count", "sum by (job) (rate(job_duration_seconds_count[5m])) > 7"],
		["unknown_total", "sum by (job) (rate(unknown_total[5m])) > 7"],
		["a or b", "(a or b) > 7"],
		["a + b", "a + b > 7"],
		["jobs_waiting > 100", "jobs_waiting > 100"],
		["absent(jobs_waiting)", "absent(jobs_waiting)"],
	])("%s becomes %s", async (expression, expected) => {
		const answers = { source: "expression", expression, threshold: "7", alertName: "X", extras: "", file: "a.yaml" };
		const rendered = await renderScaffold("alert", answers, { knowledge: await know() });
		const read = parse(rendered.files[0]?.content ?? "") as { groups: { rules: Rule[] }[] };
		expect(read.groups[0]?.rules[0]?.expr.replaceAll(/\s+/g, " ").trim()).toBe(expected);
	});

	test.each([
		["changes(process_start_time_seconds[1h])", "7", "{{ $value | humanize }}, above 7 for 5 minutes"],
		["process_start_time_seconds", "7", "{{ $value | humanize }}, above 7 for 5 minutes"],
		["max(queue_wait_seconds)", "0.5", "{{ $value | humanizeDuration }}, above 0.5 s for 5 minutes"],
		["count(queue_wait_seconds > 9)", "7", "{{ $value | humanize }}, above 7 for 5 minutes"],
		["node_memory_MemFree_bytes", "1e9", "{{ $value | humanize1024 }}B, above 1e9 bytes for 5 minutes"],
		["free_bytes / size_bytes", "0.07", "{{ $value | humanizePercentage }}, above 7 % for 5 minutes"],
		['rate(a_total{path="/x"}[5m])', "7", "{{ $value | humanize }} per second, above 7 per second for 5 minutes"],
		["free_bytes > 7", "", "{{ $value | humanize1024 }}B"],
	])("%s tells its value in its unit", async (expression, threshold, wanted) => {
		const answers = { source: "expression", expression, threshold, alertName: "X", extras: "", file: "a.yaml" };
		const rendered = await renderScaffold("alert", answers, { knowledge: await know() });
		const read = parse(rendered.files[0]?.content ?? "") as {
			groups: { rules: { annotations: { description: string } }[] }[];
		};
		expect(read.groups[0]?.rules[0]?.annotations.description).toContain(` is ${wanted}.`);
	});

	test("begins with what is under the cursor", async () => {
		const text = "groups:\n  - name: a\n    rules:\n      - record: a:b:c\n        expr: sum by (job) (jobs_waiting)\n";
		const scene = { files: { "a.yml": text }, at: { path: "a.yml", offset: text.indexOf("jobs_waiting") } };
		const scaffolds = await openScaffolds(scene);
		const ask = async (question: string, answers = {}) =>
			(await scaffolds.choices({ id: "alert", question, answers }, signal)).suggested;
		expect(await ask("source")).toBe("expression");
		expect(await ask("expression")).toBe("sum by (job) (jobs_waiting)");
		expect(await ask("alertName", { expression: "sum by (job) (jobs_waiting)" })).toBe("JobsWaitingHigh");
		expect(await ask("file")).toBe("a.yml");
	});

	test.each([
		["expression", "sum(", "no PromQL"],
		["expression", "rate(x[5m])[5m:1m]", "one value for each series"],
		["threshold", "5 %", "no number"],
		["threshold", "", "no number"],
		["hold", "5", "no duration"],
		["alertName", "a b", "cannot be"],
	])("%s %s is refused", async (question, value, message) => {
		const scaffolds = await openScaffolds();
		const answers = { source: "expression", expression: "jobs_waiting" };
		expect(await scaffolds.validate({ id: "alert", question, answers }, value)).toContain(message);
	});
});

describe("what would come of it", () => {
	test("is not asked of a server without one", async () => {
		const insight = await (await openScaffolds()).foresee("alert", { alerts: "host-memory-low" }, signal);
		expect(insight).toMatchObject({ figures: [], notes: [expect.stringContaining("No Prometheus")] });
	});

	test("ends where it is cancelled, and asks for no more", async () => {
		const cancelled = new AbortController();
		const fake = createFakePrometheus({ silent: true });
		const scaffolds = await openScaffolds({ live: fake });
		const foreseen = scaffolds.foresee("alert", { alerts: "host-memory-low, host-disk-full" }, cancelled.signal);
		cancelled.abort();
		await foreseen;
		expect(fake.asked.length).toBeLessThan(4);
	});

	test("is bounded in alerts, and says so", async () => {
		const fake = createFakePrometheus({ query: () => ({ kind: "vector", series: [] }) });
		const all = (await offered({})).choices.slice(0, 40).map(({ value }) => value);
		const insight = await (await openScaffolds({ live: fake })).foresee("alert", { alerts: all.join(", ") }, signal);
		expect(insight?.notes.some((note) => note.includes("not looked at, as it would be too much work"))).toBe(true);
		expect(fake.asked.filter((question) => question.startsWith("range")).length).toBeLessThan(60);
	});
});

test("the page of an alert that always fires does not wait for its end", async () => {
	const pageOf = async (alerts: string) =>
		(await renderScaffold("alert", { alerts, extras: "runbook" })).files.find(({ path }) => path.endsWith(".md"))
			?.content;
	expect(await pageOf("watchdog")).toContain("The alert is there again");
	expect(await pageOf("watchdog")).not.toContain("returns nothing any more");
	expect(await pageOf("host-memory-low")).toContain("returns nothing any more");
});
