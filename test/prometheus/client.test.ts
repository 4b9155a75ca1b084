import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MetricKnowledge } from "../../server/metrics/knowledge.ts";
import type { Answer } from "../../server/metrics/port.ts";
import { createHttpPrometheus, type HttpPrometheus } from "../../server/node/httpPrometheus.ts";
import { type RealPrometheus, startRealPrometheus } from "../support/realPrometheus.ts";

let prometheus: RealPrometheus;
let api: HttpPrometheus;
const { signal } = new AbortController();

beforeAll(async () => {
	prometheus = await startRealPrometheus({
		ruleFiles: ["groups: [{name: g, rules: [{record: 'job:up:sum', expr: 'sum by (job) (up)'}]}]"],
	});
	api = createHttpPrometheus({
		server: { name: "real", url: prometheus.url },
		credential: async () => undefined,
		log: () => {},
	});
});
afterAll(async () => {
	await api?.close();
	await prometheus?.stop();
});

function known<T>(answer: Answer<T>): T {
	if (answer.kind !== "ok") throw new Error(JSON.stringify(answer));
	return answer.value;
}

describe("a real Prometheus", () => {
	test("says who it is", async () => {
		const info = known(await api.buildInfo({ signal }));
		expect(info.flavour).toBe("Prometheus");
		expect(info.version).toMatch(/^\d+\.\d+\./);
	});
	test("tells which features are switched on", async () => {
		expect(known(await api.featureFlags({ signal }))).toEqual([]);
	});
	test("lists metric names, labels and their values, for matchers too", async () => {
		const names = known(await api.labelValues("__name__", [], { signal }));
		expect(names.values).toContain("prometheus_http_requests_total");
		expect(names.complete).toBe(true);
		const labels = known(await api.labelNames(["prometheus_http_requests_total"], { signal }));
		expect(labels.values).toEqual(["__name__", "code", "handler", "instance", "job"]);
		const codes = known(await api.labelValues("code", ['{handler="/api/v1/query"}'], { signal }));
		expect(codes.values).toContain("200");
		expect(known(await api.labelValues("nobody_has_this", [], { signal })).values).toEqual([]);
	});
	test("cuts a list at the limit, and says so", async () => {
		const names = known(await api.labelValues("__name__", [], { signal, limit: 3 }));
		expect(names.values.length).toBe(3);
		expect(names.complete).toBe(false);
	});
	test("describes metrics", async () => {
		const metadata = known(await api.metadata({ signal }));
		expect(metadata.get("prometheus_http_requests_total")).toEqual({
			type: "counter",
			help: "Counter of HTTP requests.",
			unit: "",
		});
	});
	test("answers instant queries of every kind", async () => {
		const vector = known(await api.instantQuery("up", { signal }));
		expect(vector.data).toMatchObject({
			kind: "vector",
			series: [{ labels: { __name__: "up", job: "prometheus" }, sample: { value: 1 } }],
		});
		expect(vector.durationSeconds).toBeGreaterThan(0);
		expect(known(await api.instantQuery("1/0", { signal, time: 5 })).data).toEqual({
			kind: "scalar",
			sample: { time: 5, value: Number.POSITIVE_INFINITY },
		});
		expect(known(await api.instantQuery('"hello"', { signal, time: 5 })).data).toEqual({
			kind: "string",
			time: 5,
			value: "hello",
		});
		expect(known(await api.instantQuery("up[1m]", { signal })).data.kind).toBe("matrix");
	});
	test("answers range queries", async () => {
		const end = Math.floor(Date.now() / 1000);
		const { data } = known(await api.rangeQuery("vector(7)", { signal, start: end - 20, end, step: 10 }));
		expect(data).toEqual({
			kind: "matrix",
			series: [
				{
					labels: {},
					samples: [
						{ time: end - 20, value: 7 },
						{ time: end - 10, value: 7 },
						{ time: end, value: 7 },
					],
				},
			],
		});
	});
	test("cuts the series of an answer at the limit, and says so", async () => {
		const answer = known(await api.instantQuery('{__name__=~"prometheus_.*"}', { signal, limit: 5 }));
		expect(answer.truncated).toBe(true);
		expect(answer.data.kind === "vector" && answer.data.series.length).toBe(5);
	});
	test.each([
		[
			"sum(",
			/^127\.0\.0\.1:\d+ rejects the query: invalid parameter "query": 1:5: parse error: unclosed left parenthesis$/,
		],
		['label_replace(up, "a", "$1", "job", "(")', /rejects the query: .*regular expression/],
	])("rejects %s with its own words", async (query, reason) => {
		const answer = await api.instantQuery(query, { signal });
		expect(answer).toMatchObject({ kind: "unavailable", cause: "badQuery", reason: expect.stringMatching(reason) });
	});
	test("is not asked further once the answer is not wanted", async () => {
		const controller = new AbortController();
		const answer = api.instantQuery("sum_over_time(vector(1)[1h:1ms])", { signal: controller.signal });
		setTimeout(() => controller.abort(), 50);
		expect(await answer).toMatchObject({ kind: "unavailable", cause: "cancelled" });
	});
	test("has no API under a wrong prefix", async () => {
		const wrong = createHttpPrometheus({
			server: { name: "real", url: `${prometheus.url}/graph` },
			credential: async () => undefined,
			log: () => {},
		});
		const answer = await wrong.labelNames([], { signal });
		await wrong.close();
		expect(answer).toMatchObject({ kind: "unavailable", cause: "notPrometheus" });
	});
	test("becomes knowledge that can be looked at without waiting", async () => {
		const knowledge = new MetricKnowledge(api);
		expect(knowledge.metricNames().state).toBe("loading");
		await knowledge.warm();
		const names = knowledge.metricNames();
		expect(names.state).toBe("fresh");
		expect(names.value?.values).toContain("job:up:sum");
		const values = knowledge.labelValues("job", ["up"]);
		expect(values.state).toBe("loading");
		if (values.state === "loading") await values.ready;
		expect(knowledge.labelValues("job", ["up"])).toEqual({
			state: "fresh",
			value: { values: ["prometheus"], complete: true },
		});
		const broad = knowledge.labelNames(['{job!="nothing"}']);
		if (broad.state === "loading") await broad.ready;
		expect(knowledge.labelNames(['{job!="nothing"}']).state).toBe("fresh");
	});
});
