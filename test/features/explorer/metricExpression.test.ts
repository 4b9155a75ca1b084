import { expect, test } from "vitest";
import { type AskedMetric, expressionOf } from "../../../server/features/explorer/metricExpression.ts";
import { checkPromql } from "../../../server/promql/check.ts";
import { parsePromql } from "../../../server/promql/parse.ts";

const cases: readonly (readonly [what: string, metric: AskedMetric, expression: string])[] = [
	["a counter", { name: "requests_total", type: "counter" }, "rate(requests_total[5m])"],
	[
		"a counter by the name of its metadata",
		{ name: "requests", type: "counter", series: new Set(["requests_total"]) },
		"rate(requests_total[5m])",
	],
	["a gauge", { name: "queue_depth", type: "gauge" }, "queue_depth"],
	["a metric of no known type", { name: "up", type: "unknown" }, "up"],
	[
		"a histogram",
		{ name: "latency_seconds", type: "histogram" },
		"histogram_quantile(0.95, sum by (le) (rate(latency_seconds_bucket[5m])))",
	],
	[
		"the buckets of a histogram",
		{ name: "latency_seconds_bucket", type: "histogram" },
		"histogram_quantile(0.95, sum by (le) (rate(latency_seconds_bucket[5m])))",
	],
	["the count of a histogram", { name: "latency_seconds_count", type: "histogram" }, "rate(latency_seconds_count[5m])"],
	[
		"a native histogram",
		{ name: "latency_seconds", type: "histogram", series: new Set(["latency_seconds"]) },
		"histogram_quantile(0.95, sum(rate(latency_seconds[5m])))",
	],
	["a summary", { name: "gc_seconds", type: "summary" }, "gc_seconds"],
	["the sum of a summary", { name: "gc_seconds_sum", type: "summary" }, "rate(gc_seconds_sum[5m])"],
	["a name of UTF-8", { name: "http.requests", type: "counter" }, 'rate({"http.requests"}[5m])'],
];

test.each(cases)("%s is asked for by the right function", (_, metric, expression) => {
	expect(expressionOf(metric, "5m")).toBe(expression);
	expect(checkPromql(parsePromql(expression), { role: "query" })).toEqual([]);
});
