import { describe, expect, test } from "vitest";
import { readCardinality, readExemplars, readRuleStates } from "../../server/metrics/apiResponseLive.ts";

describe("the state of rules", () => {
	const alerting = {
		state: "firing",
		name: "Down",
		query: "up == 0",
		duration: 60,
		labels: { severity: "page" },
		annotations: {},
		alerts: [
			{
				labels: { alertname: "Down", job: "a" },
				annotations: { summary: "a is down" },
				state: "firing",
				activeAt: "2026-01-02T03:04:05.123456789Z",
				value: "0e+00",
			},
			{ labels: {}, annotations: {}, state: "pending", activeAt: "2026-01-02T03:04:06+01:00", value: "+Inf" },
			{ labels: {}, annotations: {}, state: "inactive", activeAt: "2026-01-02T03:04:06Z", value: "1" },
		],
		health: "ok",
		evaluationTime: 0.0125,
		lastEvaluation: "2026-01-02T03:05:00Z",
		type: "alerting",
	};
	const recording = {
		name: "job:up:sum",
		query: "sum by (job) (up)",
		health: "err",
		lastError: "found duplicate series",
		evaluationTime: 0,
		lastEvaluation: "0001-01-01T00:00:00Z",
		type: "recording",
	};

	test("is read with its health, cost and alerts", () => {
		const group = { name: "g", file: "/etc/r.yml", interval: 30, limit: 0, rules: [alerting, recording] };
		const timed = { ...group, evaluationTime: 0.02, lastEvaluation: "2026-01-02T03:05:00Z" };
		expect(readRuleStates({ groups: [timed] })).toEqual([
			{
				name: "g",
				file: "/etc/r.yml",
				intervalSeconds: 30,
				evaluationSeconds: 0.02,
				lastEvaluation: Date.UTC(2026, 0, 2, 3, 5) / 1000,
				rules: [
					{
						kind: "alert",
						name: "Down",
						query: "up == 0",
						labels: { severity: "page" },
						health: "ok",
						evaluationSeconds: 0.0125,
						lastEvaluation: Date.UTC(2026, 0, 2, 3, 5) / 1000,
						alerts: [
							{
								state: "firing",
								labels: { alertname: "Down", job: "a" },
								annotations: { summary: "a is down" },
								activeAt: Date.UTC(2026, 0, 2, 3, 4, 5, 123) / 1000,
								value: 0,
							},
							{
								state: "pending",
								labels: {},
								annotations: {},
								activeAt: Date.UTC(2026, 0, 2, 2, 4, 6) / 1000,
								value: Number.POSITIVE_INFINITY,
							},
						],
					},
					{
						kind: "record",
						name: "job:up:sum",
						query: "sum by (job) (up)",
						labels: {},
						health: "err",
						lastError: "found duplicate series",
						alerts: [],
					},
				],
			},
		]);
	});
	test.each([
		["no groups", { groups: [] }, []],
		["groups as null", { groups: null }, []],
		["something else", { hello: 1 }, undefined],
		["a rule without a name", { groups: [{ name: "g", rules: [{ query: "up" }] }] }, undefined],
		["nothing", undefined, undefined],
	])("of %s", (_what, data, expected) => {
		expect(readRuleStates(data)).toEqual(expected);
	});
});

describe("cardinality", () => {
	const lists = {
		seriesCountByMetricName: [
			{ name: "up", value: 2 },
			{ name: "http_requests_total", value: 40 },
		],
		labelValueCountByLabelName: [{ name: "__name__", value: 2 }],
		seriesCountByLabelValuePair: [{ name: "job=api", value: 40 }],
	};
	const read = {
		metrics: [
			{ name: "http_requests_total", count: 40 },
			{ name: "up", count: 2 },
		],
		labels: [{ name: "__name__", count: 2 }],
		pairs: [{ name: "job=api", count: 40 }],
	};
	test.each([
		[
			"Prometheus",
			{ headStats: { numSeries: 508, numLabelPairs: 90 }, ...lists },
			{ series: 508, labelPairs: 90, ...read },
		],
		["VictoriaMetrics", { totalSeries: 9, totalLabelValuePairs: 8, ...lists }, { series: 9, labelPairs: 8, ...read }],
		["an old Prometheus", lists, { series: 42, ...read }],
		["another", [{ tenant: "a" }], undefined],
	])("of %s", (_what, data, expected) => {
		expect(readCardinality(data)).toEqual(expected);
	});
});

describe("exemplars", () => {
	test.each([
		["null", null, []],
		[
			"a series",
			[{ seriesLabels: { job: "a" }, exemplars: [{ labels: { trace_id: "t" }, value: "6", timestamp: 1.5 }] }],
			[{ labels: { job: "a" }, exemplars: [{ labels: { trace_id: "t" }, time: 1.5, value: 6 }] }],
		],
		["no list", { a: 1 }, undefined],
		["a value that is none", [{ seriesLabels: {}, exemplars: [{ labels: {}, value: "x", timestamp: 1 }] }], undefined],
	])("of %s", (_what, data, expected) => {
		expect(readExemplars(data)).toEqual(expected);
	});
});
