import { describe, expect, test } from "vitest";
import type { Answers } from "../../../server/scaffold/scaffold.ts";
import { applies } from "../../../server/scaffold/scaffold.ts";
import { createFakePrometheus, type FakeOptions, type FakeSeries } from "../../support/fakePrometheus.ts";
import { openScaffolds, renderScaffold, type Scene } from "../../support/scaffolds.ts";

/** What "Add SLO" suggests, from the server, the workspace and the place of the cursor, so that Enter alone will do. */
const { signal } = new AbortController();

const name = (metric: string, labels: Readonly<Record<string, string>> = {}): FakeSeries => ({
	labels: { __name__: metric, job: "shop", ...labels },
});
const counter = { type: "counter", help: "", unit: "" } as const;
const histogram = { type: "histogram", help: "", unit: "" } as const;

const shop: FakeOptions = {
	series: [
		{ labels: { __name__: "up", job: "prometheus" } },
		name("http_requests_total", { status: "200", region: "eu" }),
		name("http_requests_total", { status: "503", region: "us" }),
		name("request_seconds_bucket", { le: "0.1" }),
		name("request_seconds_bucket", { le: "0.25" }),
		name("request_seconds_bucket", { le: "1.0" }),
		name("request_seconds_count"),
		name("import_last_success_timestamp_seconds"),
	],
	metadata: { http_requests_total: counter, request_seconds: histogram },
};

/** Answers with one number, by what the query has in it. */
function answering(options: FakeOptions, numbers: Readonly<Record<string, number>>): FakeOptions {
	return {
		...options,
		query: (query) => {
			const found = Object.entries(numbers).find(([part]) => query.includes(part));
			const series = found === undefined ? [] : [{ labels: {}, sample: { time: 0, value: found[1] } }];
			return { kind: "vector", series };
		},
	};
}

async function suggest(question: string, answers: Answers, scene: Scene): Promise<string | undefined> {
	const scaffolds = await openScaffolds(scene);
	return (await scaffolds.choices({ id: "slo", question, answers }, signal)).suggested;
}

/** Takes what is suggested, from the first question to the last. */
async function takeSuggestions(given: Answers, scene: Scene): Promise<Answers> {
	const scaffolds = await openScaffolds(scene);
	const answers: Record<string, string> = {};
	for (const question of (await scaffolds.describe("slo")).questions) {
		if (!applies(question.when, answers)) continue;
		const step = { id: "slo", question: question.id, answers };
		const value = given[question.id] ?? (await scaffolds.choices(step, signal)).suggested ?? "";
		expect(await scaffolds.validate(step, value), question.id).toBeNull();
		answers[question.id] = value;
	}
	return answers;
}

const live = (options: FakeOptions): Scene => ({ live: createFakePrometheus(options) });

describe("Enter alone", () => {
	test("makes an SLO of the service that has requests, with the status that it has", async () => {
		const answers = await takeSuggestions({}, live(shop));
		expect(answers).toMatchObject({
			service: "shop",
			kind: "availability",
			selector: 'job="shop"',
			metric: "http_requests_total",
			countedBy: "label",
			errors: 'status=~"5.."',
			name: "availability",
			extras: "runbook, dashboard, ruleTest",
		});
		const { files } = await renderScaffold("slo", answers, live(shop));
		expect(files).toHaveLength(4);
	});

	test.each(["latency", "throughput", "freshness"])("makes an SLO of %s", async (kind) => {
		const answers = await takeSuggestions({ kind }, live(shop));
		expect((await renderScaffold("slo", answers, live(shop))).files.length).toBeGreaterThan(3);
	});

	test("without a server it takes what the code of the workspace registers", async () => {
		const files = {
			"server.js":
				'import { Counter } from "prom-client";\n' +
				'export const answered = new Counter({ name: "shop_requests_total", help: "Answered.", labelNames: ["status_code"] });\n',
		};
		const answers = await takeSuggestions({ service: "shop" }, { files });
		expect(answers).toMatchObject({ metric: "shop_requests_total", errors: 'status_code=~"5.."' });
	});

	test("with nothing at all the usual names are taken", async () => {
		const answers = await takeSuggestions({ service: "shop" }, {});
		expect(answers).toMatchObject({ metric: "http_requests_total", errors: 'code=~"5.."', selector: 'job="shop"' });
	});
});

