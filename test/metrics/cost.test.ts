import { describe, expect, test } from "vitest";
import { CostGate, evaluationsOf } from "../../server/metrics/cost.ts";
import type { Answer, QueryResult } from "../../server/metrics/port.ts";
import { createFakePrometheus, type FakeOptions } from "../support/fakePrometheus.ts";

const signal = new AbortController().signal;

function setUp(counts: Readonly<Record<string, number>>, options: FakeOptions = {}) {
	const fake = createFakePrometheus({
		query: (query) => {
			const value = counts[/^count\((.*)\)$/.exec(query)?.[1] ?? ""];
			return { kind: "vector", series: value === undefined ? [] : [{ labels: {}, sample: { time: 0, value } }] };
		},
		...options,
	});
	let clock = 0;
	const gate = new CostGate(fake, { bounds: () => ({ series: 1000, samples: 100_000 }), now: () => clock });
	return { fake, gate, pass: (ms: number) => (clock += ms) };
}

const hour = evaluationsOf({ range: { start: 0, end: 3600, step: 60 } });

describe("what a query would touch", () => {
	test.each([
		["up", { evaluations: 1 }, { series: 10, samples: 10 }],
		["up", hour, { series: 10, samples: 610 }],
		["up + up", { evaluations: 1 }, { series: 20, samples: 20 }],
		// Every evaluation reads the whole window: 300 s of a sample each 15 s.
		["sum(rate(up[5m]))", { evaluations: 1 }, { series: 10, samples: 200 }],
		["sum(rate(up[5m]))", hour, { series: 10, samples: 12_200 }],
		// An hour at a step of ten minutes are six evaluations of the inner expression, each of a window of 20 samples.
		["max_over_time(rate(up[5m])[1h:10m])", { evaluations: 1 }, { series: 10, samples: 1200 }],
		["up @ 100", hour, { series: 10, samples: 10 }],
		["up offset 1w", { evaluations: 1 }, { series: 10, samples: 10 }],
		['{__name__="up"}', { evaluations: 1 }, { series: 10, samples: 10 }],
		["vector(1)", hour, { series: 0, samples: 0 }],
		["unknown", hour, { series: 0, samples: 0 }],
	])("%s (%o)", async (query, span, expected) => {
		const { gate } = setUp({ up: 10, '{__name__="up"}': 10 });
		expect(await gate.estimate(query, span, signal)).toMatchObject(expected);
	});
	test("of no expression cannot be said, and costs nothing", async () => {
		const { gate, fake } = setUp({});
		for (const text of ["", "sum(", "up +", "rate(up)) "]) {
			expect(await gate.estimate(text, { evaluations: 1 }, signal)).toBeUndefined();
		}
		expect(fake.asked).toEqual([]);
	});
	test("is counted once for a while, then again", async () => {
		const { gate, fake, pass } = setUp({ up: 10 });
		for (let i = 0; i < 3; i++) await gate.estimate("up", { evaluations: 1 }, signal);
		expect(fake.asked).toEqual(["query count(up)"]);
		pass(301_000);
		await gate.estimate("up", { evaluations: 1 }, signal);
		expect(fake.asked.length).toBe(2);
	});
});

describe("a question first", () => {
	const judge = async (counts: Readonly<Record<string, number>>, query: string, span = { evaluations: 1 }) => {
		const verdict = await setUp(counts).gate.judge(query, span, signal);
		return verdict.kind === "above" ? verdict.message : verdict.kind;
	};
	test.each([
		["up", 1000, "within"],
		["up", 1001, "This query would touch about 1001 series."],
		["up", 1_234_567, "This query would touch about 1.2 million series and read about 1.2 million samples."],
		["rate(up[1h])", 500, "This query would read about 120,000 samples."],
		["up / other", 900, "This query would touch about 1800 series, most of them of up."],
	])("%s with %d series each: %s", async (query, count, expected) => {
		expect(await judge({ up: count, other: count }, query)).toBe(expected);
	});
	test("is not put where the server is not well: the query itself says what is wrong", async () => {
		const failure = { kind: "unavailable", reason: "down", cause: "refused" } as const;
		expect(await setUp({}, { failure }).gate.judge("up", hour, signal)).toEqual({ kind: "within" });
	});
	test("is put where the server gives up on counting", async () => {
		const failure = { kind: "unavailable", reason: "too slow", cause: "timeout" } as const;
		expect(await setUp({}, { failure }).gate.judge("up", { evaluations: 1 }, signal)).toMatchObject({
			kind: "above",
			message: "This query would touch more than 10 million series and read more than 10 million samples.",
		});
	});
	test("of a selector without a name first asks how many series there are at all", async () => {
		const cardinality = { series: 900, metrics: [], labels: [], pairs: [] };
		const few = setUp({}, { cardinality });
		expect(await few.gate.judge('{job=~".+"}', { evaluations: 1 }, signal)).toEqual({ kind: "within" });
		expect(few.fake.asked).toEqual(["cardinality"]);
		const many = setUp({ '{job=~".+"}': 2000 }, { cardinality: { ...cardinality, series: 1_000_000 } });
		expect(await many.gate.judge('{job=~".+"}', { evaluations: 1 }, signal)).toMatchObject({ kind: "above" });
		expect(many.fake.asked).toEqual(["cardinality", 'query count({job=~".+"})']);
	});
	test("is put to nobody who has gone away", async () => {
		const gone = new AbortController();
		const { gate, fake } = setUp({ up: 5000 });
		const answer = fake.instantQuery;
		fake.instantQuery = (query, options): Promise<Answer<QueryResult>> => {
			gone.abort();
			return answer(query, options);
		};
		expect(await gate.judge("up", { evaluations: 1 }, gone.signal)).toEqual({ kind: "within" });
	});
});
