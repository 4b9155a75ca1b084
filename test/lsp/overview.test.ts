import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FamiliesResult, InsertionResult, MetricSearch } from "../../server/protocol/metricsExplorer.ts";
import type { AssessResult, DependenciesResult, ServiceItem, ServicesResult } from "../../server/protocol/overview.ts";
import { type LspClient, startLspClient } from "../support/lspClient.ts";
import { provideGrammars } from "../support/provideGrammars.ts";

/** What the views of the side bar ask, over a workspace on disk. */
const files = {
	"services/shop/metrics.ts": `import { Counter } from "prom-client";
export const orders = new Counter({ name: "shop_orders_total", help: "Orders." });
`,
	"rules/shop.yaml": `groups:
  - name: shop
    rules:
      - record: shop:orders:rate5m
        expr: rate(shop_orders_total[5m])
      - alert: NoOrders
        expr: shop:orders:rate5m == 0
        labels:
          service: shop
`,
};

let folder: string;
let client: LspClient;
const uriOf = (path: string): string => pathToFileURL(join(folder, path)).href;
const ask = <T>(method: string, params: object = {}): Promise<T> => client.connection.sendRequest<T>(method, params);

beforeAll(async () => {
	await provideGrammars("tree-sitter-typescript/tree-sitter-typescript");
	folder = await mkdtemp(join(tmpdir(), "observability-overview-"));
	for (const [path, text] of Object.entries(files)) {
		await mkdir(dirname(join(folder, path)), { recursive: true });
		await writeFile(join(folder, path), text);
	}
	client = await startLspClient({ rootUri: pathToFileURL(folder).href });
});

afterAll(async () => {
	expect(await client.stop()).toBe(0);
	await rm(folder, { recursive: true, force: true });
});

test("services come with counts and gaps, and their items with places", async () => {
	await expect
		.poll(async () => (await ask<ServicesResult>("observability/services")).complete, { timeout: 20_000 })
		.toBe(true);
	const { services } = await ask<ServicesResult>("observability/services");
	expect(services.map(({ name, gaps, risk }) => [name, gaps, risk])).toEqual([
		["shop", ["no SLO", "no dashboard", "1 without runbook", "1 without test"], "medium"],
	]);
	expect(services[0]?.counts).toMatchObject({ metric: 1, record: 1, alert: 1, dashboard: 0 });
	const items = await ask<readonly ServiceItem[]>("observability/serviceItems", { service: "shop", kind: "metric" });
	const text = files["services/shop/metrics.ts"];
	expect(items.map(({ name, uri, offset, length }) => [name, uri, text.slice(offset, offset + length)])).toEqual([
		["shop_orders_total", uriOf("services/shop/metrics.ts"), "shop_orders_total"],
	]);
});

test("the picture leads from the code to the alert, wherever the cursor is", async () => {
	const uri = uriOf("rules/shop.yaml");
	client.open(uri, files["rules/shop.yaml"]);
	await client.diagnostics(uri, 1);
	const offset = files["rules/shop.yaml"].indexOf("shop_orders_total") + 3;
	const result = await ask<DependenciesResult | null>("observability/dependencies", {
		uri,
		position: client.position(uri, offset),
	});
	expect(result?.title).toBe("shop_orders_total");
	expect(result?.picture.nodes.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
		"metric shop_orders_total",
		"record shop:orders:rate5m",
		"alert NoOrders",
	]);
	expect(await ask("observability/dependencies", { uri, position: { line: 0, character: 0 } })).toBeNull();
});

test("the assessment links relative to where it is written", async () => {
	const { markdown, complete } = await ask<AssessResult>("observability/assess", { base: uriOf("docs") });
	expect(complete).toBe(true);
	expect(markdown).toContain("| shop | 1 | 1 | 1 | 0 of 1 | 0 of 1 | 0 | 0 |");
	expect(markdown).toContain("alert NoOrders: no runbook ([../rules/shop.yaml:6](../rules/shop.yaml#L6))");
});

test("metrics are explored without a server: those of the workspace first, then those of well-known exporters", async () => {
	const search = await ask<MetricSearch>("observability/metrics/search", { text: "shop", limit: 10 });
	expect(search.metrics.map(({ name, type, source }) => [name, type, source])).toEqual(
		expect.arrayContaining([
			["shop_orders_total", "counter", "code"],
			["shop:orders:rate5m", expect.any(String), "rule"],
		]),
	);
	const { families } = await ask<FamiliesResult>("observability/metrics/families");
	expect(families.map(({ prefix }) => prefix)).toEqual(expect.arrayContaining(["node_", "shop_", "shop:"]));
});

test("the expression for a metric is written where the cursor is", async () => {
	const uri = uriOf("rules/shop.yaml");
	const offset = files["rules/shop.yaml"].indexOf("rate(shop_orders_total");
	const { text, edit } = await ask<InsertionResult>("observability/metrics/insertion", {
		metric: { name: "up", type: "gauge" },
		place: { uri, position: client.position(uri, offset) },
	});
	expect(text).toBe("up");
	expect(edit).toEqual({
		range: { start: client.position(uri, offset), end: client.position(uri, offset) },
		newText: "up",
	});
});

test("without a server the cardinality report says why there is none", async () => {
	const { markdown } = await ask<{ readonly markdown: string }>("observability/metrics/cardinality");
	expect(markdown).toContain("No Prometheus is configured");
});