describe("the place of the cursor", () => {
	const rules = (expression: string) =>
		`groups:\n  - name: a\n    rules:\n      - alert: A\n        expr: ${expression}\n`;
	const at = (expression: string, word: string): Scene => {
		const text = rules(expression);
		return { files: { "a.rules.yaml": text }, at: { path: "a.rules.yaml", offset: text.indexOf(word) + 2 } };
	};

	test("on a metric in a query gives metric, service and its matchers", async () => {
		const scene = at(
			'rate(grpc_server_handled_total{job="pay",namespace="x",grpc_method="Buy"}[5m]) > 0',
			"grpc_server",
		);
		expect(await takeSuggestions({}, scene)).toMatchObject({
			service: "pay",
			kind: "availability",
			selector: 'job="pay",namespace="x"',
			metric: "grpc_server_handled_total",
			errors: expect.stringContaining("grpc_code=~"),
		});
	});

	test.each([
		[
			"histogram_quantile(0.9, rate(http_request_duration_seconds_bucket[5m]))",
			"http_request",
			"latency",
			"http_request_duration_seconds",
		],
		[
			"time() - backup_last_success_timestamp_seconds > 1",
			"backup",
			"freshness",
			"backup_last_success_timestamp_seconds",
		],
		["probe_success == 0", "probe_success", "probe", "probe_success"],
	])("%s", async (expression, word, kind, metric) => {
		const scene = at(`'${expression}'`, word);
		expect(await suggest("kind", { service: "a" }, scene)).toBe(kind);
		expect(await suggest("metric", { service: "a", kind, selector: "" }, scene)).toBe(metric);
	});

	test("on a registration in code gives its metric", async () => {
		const text =
			'import { Counter } from "prom-client";\nexport const done = new Counter({ name: "orders_total", help: "Done." });\n';
		const scene = { files: { "a.js": text }, at: { path: "a.js", offset: text.indexOf("orders_total") } };
		expect(await suggest("metric", { service: "a", kind: "availability", selector: "" }, scene)).toBe("orders_total");
	});
});

describe("what the server says", () => {
	test("bounds come with the share achieved at each, and the first that keeps 99 % is suggested", async () => {
		const options: FakeOptions = {
			...shop,
			query: () => ({
				kind: "vector",
				series: [
					{ labels: { le: "0.1" }, sample: { time: 0, value: 0.8 } },
					{ labels: { le: "0.25" }, sample: { time: 0, value: 0.9951 } },
					// Both spellings of a bound, as during an upgrade.
					{ labels: { le: "1" }, sample: { time: 0, value: 0.4 } },
					{ labels: { le: "1.0" }, sample: { time: 0, value: 0.6 } },
				],
			}),
		};
		const scaffolds = await openScaffolds(live(options));
		const answers = { service: "shop", kind: "latency", selector: 'job="shop"', metric: "request_seconds" };
		const { choices, suggested } = await scaffolds.choices({ id: "slo", question: "threshold", answers }, signal);
		expect(choices.map(({ value, detail }) => [value, detail])).toEqual([
			["0.1", "80 % of the last hour's requests"],
			["0.25", "99.51 % of the last hour's requests"],
			["1.0", "100 % of the last hour's requests"],
		]);
		expect(suggested).toBe("0.25");
	});

	test.each([
		["buckets alone", ["h_bucket", "h_count"], "classic"],
		["a native one", ["h"], "native"],
		["both", ["h", "h_bucket", "h_count"], "classic"],
	])("a histogram that has %s", async (_, metrics, expected) => {
		const scene = live({ series: metrics.map((metric) => name(metric)), metadata: { h: histogram } });
		const answers = { kind: "latency", selector: 'job="shop"', metric: "h" };
		expect(await suggest("histogram", answers, scene)).toBe(expected);
		expect(await suggest("metric", { kind: "latency", selector: 'job="shop"' }, scene)).toBe("h");
	});

	test("errors that are a counter of their own are found by its name", async () => {
		const scene = live({
			series: [name("requests_total", { path: "/" }), name("request_errors_total", { path: "/" })],
			metadata: { requests_total: counter, request_errors_total: counter },
		});
		const answers = { kind: "availability", selector: 'job="shop"', metric: "requests_total" };
		expect(await suggest("countedBy", answers, scene)).toBe("errorCounter");
		expect(await suggest("counter", { ...answers, countedBy: "errorCounter" }, scene)).toBe("request_errors_total");
	});

	test.each([
		[0.01, "5 errors"],
		[10, "none"],
	])("with %d requests a second the guard is %s", async (rate, expected) => {
		const scene = live(answering(shop, { http_requests_total: rate }));
		const answers = { service: "shop", metric: "http_requests_total", errors: 'status=~"5.."', objective: "99.9" };
		expect(await suggest("guard", answers, scene)).toBe(expected);
		const scaffolds = await openScaffolds(scene);
		const { note } = await scaffolds.choices({ id: "slo", question: "guard", answers }, signal);
		expect(note).toBe(`With fewer than 70 requests in 1 hour one failure pages. The last 1 hour had ${rate * 3600}.`);
	});

	test("limits of throughput and freshness are found in the last day", async () => {
		const answers = { service: "shop", selector: "", metric: "import_last_success_timestamp_seconds" };
		const scene = live(answering(shop, { min_over_time: 4, max_over_time: 5000 }));
		expect(await suggest("minimum", { ...answers, kind: "throughput" }, scene)).toBe("2");
		expect(await suggest("maximumAge", { ...answers, kind: "freshness" }, scene)).toBe("6h");
		expect(await suggest("maximumAge", { ...answers, kind: "freshness", metric: "backup_timestamp" }, {})).toBe("26h");
	});

	test("labels to group by come with their values, and those that tell errors do not", async () => {
		const scaffolds = await openScaffolds(live(shop));
		const answers = { service: "shop", selector: 'job="shop"', metric: "http_requests_total" };
		const { choices } = await scaffolds.choices({ id: "slo", question: "grouping", answers }, signal);
		expect(choices).toEqual([{ value: "region", label: "region", description: "2 values: eu, us" }]);
	});

	test.each<[Answers, string]>([
		[{ metric: "htp_requests_total" }, 'has no series htp_requests_total{job="shop"} now'],
		[{ errors: 'status="599"' }, "counts as no errors until there are some"],
		[{ kind: "latency", metric: "request_seconds", threshold: "0.7" }, "has no series request_seconds_bucket"],
	])("a metric without data is said at once: %j", async (answers, note) => {
		const all = { service: "shop", metric: "http_requests_total", errors: 'status=~"5.."', ...answers };
		const { notes } = await renderScaffold("slo", all, live(shop));
		expect(notes.join("\n")).toContain(note);
	});

	test("of a metric that has data nothing is said, nor without a server", async () => {
		const all = { service: "shop", metric: "http_requests_total", errors: 'status="503"' };
		for (const scene of [live(shop), {}]) {
			expect((await renderScaffold("slo", all, scene)).notes.join("\n")).not.toContain("has no series");
		}
	});
});

