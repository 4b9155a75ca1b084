import { describe, expect, test } from "vitest";
import { type Exposition, exposed, micrometer } from "../../server/code/exposedNames.ts";
import type { RegisteredType } from "../../server/code/metricRegistration.ts";

type Row = readonly [type: RegisteredType, name: string, unit: string | undefined, exposed: string, series?: string];

function check(exposition: Exposition, [type, name, unit, expected, series]: Row): void {
	const metric = exposition.metric({ type, name, unit });
	expect(metric.name).toBe(expected);
	if (series !== undefined)
		expect(metric.seriesNames.map((other) => other.slice(expected.length)).join(" ")).toBe(series);
}

/** Each was compared with what prometheus/otlptranslator 1.0 makes of it. */
describe("OpenTelemetry", () => {
	test.each<{ row: Row }>(
		(
			[
				["counter", "http.server.requests", undefined, "http_server_requests_total", ""],
				["counter", "http.server.requests", "{request}", "http_server_requests_total"],
				["counter", "requests_total", undefined, "requests_total"],
				["counter", "total.requests", undefined, "requests_total"],
				["counter", "io", "By", "io_bytes_total"],
				["counter", "io.bytes", "By", "io_bytes_total"],
				["counter", "cpu.time", "s", "cpu_time_seconds_total"],
				["counter", "tasks", "1", "tasks_total"],
				[
					"histogram",
					"http.server.request.duration",
					"s",
					"http_server_request_duration_seconds",
					"_bucket _sum _count ",
				],
				["histogram", "duration.milliseconds", "ms", "duration_milliseconds"],
				["gauge", "utilization", "1", "utilization_ratio"],
				["gauge", "cache.ratio", "1", "cache_ratio"],
				["gauge", "net.rate", "By/s", "net_rate_bytes_per_second"],
				["gauge", "speed", "m/h", "speed_meters_per_hour"],
				["gauge", "fuel", "L/{km}", "fuel_L"],
				["gauge", "fan", "{fan}/min", "fan_per_min"],
				["gauge", "temperature", "Cel", "temperature_celsius"],
				["gauge", "load", "%", "load_percent"],
				["gauge", "odd", "foo_bar", "odd_foo_bar"],
				["gauge", "a..b--c__d", undefined, "a_b_c_d"],
			] satisfies readonly Row[]
		).map((row) => ({ row })),
	)("$row", ({ row }) => check(exposed.openTelemetry, row));

	test("what goes up and down is no ratio, but may be called one", () => {
		const metric = exposed.openTelemetryUpDown.metric({ type: "gauge", name: "queue.depth", unit: "1" });
		expect(metric.seriesNames).toEqual(["queue_depth"]);
		expect(metric.otherSeriesNames).toEqual(["queue.depth", "queue_depth_ratio"]);
	});

	test("exporters that add no suffix, or translate nothing, have other names", () => {
		const metric = exposed.openTelemetry.metric({ type: "counter", name: "io.read", unit: "By" });
		expect(metric.seriesNames).toEqual(["io_read_bytes_total"]);
		expect(metric.otherSeriesNames).toEqual(["io_read_total", "io_read", "io.read"]);
	});

	test.each([
		["http.request.method", "http_request_method"],
		["status-code", "status_code"],
		["2xx", "key_2xx"],
		["a..b", "a_b"],
	])("the attribute %s is the label %s", (attribute, label) => {
		expect(exposed.openTelemetry.label(attribute)).toBe(label);
	});
});

/** Each was compared with what the registry of Micrometer 1.15 exposes. */
describe("Micrometer", () => {
	test.each<readonly [Parameters<typeof micrometer>, Row]>([
		[["counter"], ["counter", "orders.placed", undefined, "orders_placed_total", ""]],
		[["counter"], ["counter", "already_total", undefined, "already_total", ""]],
		[["counter"], ["counter", "sent", "bytes", "sent_bytes_total", ""]],
		[["timer"], ["summary", "request", undefined, "request_seconds", "_sum _count _max"]],
		[["timer"], ["summary", "request.seconds", undefined, "request_seconds", "_sum _count _max"]],
		[
			["timer", true],
			["summary", "request", undefined, "request_seconds", "_bucket _sum _count _max"],
		],
		[
			["timer", false, true],
			["summary", "request", undefined, "request_seconds", " _sum _count _max"],
		],
		[["functionTimer"], ["summary", "calls", undefined, "calls_seconds", "_sum _count"]],
		[["longTaskTimer"], ["summary", "import", undefined, "import_seconds", "_sum _count _max"]],
		[["summary"], ["summary", "payload", "bytes", "payload_bytes", "_sum _count _max"]],
		[["gauge"], ["gauge", "queue.depth", undefined, "queue_depth", ""]],
		[["timeGauge"], ["gauge", "age", undefined, "age_seconds", ""]],
		[["gauge"], ["gauge", "1st.gauge", undefined, "_st_gauge", ""]],
	])("%j", (kind, row) => check(micrometer(...kind), row));
});

describe("Prometheus's clients", () => {
	test.each<readonly [keyof typeof exposed, Row]>([
		["asWritten", ["counter", "jobs", undefined, "jobs", ""]],
		["asWritten", ["summary", "size", undefined, "size", " _sum _count"]],
		["withoutQuantiles", ["summary", "size", undefined, "size", "_sum _count"]],
		["asWrittenNative", ["histogram", "size", undefined, "size", "_bucket _sum _count "]],
		["pythonClient", ["info", "ver_info", undefined, "ver_info_info", ""]],
		["pythonClient", ["gauge", "t", "celsius", "t_celsius", ""]],
		["javaClient", ["counter", "http.requests", undefined, "http_requests_total", ""]],
		["openMetrics", ["counter", "size", "bytes", "size_bytes_total", ""]],
		["rustMetrics", ["histogram", "a.b-c", undefined, "a_b_c", " _sum _count _bucket"]],
	])("%s: %j", (exposition, row) => check(exposed[exposition], row));

	test("Python's counter tells when it was created, without its suffix", () => {
		const metric = exposed.pythonClient.metric({ type: "counter", name: "jobs_total" });
		expect(metric.seriesNames).toEqual(["jobs_total", "jobs_created"]);
	});
});
