import { describe, expect, it } from "vitest";
import {
	buildChart,
	keepPositive,
	lonelyPlaces,
	mostLines,
	stackLines,
} from "../../../client/webviews/query/chartData.ts";
import { writeRaw } from "../../../client/webviews/query/rawText.ts";
import {
	autoStep,
	readDuration,
	readLocalTime,
	resolveRange,
	writeLocalTime,
} from "../../../client/webviews/query/timeRange.ts";
import type { WireData } from "../../../server/protocol/query.ts";

type Value = number | null | "NaN" | "+Inf" | "-Inf";
function columns(start: number, step: number, ...series: readonly (readonly Value[])[]) {
	return {
		kind: "columns",
		start,
		step,
		length: Math.max(0, ...series.map(({ length }) => length)),
		series: series.map((values, index) => ({ labels: { index: String(index) }, values })),
	} satisfies WireData;
}

describe("lines of a chart", () => {
	it("have holes where there is no sample, or none that can be drawn", () => {
		const chart = buildChart(columns(100, 10, [1, null, 3], ["NaN", 5, "+Inf"]));
		expect(chart.times).toEqual([100, 110, 120]);
		expect(chart.lines.map(({ values }) => values)).toEqual([
			[1, null, 3],
			[null, 5, null],
		]);
		expect(chart).toMatchObject({ undrawable: 2, total: 2 });
		expect(chart.lines[1]?.newest).toBe(5);
	});

	it("of an earlier time lie over those of now, in the same colours", () => {
		const earlier = columns(100 - 86_400 - 10, 10, [7, 8, 9], [1, 1, 1], [2, 2, 2]);
		const chart = buildChart(columns(100, 10, [1, 2], [3, 4]), { columns: earlier, offset: 86_400 });
		expect(chart.times).toEqual([90, 100, 110]);
		expect(chart.lines.map(({ values, colour, earlier: before }) => [values, colour, before])).toEqual([
			[[null, 1, 2], 0, false],
			[[null, 3, 4], 1, false],
			[[7, 8, 9], 0, true],
			[[1, 1, 1], 1, true],
			[[2, 2, 2], 4, true],
		]);
	});

	it("are those with the largest newest values where there are too many", () => {
		const many = columns(
			0,
			1,
			...Array.from({ length: mostLines + 5 }, (_, index) => [index % 2 === 0 ? index : -index]),
		);
		const chart = buildChart(many);
		expect(chart.lines).toHaveLength(mostLines);
		expect(chart.total).toBe(mostLines + 5);
		expect(chart.lines[0]?.newest).toBe(mostLines + 4);
	});

	it("are none where nothing came", () => {
		expect(buildChart(columns(0, 1))).toMatchObject({ times: [], lines: [], total: 0 });
	});

	it("are stacked upon those that are shown", () => {
		const lines = [
			[1, 1, null],
			[5, 5, 5],
			[2, null, 2],
		];
		expect(stackLines(lines, [true, false, true])).toEqual([
			[1, 1, null],
			[5, 5, 5],
			[3, null, 2],
		]);
	});

	it("keep what a scale of powers can show", () => {
		expect(keepPositive([[1, 0, -2, null]])).toEqual({ lines: [[1, null, null, null]], dropped: 2 });
	});

	it("show a sample without neighbours", () => {
		expect(lonelyPlaces([1, null, 2, 3, null, 4])).toEqual([0, 5]);
		expect(lonelyPlaces([null, null])).toEqual([]);
	});
});

describe("a time range", () => {
	const now = 1_800_000_007;

	it("has a round step, and lies on its grid", () => {
		expect(resolveRange({ kind: "last", seconds: 3600 }, undefined, now)).toEqual({
			start: 1_799_996_400,
			end: 1_800_000_000,
			step: 15,
		});
	});

	it.each([
		[60, 1],
		[3600, 15],
		[86_400, 600],
		[604_800, 3600],
		[31_536_000, 172_800],
	])("of %i seconds has a step of %i", (seconds, step) => {
		expect(autoStep(seconds)).toBe(step);
	});

	it.each([
		[{ kind: "absolute", from: 100, to: 50 }, undefined, "ends before it begins"],
		[{ kind: "absolute", from: 0, to: 100_000 }, 1, "a step of 10s or more"],
		[{ kind: "absolute", from: Number.NaN, to: 5 }, undefined, "both ends"],
	] as const)("%j with a step of %s is a mistake", (choice, step, words) => {
		expect(resolveRange(choice, step, now)).toEqual({ mistake: expect.stringContaining(words) });
	});

	it.each([
		["15s", 15],
		["1m30s", 90],
		["0.5", 0.5],
		["2h", 7200],
		["", undefined],
		["0", undefined],
		["5 apples", undefined],
		["-5s", undefined],
	])("reads the duration %j", (text, seconds) => {
		expect(readDuration(text)).toBe(seconds);
	});

	it("writes a time as a field holds it, and reads it back", () => {
		expect(writeLocalTime(now)).toMatch(/^2027-01-1\dT\d\d:\d\d:07$/);
		expect(readLocalTime(writeLocalTime(now))).toBe(now);
		expect(readLocalTime("")).toBeUndefined();
		expect(writeLocalTime(Number.NaN)).toBe("");
	});
});

describe("the raw answer", () => {
	const answer = (data: WireData): Parameters<typeof writeRaw>[0] => ({
		kind: "ok",
		result: { data, warnings: ["slow"], infos: [], durationSeconds: 1, truncated: false },
	});

	it.each([
		[{ kind: "scalar", sample: { time: 1, value: "NaN" } }, "scalar", [1, "NaN"]],
		[{ kind: "string", time: 1, value: "x" }, "string", [1, "x"]],
		[
			{ kind: "vector", series: [{ labels: { a: "b" }, sample: { time: 1, value: 2 } }] },
			"vector",
			[{ metric: { a: "b" }, value: [1, "2"] }],
		],
		[
			columns(100, 10, [1, null, "+Inf"]),
			"matrix",
			[
				{
					metric: { index: "0" },
					values: [
						[100, "1"],
						[120, "+Inf"],
					],
				},
			],
		],
	] as const)("of a %j has the shape of Prometheus's own", (data, resultType, result) => {
		expect(JSON.parse(writeRaw(answer(data)).text)).toEqual({
			status: "success",
			data: { resultType, result },
			warnings: ["slow"],
		});
	});

	it("is cut where it is long, and stays JSON", () => {
		const values = Array.from({ length: 1000 }, (_, index) => index);
		const { text, left } = writeRaw(answer(columns(0, 1, ...Array.from({ length: 100 }, () => values))));
		expect(text.length).toBeLessThan(210_000);
		expect(left).toBeGreaterThan(50);
		expect(JSON.parse(text).data.result).toHaveLength(100 - left);
	});
});
