import { createServer, type Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createHttpPrometheus, type HttpPrometheus } from "../../server/node/httpPrometheus.ts";
import { findFreePort, type RealPrometheus, startRealPrometheus } from "../support/realPrometheus.ts";
import { renderScaffold } from "../support/scaffolds.ts";

/**
 * An SLO of a native histogram in a real Prometheus, which scrapes it as protobuf: no notation of promtool's tests has
 * native histograms in every version.
 */
let target: Server;
let prometheus: RealPrometheus;
let api: HttpPrometheus;
const { signal } = new AbortController();

beforeAll(async () => {
	const port = await findFreePort();
	let scrapes = 0;
	target = createServer((_, response) => {
		scrapes += 1;
		response.setHeader(
			"Content-Type",
			"application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited",
		);
		response.end(writeFamily(90 * scrapes, 10 * scrapes));
	}).listen(port, "127.0.0.1");
	const { files } = await renderScaffold("slo", {
		service: "api",
		kind: "latency",
		metric: "request_seconds",
		histogram: "native",
		threshold: "0.5",
		objective: "99",
		extras: "",
	});
	// The groups' own intervals would have the test wait for minutes.
	const rules = files[0]?.content.replaceAll(/interval: (30s|2m)/g, "interval: 1s") ?? "";
	prometheus = await startRealPrometheus({ ruleFiles: [rules], features: ["native-histograms"], jobs: { api: port } });
	api = createHttpPrometheus({
		server: { name: "real", url: prometheus.url },
		credential: async () => undefined,
		log: () => {},
	});
});
afterAll(async () => {
	await api?.close();
	await prometheus?.stop();
	target?.close();
});

test.each([
	["slo:errors_per_request:ratio_rate5m", 0.1, 1e-6],
	["slo:errors_per_request:ratio_rate1h", 0.1, 1e-6],
	["slo:errors_per_request:ratio_rate1d", 0.1, 1e-6],
	["slo:burn_rate:ratio_rate30d", 10, 1e-3],
	["slo:error_budget_remaining:ratio", -9, 1e-3],
	// Ten percent are above 6 × 1 %, and the page says so.
	['count(ALERTS{alertname="ApiLatency500msBudgetBurnsFast",alertstate="firing"})', 1, 0],
	['absent(ALERTS{alertname="ApiLatency500msNotMeasured"})', 1, 0],
])("%s is %d", async (query, expected, tolerance) => {
	expect(Math.abs((await waitForSample(query)) - expected)).toBeLessThanOrEqual(tolerance);
});

async function waitForSample(query: string): Promise<number> {
	for (let attempt = 0; attempt < 50; attempt++) {
		const answer = await api.instantQuery(query, { signal });
		if (answer.kind !== "ok") throw new Error(JSON.stringify(answer));
		const { data } = answer.value;
		const [first] = data.kind === "vector" ? data.series : [];
		if (first !== undefined) return first.sample.value;
		await sleep(500);
	}
	throw new Error(`No sample of ${query} after 25 seconds.`);
}

/**
 * `io.prometheus.client.MetricFamily` of one native histogram of schema 0, whose buckets end at powers of 2: `fast` in
 * (0.125, 0.25] and `slow` in (0.5, 1]. Field numbers: client_model's metrics.proto.
 */
function writeFamily(fast: number, slow: number): Buffer {
	const spans = [
		bytes(12, [...varint(1, zigzag(-2)), ...varint(2, 1)]),
		bytes(12, [...varint(1, zigzag(1)), ...varint(2, 1)]),
	];
	const deltas = [...encode(zigzag(fast)), ...encode(zigzag(slow - fast))];
	const histogram = [
		...varint(1, fast + slow),
		...double(2, fast * 0.2 + slow * 0.7),
		...varint(5, zigzag(0)),
		...double(6, 1e-128),
		...varint(7, 0),
		...spans.flat(),
		...bytes(13, deltas),
	];
	const family = [...bytes(1, [...Buffer.from("request_seconds")]), ...varint(3, 4), ...bytes(4, bytes(7, histogram))];
	return Buffer.from([...encode(family.length), ...family]);
}

function encode(value: number): number[] {
	const written: number[] = [];
	let rest = value;
	while (rest >= 128) {
		written.push((rest % 128) + 128);
		rest = Math.floor(rest / 128);
	}
	return [...written, rest];
}

function zigzag(value: number): number {
	return value < 0 ? -2 * value - 1 : 2 * value;
}

function varint(field: number, value: number): number[] {
	return [...encode(field * 8), ...encode(value)];
}

function bytes(field: number, content: readonly number[]): number[] {
	return [...encode(field * 8 + 2), ...encode(content.length), ...content];
}

function double(field: number, value: number): number[] {
	const written = Buffer.alloc(8);
	written.writeDoubleLE(value);
	return [...encode(field * 8 + 1), ...written];
}