describe("the workspace", () => {
	const answers = { service: "shop", metric: "http_requests_total", errors: 'code=~"5.."' };
	const alert = (group: string, metric: string) =>
		`groups:\n  - name: ${group}\n    rules:\n      - alert: ShopAvailabilityBudgetBurnsFast\n        expr: ${metric} > 0\n`;

	test("a name that other alerts have is not taken, and another one is suggested", async () => {
		const scene = { files: { "old.rules.yaml": alert("old", "up") } };
		expect(await suggest("name", answers, scene)).toBe("availability-2");
		const scaffolds = await openScaffolds(scene);
		const refused = await scaffolds.render("slo", { ...answers, name: "availability" });
		expect(refused).toMatchObject({ kind: "invalid", question: "name" });
		expect(refused.kind === "invalid" && refused.message).toContain(
			"in old.rules.yaml. Take another name, such as availability-2",
		);
	});

	test("a second objective of another metric gets a name of its own, the same one is written anew", async () => {
		const scene = {
			files: { "slo/shop-availability.rules.yaml": alert("slo-shop-availability", "http_requests_total") },
		};
		expect(await suggest("name", answers, scene)).toBe("availability");
		expect(await suggest("name", { ...answers, metric: "grpc_server_handled_total" }, scene)).toBe("availability-2");
	});

	test("the same objective in another file is told", async () => {
		const files = { "old/shop.yaml": alert("slo-shop-availability", "http_requests_total") };
		const { notes } = await renderScaffold("slo", answers, { files });
		expect(notes.join("\n")).toContain("shop.yaml has the alerts of this objective as well");
	});

	test.each([
		["sloth", "version: prometheus/v1\nservice: a\nslos:\n  - name: b\n    objective: 99\n"],
		[
			"pyrra",
			"apiVersion: pyrra.dev/v1alpha1\nkind: ServiceLevelObjective\nmetadata: {name: a}\nspec: {target: '99', window: 4w}\n",
		],
		[
			"prometheusRule",
			"apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: a}\nspec:\n  groups:\n    - name: a\n      rules:\n        - record: a:b:c\n          expr: up\n",
		],
		["ruleFile", alert("a", "up")],
	])("the form is that of the team: %s", async (form, text) => {
		expect(await suggest("output", answers, { files: { "a.yaml": text } })).toBe(form);
	});

	test("services are the scrape jobs of the workspace too", async () => {
		const files = {
			"prometheus.yml": "scrape_configs:\n  - job_name: till\n    static_configs: [{targets: ['a:1']}]\n",
		};
		const scaffolds = await openScaffolds({ files });
		const { choices } = await scaffolds.choices({ id: "slo", question: "service", answers: {} }, signal);
		expect(choices.map(({ value }) => value)).toContain("till");
	});

	test("rules can go to a rule file that is there", async () => {
		const scaffolds = await openScaffolds({ files: { "a.yaml": alert("a", "up") } });
		const { choices } = await scaffolds.choices({ id: "slo", question: "file", answers }, signal);
		expect(choices.map(({ value }) => value)).toEqual(["", "a.yaml"]);
	});
});
