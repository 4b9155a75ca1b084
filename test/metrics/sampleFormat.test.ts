import { describe, expect, test } from "vitest";
import { formatSample, type SampleUnit, unitOfMetric } from "../../server/metrics/sampleFormat.ts";

describe("values as people read them", () => {
	test.each([
		[0, "none", "0"],
		[1, "none", "1"],
		[0.1 + 0.2, "none", "0.3"],
		[99_999, "none", "99999"],
		[123_456, "none", "123.5k"],
		[-1_234_567, "none", "-1.235M"],
		[4.2e9, "none", "4.2G"],
		[0.00001234, "none", "1.23e-5"],
		[1e21, "none", "1.00e+21"],
		[Number.NaN, "bytes", "NaN"],
		[Number.POSITIVE_INFINITY, "seconds", "+Inf"],
		[Number.NEGATIVE_INFINITY, "none", "-Inf"],
		[512, "bytes", "512 B"],
		[1536, "bytes", "1.5 KiB"],
		[16 * 1024 ** 3, "bytes", "16 GiB"],
		[-2048, "bytes", "-2 KiB"],
		[0, "seconds", "0 s"],
		[0.000_000_5, "seconds", "500 ns"],
		[0.000_25, "seconds", "250 µs"],
		[0.0123, "seconds", "12.3 ms"],
		[12.345, "seconds", "12.35 s"],
		[59.9999, "seconds", "60 s"],
		[125, "seconds", "2m 5s"],
		[3600, "seconds", "1h"],
		[7500, "seconds", "2h 5m"],
		[90_061, "seconds", "1d 1h"],
		[-125, "seconds", "-2m 5s"],
		[0.9995, "ratio", "99.95 %"],
		[42.5, "percent", "42.5 %"],
		[36.6, "celsius", "36.6 °C"],
		[1_700_000_000, "timestamp", "2023-11-14 22:13:20 UTC"],
		[1e300, "timestamp", "1.00e+300"],
	] as const)("%d %s is %s", (value, unit, expected) => {
		expect(formatSample(value, unit)).toBe(expected);
	});
});

describe("the unit of a metric", () => {
	test.each<readonly [string, string, SampleUnit]>([
		["up", "", "none"],
		["process_resident_memory_bytes", "", "bytes"],
		["node_network_receive_bytes_total", "", "bytes"],
		["http_request_duration_seconds_sum", "", "seconds"],
		["http_request_duration_seconds_count", "", "none"],
		["http_request_duration_seconds_bucket", "", "none"],
		["node_filesystem_free_ratio", "", "ratio"],
		["process_start_time_seconds", "", "timestamp"],
		["push_time_seconds", "", "timestamp"],
		["http_response_time_seconds", "", "seconds"],
		["backup_last_success_timestamp_seconds", "", "timestamp"],
		["latency", "seconds", "seconds"],
		["cpu_percent", "", "percent"],
	])("%s (%s) is %s", (name, declared, unit) => {
		expect(unitOfMetric(name, declared)).toBe(unit);
	});
});
