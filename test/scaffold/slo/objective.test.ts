import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { computeBurnRates } from "../../../server/scaffold/slo/burnRates.ts";
import { writeDuration } from "../../../server/scaffold/slo/durationWords.ts";
import { type Objective, parseObjective } from "../../../server/scaffold/slo/objective.ts";
import { checkPeriod, createPeriod, findPeriod, periods } from "../../../server/scaffold/slo/period.ts";

describe("parseObjective", () => {
	test.each([
		["99.9", "99.9", "0.999", "0.001"],
		["99.95 %", "99.95", "0.9995", "0.0005"],
		["99.9%", "99.9", "0.999", "0.001"],
		["099.90", "99.9", "0.999", "0.001"],
		["99.", "99", "0.99", "0.01"],
		[".5", "0.5", "0.005", "0.995"],
		["50", "50", "0.5", "0.5"],
		["99.99999999", "99.99999999", "0.9999999999", "0.0000000001"],
	])("%s", (text, percent, ratio, budget) => {
		expect(parseObjective(text)).toEqual({ kind: "objective", objective: { percent, ratio, budget } });
	});

	test.each([
		["", "such as 99.9"],
		["%", "such as 99.9"],
		["100", "leaves no error budget"],
		["100.00", "leaves no error budget"],
		["101", "more than all requests"],
		["0", "never be missed"],
		["0.0", "never be missed"],
		["-1", "is not a number"],
		["99,9", "with a point: 99.9"],
		["three nines", '"three nines" is not a number'],
		["NaN", "is not a number"],
		["1e1", "is not a number"],
		["99.9.9", "is not a number"],
		["99.999999999", "Eight digits"],
	])("%j is refused", (text, message) => {
		expect(parseObjective(text)).toEqual({ kind: "invalid", message: expect.stringContaining(message) });
	});

	test("objective and budget are exact and add up to all requests", () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 9_999_999 }), (units) => {
				const text = (units / 100_000).toFixed(5);
				const { ratio, budget } = read(text);
				expect(Math.round(Number(ratio) * 1e7)).toBe(units);
				expect(Math.round(Number(ratio) * 1e7) + Math.round(Number(budget) * 1e7)).toBe(1e7);
			}),
		);
	});
});

describe("computeBurnRates", () => {
	test.each([
		["30d", [14.4, 6, 3, 1]],
		["28d", [13.44, 5.6, 2.8, 0.933]],
		["7d", [13.44, 5.6, 2.8, 0.933]],
	] as const)("over %s", (period, factors) => {
		expect(computeBurnRates(periods[period], read("99.9")).map(({ factor }) => factor)).toEqual(factors);
	});

	test("a total outage is noticed after window × factor × budget", () => {
		const notice = (percent: string) =>
			computeBurnRates(periods["30d"], read(percent)).map(({ secondsToNotice }) => writeDuration(secondsToNotice));
		expect(notice("99.9")).toEqual([
			"52 seconds",
			"2 minutes 10 seconds",
			"6 minutes 49 seconds",
			"6 minutes 49 seconds",
		]);
		expect(notice("99")[0]).toBe("8 minutes 38 seconds");
	});

	test.each([
		["93.06", true],
		["93.05", false],
	])("at %s %% the fastest window can be reached: %s", (percent, isReachable) => {
		expect(computeBurnRates(periods["30d"], read(percent))[0]?.isReachable).toBe(isReachable);
	});

	test("every short window is at most a third of its long one", () => {
		for (const { windows } of Object.values(periods)) {
			for (const { short, long } of windows) expect(long.seconds / short.seconds).toBeGreaterThanOrEqual(3);
		}
	});
});

describe("periods", () => {
	test.each([
		["30d", "1h/5m 6h/30m 1d/2h 3d/6h"],
		["28d", "1h/5m 6h/30m 1d/2h 3d/6h"],
		["7d", "15m/5m 90m/10m 6h/30m 18h/90m"],
		["14d", "30m/5m 3h/15m 12h/1h 36h/3h"],
		["90d", "3h/15m 18h/90m 3d/6h 9d/18h"],
		["month", "1h/5m 6h/30m 1d/2h 3d/6h"],
		// Not below what still holds several scrapes.
		["1d", "15m/5m 30m/5m 1h/5m 3h/15m"],
	])("%s has the windows %s", (answer, expected) => {
		const windows = findPeriod(answer)?.windows ?? [];
		expect(windows.map(({ long, short }) => `${long.duration}/${short.duration}`).join(" ")).toBe(expected);
	});

	test.each([
		["30", "30d"],
		["2w", "14d"],
		["45 days", "45d"],
		["1d", "1d"],
	])("%s is %s", (answer, duration) => {
		expect(findPeriod(answer)?.duration).toBe(duration);
		expect(checkPeriod(answer)).toBeUndefined();
	});

	test("of any length have burn rates that a service which keeps its objective does not reach", () => {
		for (let days = 1; days <= 366; days++) {
			const rates = computeBurnRates(createPeriod(days), read("99.9"));
			for (const { factor, long, budgetShare } of rates) {
				// From ten percent of 28 days in three, which is 0.933, to two percent of 31 in an hour, 14.88; give or take the steps.
				expect(factor, `${days} days`).toBeGreaterThanOrEqual(0.8);
				expect(factor, `${days} days`).toBeLessThan(15);
				expect(Math.abs(factor - (budgetShare * days * 86_400) / long.seconds)).toBeLessThan(0.001);
			}
			const longs = rates.map(({ long }) => long.seconds);
			expect(longs).toEqual(longs.toSorted((one, other) => one - other));
			for (const { short, long } of rates) expect(long.seconds / short.seconds).toBeGreaterThanOrEqual(3);
		}
	});
});

test.each([
	[0.4, "1 second"],
	[51.84, "52 seconds"],
	[60, "1 minute"],
	[3599.9, "60 minutes"],
	[2592, "43 minutes 12 seconds"],
	[3600, "1 hour"],
	[90_000, "1 day 1 hour"],
])("%d seconds are %s", (seconds, words) => {
	expect(writeDuration(seconds)).toBe(words);
});

function read(percent: string): Objective {
	const result = parseObjective(percent);
	if (result.kind === "invalid") throw new Error(result.message);
	return result.objective;
}
