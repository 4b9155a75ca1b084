import { expect, test } from "vitest";
import { createLanguageService } from "../../../server/service.ts";
import { applyEdits } from "../../../server/text/textEdit.ts";
import { readCursor } from "../../support/cursor.ts";
import { createFakePrometheus } from "../../support/fakePrometheus.ts";
import { createDocument, createTestService, never } from "../../support/testService.ts";

const series = [
	{ labels: { __name__: "http_requests_total", job: "api", code: "200" } },
	{ labels: { __name__: "http_requests_total", job: "api", code: "500" } },
	{ labels: { __name__: "node_load1", job: "node" } },
	{ labels: { __name__: "queue_depth", job: "worker" } },
];
const metadata = {
	http_requests_total: { type: "counter", help: "Requests that were served.", unit: "" },
	node_load1: { type: "gauge", help: "1m load average.", unit: "" },
} as const;

async function connected() {
	const service = createTestService(createFakePrometheus({ series, metadata }));
	await service.knowledge?.warm();
	return service;
}

test("metrics are found by words of their names, then of their help", async () => {
	const { explorer } = await connected();
	const names = (text: string): readonly string[] =>
		explorer.search({ text, limit: 10 }).metrics.map(({ name, type }) => `${name} ${type}`);
	expect(names("")).toEqual(["http_requests_total counter", "node_load1 gauge", "queue_depth unknown"]);
	expect(names("total http")).toEqual(["http_requests_total counter"]);
	expect(names("average")).toEqual(["node_load1 gauge"]);
	expect(names("o")).toEqual(["http_requests_total counter", "node_load1 gauge"].filter((name) => name.includes("o")));
	expect(explorer.search({ text: "nothing such", limit: 10 })).toEqual({
		metrics: [],
		count: 0,
		note: "No metric matches.",
	});
	expect(explorer.search({ text: "", limit: 1 })).toMatchObject({
		count: 3,
		metrics: [{ name: "http_requests_total" }],
	});
});

test("names are grouped by how they begin", async () => {
	const { explorer } = await connected();
	expect(explorer.families().families).toEqual([
		{ prefix: "http_", count: 1 },
		{ prefix: "node_", count: 1 },
		{ prefix: "queue_", count: 1 },
	]);
});

test("without a server the reason is told", () => {
	const { explorer } = createTestService();
	expect(explorer.search({ text: "no such metric anywhere", limit: 1 }).note).toContain("Add Prometheus");
});

test("labels of a metric are listed with the number of their values, the most first", async () => {
	const { explorer } = await connected();
	expect(await explorer.labels("http_requests_total", never)).toEqual({
		labels: [
			{ name: "code", values: 2, examples: ["200", "500"] },
			{ name: "job", values: 1, examples: ["api"] },
		],
	});
});

const places: readonly (readonly [what: string, before: string, after: string])[] = [
	[
		"a rule",
		"groups:\n  - name: g\n    rules:\n      - record: a:b\n        expr: sum(<|>)\n",
		"groups:\n  - name: g\n    rules:\n      - record: a:b\n        expr: sum(rate(http_requests_total[5m]))\n",
	],
	[
		"a dashboard",
		'{"title":"d","schemaVersion":39,"panels":[{"type":"timeseries","title":"p","datasource":{"type":"prometheus","uid":"p"},"targets":[{"refId":"A","expr":"sum(<|>)"}]}]}',
		'{"title":"d","schemaVersion":39,"panels":[{"type":"timeseries","title":"p","datasource":{"type":"prometheus","uid":"p"},"targets":[{"refId":"A","expr":"sum(rate(http_requests_total[$__rate_interval]))"}]}]}',
	],
];

test.each(places)("the expression for a metric is written into %s as it has to be there", async (_, before, after) => {
	const { explorer } = await connected();
	const { text, offset } = readCursor(before);
	const document = createDocument(text);
	const { edit } = explorer.insertion({ name: "http_requests_total", type: "counter" }, { document, offset });
	expect(applyEdits(text, edit === undefined ? [] : [edit])).toBe(after);
});

test("outside of PromQL the expression is only told", async () => {
	const { explorer } = await connected();
	const document = createDocument("nothing: here\n");
	const metric = { name: "http_requests_total", type: "counter" } as const;
	expect(explorer.insertion(metric, { document, offset: 3 })).toEqual({ text: "rate(http_requests_total[5m])" });
});

test("the cardinality report lists what has the most series, and says why where it cannot", async () => {
	const live = createFakePrometheus({
		cardinality: {
			series: 12_345,
			labelPairs: 678,
			metrics: [{ name: "http_requests_total", count: 6_000 }],
			labels: [{ name: "path|x", count: 900 }],
			pairs: [],
		},
	});
	const report = (api: typeof live | undefined): Promise<string> =>
		createLanguageService({
			knowledge: () => undefined,
			live: () => api,
			templates: { read: () => Promise.resolve(undefined) },
			log: () => {},
			now: () => 0,
			pause: () => Promise.resolve(),
		}).explorer.cardinality("prod", never);
	const text = await report(live);
	expect(text).toContain("12\u202f345 series in memory, 678 different pairs");
	expect(text).toContain("| `http_requests_total` | 6\u202f000 | 48.6 % |");
	expect(text).toContain("| `path\\|x` | 900 |");
	expect(text).toContain("## Pairs with the most series\n\nThe server names none.");
	expect(await report(createFakePrometheus({}))).toContain("does not tell it");
	expect(await report(undefined)).toContain("Add Prometheus");
});
