import { describe, expect, test } from "vitest";
import type { MetricRegistration } from "../../../server/code/metricRegistration.ts";
import { Graph } from "../../../server/workspace/graph/graph.ts";
import type { MetricItem } from "../../../server/workspace/graph/indexedFile.ts";
import { catalogueOf, collect } from "../../support/catalogue.ts";
import { readCursor } from "../../support/cursor.ts";
import { createFakePrometheus, type FakeOptions } from "../../support/fakePrometheus.ts";
import { ALL_HOSTS } from "../../support/hosts.ts";
import { createDocument, createTestService, never } from "../../support/testService.ts";

const span = { start: 7, end: 8 };

function registered(name: string, more: Partial<MetricRegistration> = {}): MetricItem {
	const registration: MetricRegistration = {
		language: "python",
		library: "prometheus_client",
		writtenName: name,
		nameSpan: span,
		span,
		name,
		seriesNames: [name],
		type: "counter",
		help: "By code.",
		labels: [{ name: "route", span }],
		labelsComplete: true,
		...more,
	};
	return { kind: "metric", name, span, nameSpan: span, uses: [], registration };
}

const app = "file:///work/app/metrics.py";
const rules = `groups:
  - name: g
    rules:
      - record: route:orders:rate5m
        expr: sum by (route) (rate(orders_total[5m]))
        labels: {team: shop}
`;

/** Everybody says something of `everywhere`; the others are known to one source each. */
const world: FakeOptions = {
	series: [{ labels: { __name__: "everywhere", live: "x" } }, { labels: { __name__: "live_only", live: "x" } }],
	metadata: { everywhere: { type: "gauge", help: "By the server.", unit: "" } },
};

const catalogue = catalogueOf([
	collect(
		"node-exporter",
		{ name: "node_cpu_seconds_total", type: "counter", help: "Seconds.", labels: ["cpu", "mode"] },
		{ name: "node_load1", help: "Load." },
		{ name: "request_seconds", type: "histogram", unit: "seconds", labels: ["code"] },
		{ name: "everywhere", type: "summary", help: "By the catalogue." },
		{ name: "orders_total", help: "By the catalogue." },
	),
]);

async function createWorld(server?: FakeOptions) {
	const graph = new Graph();
	const service = createTestService(server && createFakePrometheus(server), [], {
		graph: () => graph,
		catalogue,
		serverName: () => (server === undefined ? undefined : "production"),
	});
	const recording = service.indexOf(createDocument(rules, 1, "file:///work/rules/orders.yml"));
	if (recording !== undefined) graph.set(recording);
	const { name } = registered("orders_total");
	graph.set({ uri: app, items: [registered(name), registered("everywhere")] });
	await service.knowledge?.warm();
	const metadata = service.knowledge?.metadata();
	if (metadata?.state === "loading") await metadata.ready;
	return { service, graph };
}

const inRule = ALL_HOSTS[0]?.wrap ?? ((text: string) => text);

async function hover(written: string, server?: FakeOptions, wrap = inRule) {
	const { service } = await createWorld(server);
	const { text, offset } = readCursor(wrap(written));
	const found = service.hover(createDocument(text), offset);
	expect(service.logged).toEqual([]);
	return found;
}

describe("what a hover says of a metric, and who says it", () => {
	test.each([
		[
			"of the catalogue",
			"rate(node_cpu<|>_seconds_total[5m])",
			"`node_cpu_seconds_total` · counter\n\nSeconds\n\nfrom node\\-exporter 1\\.0 (catalogue)",
		],
		[
			"of a histogram's series",
			"request_seconds<|>_bucket",
			"`request_seconds_bucket` · histogram · seconds\n\nfrom node\\-exporter 1\\.0 (catalogue)",
		],
		[
			"of code, though the catalogue has it too",
			"orders<|>_total",
			"`orders_total` · counter\n\nBy code\\.\n\nregistered in [app/metrics\\.py](<file:///work/app/metrics.py>) (prometheus\\_client)",
		],
		[
			"of a rule",
			"route:orders<|>:rate5m",
			"`route:orders:rate5m`\n\n```promql\nsum by (route) (rate(orders_total[5m]))\n```\n\nrecorded in [rules/orders\\.yml](<file:///work/rules/orders.yml>)",
		],
	])("%s", async (_, written, expected) => {
		const found = await hover(written);
		expect(found?.markdown).toBe(expected);
	});

	test("what a server tells wins, and what it does not tell is filled in", async () => {
		expect((await hover("everywhere<|>", world))?.markdown).toBe(
			"`everywhere` · gauge\n\nBy the server\\.\n\nfrom production",
		);
		expect((await hover("orders<|>_total", world))?.markdown).toContain("registered in");
		expect((await hover("node_load<|>1", world))?.markdown).toContain("(catalogue)");
		expect((await hover("everywhere<|>"))?.markdown).toContain("By code");
	});

	test("the place in the file that says it comes along", async () => {
		expect((await hover("orders<|>_total"))?.place).toEqual({ uri: app, offset: span.start });
	});
});

