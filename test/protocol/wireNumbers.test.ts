import fc from "fast-check";
import { expect, test } from "vitest";
import type { QueryResult } from "../../server/metrics/port.ts";
import { decodeNumbers, encodeNumbers } from "../../server/protocol/wireNumbers.ts";

const frame = { warnings: [], infos: [], durationSeconds: 0.01, truncated: false };

test("every number survives the way through JSON, also those that JSON lacks", () => {
	const value = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY));
	fc.assert(
		fc.property(fc.array(value), (values) => {
			const samples = values.map((each, index) => ({ time: index, value: each === 0 ? 0 : each }));
			const results: QueryResult[] = [
				{ ...frame, data: { kind: "matrix", series: [{ labels: { job: "api" }, samples }] } },
				{ ...frame, data: { kind: "vector", series: samples.map((sample) => ({ labels: {}, sample })) } },
				...samples.map((sample): QueryResult => ({ ...frame, data: { kind: "scalar", sample } })),
			];
			for (const result of results) {
				expect(decodeNumbers(JSON.parse(JSON.stringify(encodeNumbers(result))))).toEqual(result);
			}
		}),
	);
});

test("a string has no numbers to change", () => {
	const result: QueryResult = { ...frame, data: { kind: "string", time: 1, value: "NaN" } };
	expect(decodeNumbers(encodeNumbers(result))).toEqual(result);
});
