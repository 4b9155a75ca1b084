import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	readApiResponse,
	readBuildInfo,
	readFeatureFlags,
	readMetadata,
	readQueryData,
} from "../../server/metrics/apiResponse.ts";

test.each([
	[{ "enable-feature": "" }, []],
	[{ "enable-feature": "a,b" }, ["a", "b"]],
	[{ "enable-feature": "[a b]" }, ["a", "b"]],
	[{ "config.file": "x" }, undefined],
	[{ "enable-feature": ["a"] }, undefined],
	[null, undefined],
])("of the flags %j those of features are %j", (data, flags) => {
	expect(readFeatureFlags(data)).toEqual(flags);
});

describe("what is not Prometheus's is read as nothing", () => {
	test.each([
		null,
		3,
		"x",
		[],
		{},
		{ resultType: "vector" },
		{ resultType: "other", result: [] },
		{ resultType: "vector", result: [{ metric: {}, value: [1] }] },
		{ resultType: "vector", result: [{ metric: {}, value: [1, 2] }] },
		{ resultType: "vector", result: [{ metric: { a: 1 }, value: [1, "2"] }] },
		{ resultType: "vector", result: [{ metric: {}, value: [1, "two"] }] },
		{ resultType: "matrix", result: [{ metric: {}, values: [[1, ""]] }] },
		{ resultType: "matrix", result: [{ metric: {}, values: {} }] },
		{ resultType: "scalar", result: [1] },
		{ resultType: "string", result: ["a", "b"] },
	])("%j", (data) => {
		expect(readQueryData(data, 10)).toBeUndefined();
	});
	test("whatever it is, nothing is thrown", () => {
		fc.assert(
			fc.property(fc.jsonValue(), (json) => {
				readApiResponse(json);
				readQueryData(json, 10);
				readMetadata(json);
				readBuildInfo(json);
			}),
		);
	});
});

describe("answers of Prometheus", () => {
	test("a series that changes to native histograms within the range is one series, in order of time", () => {
		const result = [
			{
				metric: { a: "b" },
				values: [
					[1, "5"],
					[3, "6"],
				],
				histograms: [[2, { count: "2", sum: "8" }]],
			},
		];
		expect(readQueryData({ resultType: "matrix", result }, 10)?.data).toEqual({
			kind: "matrix",
			series: [
				{
					histograms: true,
					labels: { a: "b" },
					samples: [
						{ time: 1, value: 5 },
						{ time: 2, value: 4 },
						{ time: 3, value: 6 },
					],
				},
			],
		});
	});
	test("metadata keeps the first description and knows types of the future as unknown", () => {
		const data = {
			a: [
				{ type: "counter", help: "A.", unit: "bytes" },
				{ type: "gauge", help: "B.", unit: "" },
			],
			b: [{ type: "hologram", help: "C." }],
			c: [],
		};
		expect([...(readMetadata(data) ?? [])]).toEqual([
			["a", { type: "counter", help: "A.", unit: "bytes" }],
			["b", { type: "unknown", help: "C.", unit: "" }],
		]);
	});
	test("labels named like an object's own parts are labels", () => {
		const json = '{"resultType":"vector","result":[{"metric":{"__proto__":"a","constructor":"b"},"value":[1,"1"]}]}';
		const read = readQueryData(JSON.parse(json), 10)?.data;
		expect(read?.kind === "vector" && Object.entries(read.series[0]?.labels ?? {})).toEqual([
			["__proto__", "a"],
			["constructor", "b"],
		]);
	});
});