async function complete(written: string, server?: FakeOptions, wrap = inRule) {
	const { service } = await createWorld(server);
	const { text, offset } = readCursor(wrap(written));
	const list = await service.complete(createDocument(text), offset, never);
	expect(service.logged).toEqual([]);
	return list;
}

const labelled = (list: Awaited<ReturnType<typeof complete>>, kind: string): string[] =>
	list.items
		.filter((item) => item.kind === kind)
		.toSorted((a, b) => ((a.sortText ?? "") < (b.sortText ?? "") ? -1 : 1))
		.map(({ label, detail }) => (detail === undefined ? label : `${label} (${detail})`));

describe.each(ALL_HOSTS)("with nothing configured, in a scalar that is $name", ({ wrap }) => {
	test("node_ brings the metrics of the node exporter", async () => {
		const list = await complete("node_<|>", undefined, wrap);
		const item = list.items.find(({ label }) => label === "node_cpu_seconds_total");
		expect(item).toMatchObject({ detail: "counter · node-exporter", edit: { newText: "node_cpu_seconds_total" } });
		expect(item?.documentation).toBe("Seconds\n\nfrom node\\-exporter 1\\.0 (catalogue)");
	});
});

describe("names of metrics", () => {
	test("the workspace's come before the catalogue's, and counters before others where counters are wanted", async () => {
		const metrics = labelled(await complete("rate(o<|>"), "metric");
		expect(metrics.slice(0, 4)).toEqual([
			"everywhere (counter · prometheus_client)",
			"orders_total (counter · prometheus_client)",
			"before:it (recorded in this file)",
			"route:orders:rate5m (recorded)",
		]);
		const catalogued = labelled(await complete("rate(node_<|>"), "metric").filter((name) => name.startsWith("node_"));
		expect(catalogued).toEqual([
			"node_cpu_seconds_total (counter · node-exporter)",
			"node_load1 (gauge · node-exporter)",
		]);
	});

	test.each([
		["rate(request<|>", ["request_seconds_bucket", "request_seconds_count", "request_seconds_sum"]],
		["deriv(node_<|>", ["node_load1", "node_cpu_seconds_total"]],
		["node_<|>", ["node_cpu_seconds_total", "node_load1"]],
	])("%s brings first what the function is for", async (written, expected) => {
		const metrics = labelled(await complete(written), "metric").map((name) => name.split(" ")[0] ?? "");
		// A list that is short goes to the editor whole, which filters it by what is typed.
		const typed = /\w+(?=<)/.exec(written)?.[0] ?? "";
		expect(metrics.filter((name) => name.startsWith(typed))).toEqual(expected);
	});

	test("before anything is typed the catalogue stays out, and is asked again with the first letter", async () => {
		const list = await complete("<|>");
		expect(labelled(list, "metric").map((name) => name.split(" ")[0])).toEqual([
			"before:it",
			"everywhere",
			"orders_total",
			"route:orders:rate5m",
		]);
		expect(list.incomplete).toBe(true);
	});

	test("a server that tells what there is leaves the catalogue out, and not the workspace", async () => {
		const names = labelled(await complete("o<|>", world), "metric").map((name) => name.split(" ")[0]);
		expect(names).toContain("orders_total");
		expect(names).toContain("live_only");
		expect(names).not.toContain("node_load1");
	});
});

describe("names of labels", () => {
	test.each([
		["of a series of the catalogue", "node_cpu_seconds_total{<|>}", ["cpu", "instance", "job", "mode"]],
		["of buckets", "request_seconds_bucket{<|>}", ["code", "instance", "job", "le"]],
		["of code", "orders_total{<|>}", ["instance", "job", "route"]],
		["of what a rule records", "route:orders:rate5m{<|>}", ["route", "team"]],
		["in a clause", "sum by (<|>) (rate(node_cpu_seconds_total[5m]))", ["cpu", "instance", "job", "mode"]],
	])("%s", async (_, written, expected) => {
		const labels = (await complete(written)).items.filter(({ detail }) => detail?.startsWith("of ") === true);
		expect(labels.map(({ label }) => label).sort()).toEqual(expected);
	});

	test("a server that knows the series says which labels it has", async () => {
		expect((await complete("everywhere{<|>}", world)).items.map(({ label }) => label)).toEqual(
			expect.not.arrayContaining(["route", "job"]),
		);
	});

	test("values are never made up", async () => {
		expect((await complete('node_cpu_seconds_total{mode="<|>"}')).items).toEqual([]);
	});
});

test("a registration that goes is forgotten", async () => {
	const { service, graph } = await createWorld();
	graph.set({ uri: app, items: [registered("invoices_total")] });
	const { text, offset } = readCursor(inRule("o<|>"));
	const names = (await service.complete(createDocument(text), offset, never)).items.map(({ label }) => label);
	expect(names).toContain("invoices_total");
	expect(names).not.toContain("everywhere");
});
