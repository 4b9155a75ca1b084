import { describe, expect, test } from "vitest";
import differentExporters from "../../../server/checks/promql/differentExporters.ts";
import quantileSinceStart from "../../../server/checks/promql/quantileSinceStart.ts";
import quantileWithoutLe from "../../../server/checks/promql/quantileWithoutLe.ts";
import rateOfAggregation from "../../../server/checks/promql/rateOfAggregation.ts";
import { foundByCheck, mendedByCheck } from "../../support/foundByCheck.ts";

const record = (expr: string): string => `- record: a:b\n  expr: ${expr}\n`;

describe("quantiles", () => {
	test.each([
		[
			"histogram_quantile(0.9, sum by (job) (rate(x_bucket[5m])))",
			"histogram_quantile(0.9, sum by (job, le) (rate(x_bucket[5m])))",
		],
		[
			"histogram_quantile(0.9, sum(rate(x_bucket[5m])) by (job))",
			"histogram_quantile(0.9, sum(rate(x_bucket[5m])) by (job, le))",
		],
		["histogram_quantile(0.9, sum(rate(x_bucket[5m])))", "histogram_quantile(0.9, sum by (le) (rate(x_bucket[5m])))"],
		[
			"histogram_quantile(0.9, sum without (le, pod) (rate(x_bucket[5m])))",
			"histogram_quantile(0.9, sum without (pod) (rate(x_bucket[5m])))",
		],
		[
			"histogram_quantile(0.9, sum by () (rate(x_bucket[5m])))",
			"histogram_quantile(0.9, sum by (le) (rate(x_bucket[5m])))",
		],
	])("keep le: %s", async (before, after) => {
		expect((await mendedByCheck(quantileWithoutLe, record(before))).replace(/ {2,}(?=\()/, " ")).toBe(record(after));
		expect(await foundByCheck(quantileWithoutLe, record(after))).toEqual([]);
	});

	test.each([
		["histogram_quantile(0.9, sum by (job) (rate(x[5m])))", 0],
		["histogram_quantile(0.9, sum by (job) (x:x_bucket:rate5m))", 0],
		['histogram_quantile(0.9, sum by (job) ({__name__=~".+_bucket"}))', 0],
		["sum by (job) (rate(x_bucket[5m]))", 0],
	])("are not doubted: %s", async (expr, count) => {
		expect(await foundByCheck(quantileWithoutLe, record(`'${expr}'`))).toHaveLength(count);
	});

	test.each([
		["histogram_quantile(0.9, x_bucket)", ["x_bucket"]],
		["histogram_quantile(0.9, sum by (le) (rate(x_bucket[5m])))", []],
		["histogram_quantile(0.9, x)", []],
		["histogram_quantile(0.9, job:x_bucket:rate5m)", []],
		["histogram_quantile(0.9, x_bucket - x_bucket offset 5m)", []],
	])("since the start: %s", async (expr, found) => {
		expect(await foundByCheck(quantileSinceStart, record(expr))).toEqual(found);
	});
});

test.each([
	["rate(sum(x)[5m:])", ["sum"]],
	["increase((avg by (job) (x))[5m:1m])", ["avg"]],
	["rate(sum(rate(x[1m]))[5m:])", []],
	["rate(max by (job) (x)[5m:])", []],
	["rate(sum(x > 1)[5m:])", []],
	["deriv(sum(x)[5m:])", []],
	["max_over_time(sum(x)[5m:])", []],
])("rates of aggregations: %s", async (expr, found) => {
	expect(await foundByCheck(rateOfAggregation, record(expr))).toEqual(found);
});

test.each([
	["process_resident_memory_bytes / node_memory_MemTotal_bytes", 1],
	["container_memory_usage_bytes / ignoring (pod) kube_pod_container_resource_limits", 1],
	["process_resident_memory_bytes / on (node) node_memory_MemTotal_bytes", 0],
	["sum(process_resident_memory_bytes) / sum(node_memory_MemTotal_bytes)", 0],
	["sum by (instance) (container_cpu_usage_seconds_total) / sum by (instance) (kube_node_info)", 0],
	["process_open_fds / process_max_fds", 0],
	['process_resident_memory_bytes{job="node"} / node_memory_MemTotal_bytes', 0],
	["node_filesystem_avail_bytes / node_filesystem_size_bytes", 0],
	["app_memory_bytes / node_memory_MemTotal_bytes", 0],
	['label_replace(process_open_fds, "job", "node", "", "") / node_load1', 0],
	["process_open_fds or node_load1", 0],
])("different exporters: %s", async (expr, count) => {
	expect(await foundByCheck(differentExporters, record(`|-\n    ${expr}`))).toHaveLength(count);
});

test("different exporters are told apart in long expressions too", async () => {
	const sum = (metric: string): string => Array.from({ length: 4000 }, () => metric).join(" + ");
	const expr = `(${sum("node_load1")}) > (${sum("go_goroutines")})`;
	const begun = performance.now();
	expect(await foundByCheck(differentExporters, record(expr))).toHaveLength(1);
	expect(performance.now() - begun).toBeLessThan(3000);
});
