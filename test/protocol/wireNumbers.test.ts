import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { QueryData } from "../../server/metrics/port.ts";
import { decodeNumber, encodeData, encodeNumber, type WireData } from "../../server/protocol/wireNumbers.ts";

const value = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY));

/** What arrives at the other end. */
const send = (data: QueryData, step?: number): WireData => JSON.parse(JSON.stringify(encodeData(data, step)));

test("every number survives the way through JSON, also those that JSON lacks", () => {
	fc.assert(
		fc.property(value, (number) => {
			const sent = decodeNumber(JSON.parse(JSON.stringify(encodeNumber(number))));
			expect(sent).toEqual(number === 0 ? 0 : number);
		}),
	);
});

test("samples of a range come back at their times, with holes where there are none", () => {
	const column = fc.array(fc.option(value), { maxLength: 20 });
	fc.assert(
		fc.property(fc.array(column, { maxLength: 5 }), fc.constantFrom(1, 15, 0.5), (columns, step) => {
			const series = columns.map((values, index) => ({
				labels: { index: String(index) },
				samples: values.flatMap((each, place) => (each === null ? [] : [{ time: 1000 + place * step, value: each }])),
			}));
			const sent = send({ kind: "matrix", series }, step);
			if (sent.kind !== "columns") throw new Error(sent.kind);
			const back = sent.series.map(({ labels, values }) => ({
				labels,
				samples: values.flatMap((each, place) =>
					each === null ? [] : [{ time: sent.start + place * step, value: decodeNumber(each) }],
				),
			}));
			expect(back).toEqual(series.map((each) => ({ ...each, samples: each.samples.map(withoutMinusZero) })));
			for (const { values } of sent.series) expect(values.length).toBeLessThanOrEqual(sent.length);
		}),
	);
});

function withoutMinusZero({ time, value: number }: { time: number; value: number }) {
	return { time, value: number === 0 ? 0 : number };
}

describe("what a server should not send", () => {
	it("takes no more memory than what was asked for", () => {
		const samples = [0, 10, 1e12, Number.NaN].map((time) => ({ time, value: 1 }));
		const sent = send({ kind: "matrix", series: [{ labels: {}, samples }] }, 10);
		expect(sent).toMatchObject({ kind: "columns", series: [{ values: [1, 1] }] });
	});
});

test("the count and sum of a native histogram, and a text, are kept", () => {
	const histogram = { count: 3, sum: Number.POSITIVE_INFINITY };
	expect(send({ kind: "vector", series: [{ labels: {}, sample: { time: 1, value: 2 }, histogram }] })).toEqual({
		kind: "vector",
		series: [{ labels: {}, sample: { time: 1, value: 2 }, histogram: { count: 3, sum: "+Inf" } }],
	});
	expect(send({ kind: "string", time: 1, value: "NaN" })).toEqual({ kind: "string", time: 1, value: "NaN" });
});
