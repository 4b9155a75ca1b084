import { describe, expect, it } from "vitest";
import { createTestService, never } from "../../support/testService.ts";

const service = createTestService();
let files = 0;

async function read(text: string) {
	files += 1;
	const document = { uri: `file:///slo-${files}.yaml`, languageId: "yaml", version: 1, text };
	const problems = (await service.diagnose(document, never)) ?? [];
	const found = problems.map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`);
	return { found, symbols: service.symbols(document) };
}

const sloth = (queries: string): string =>
	`version: "prometheus/v1"\nservice: api\nlabels: {team: web}\nslos:\n  - name: availability\n    objective: 99.9\n    sli:\n${queries}    alerting:\n      name: HighErrorRate\n      page_alert: {labels: {severity: critical}}\n      ticket_alert: {disable: true}\n`;
const events = (error: string): string =>
	`      events:\n        error_query: ${error}\n        total_query: sum(rate(requests_total[{{.window}}]))\n`;

describe("Sloth", () => {
	it.each([
		["events", sloth(events('sum(rate(requests_total{code=~"5.."}[{{.window}}]))'))],
		[
			"a ratio",
			sloth("      raw:\n        error_ratio_query: |\n          avg_over_time(error_ratio[{{ .window }}])\n"),
		],
		["a plugin", sloth("      plugin:\n        id: sloth-common/x\n        options: {a: 1}\n")],
		[
			"the resource",
			"apiVersion: sloth.slok.dev/v1\nkind: PrometheusServiceLevel\nmetadata: {name: api}\nspec:\n  service: api\n  slos:\n    - name: availability\n      objective: 99.9\n      sli:\n        events:\n          errorQuery: sum(rate(errors_total[{{.window}}]))\n          totalQuery: sum(rate(all_total[{{.window}}]))\n      alerting:\n        pageAlert: {disable: true}\n        ticketAlert: {disable: true}\n",
		],
	])("takes %s", async (_, text) => {
		const { found, symbols } = await read(text);
		expect(found).toEqual([]);
		const [first] = symbols;
		const slo = first?.kind === "slo" ? first : first?.children[0];
		expect([slo?.kind, slo?.name, slo?.detail]).toEqual(["slo", "availability", "99.9 %"]);
	});

	it("is told of a fault in the PromQL beside the window", async () => {
		const { found } = await read(sloth(events("sum(rate(errors_total[{{.window}}])")));
		expect(found.map((line) => line.split(" ")[0])).toEqual(["promql/unclosed"]);
	});

	it("is told of a query without the window", async () => {
		expect((await read(sloth(events("sum(errors_total)")))).found).toEqual(["slo/missing-window error_query"]);
	});

	it("finds a field of the resource in the file", async () => {
		const { found } = await read(sloth(events("errors[{{.window}}]")).replace("page_alert", "pageAlert"));
		expect(found).toEqual(["slo/unknown-field pageAlert"]);
	});
});

describe("Pyrra", () => {
	const pyrra = (indicator: string): string =>
		`apiVersion: pyrra.dev/v1alpha1\nkind: ServiceLevelObjective\nmetadata: {name: api}\nspec:\n  target: '99'\n  window: 2w\n  indicator:\n${indicator}`;
	it.each([
		[
			"a ratio",
			"    ratio:\n      errors: {metric: 'r{code=~\"5..\"}'}\n      total: {metric: r}\n      grouping: [handler]\n",
			[],
		],
		["a native histogram", "    latencyNative:\n      latency: 200ms\n      total: {metric: 'h{job=\"x\"}'}\n", []],
		[
			"no bucket",
			"    latency:\n      success: {metric: h_bucket}\n      total: {metric: h_count}\n",
			["slo/missing-bucket h_bucket"],
		],
		["an expression", "    bool_gauge: {metric: 'rate(up[5m])'}\n", ["slo/not-a-selector 'rate(up[5m])'"]],
		["a fault", "    bool_gauge: {metric: 'up{'}\n", ["promql/unclosed {"]],
	])("reads %s", async (_, indicator, codes) => {
		expect((await read(pyrra(indicator))).found).toEqual(codes);
	});
});

describe("OpenSLO", () => {
	const metric = (type: string, query: string): string =>
		`apiVersion: openslo/v1\nkind: SLO\nmetadata: {name: a}\nspec:\n  indicator:\n    metadata: {name: i}\n    spec:\n      ratioMetric:\n        total:\n          metricSource:\n            type: ${type}\n            spec:\n              query: ${query}\n  objectives:\n    - displayName: fast\n      target: 0.99\n`;
	it.each([
		["Prometheus", "sum(", ["promql/unclosed"]],
		["Prometheus", "sum(up)", []],
		["Datadog", "sum:x{*}", []],
	])("reads the queries of %s alone: %s", async (type, query, codes) => {
		const { found, symbols } = await read(metric(type, query));
		expect(found.map((line) => line.split(" ")[0])).toEqual(codes);
		expect(symbols[0]?.children.map(({ name }) => name)).toEqual(["fast"]);
	});
});
