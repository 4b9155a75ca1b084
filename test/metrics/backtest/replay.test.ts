import fc from "fast-check";
import { expect, test } from "vitest";
import { replayRuns } from "../../../server/metrics/backtest/replay.ts";
import { intersect, type Runs, subtract, unite } from "../../../server/metrics/backtest/runs.ts";
import { readRuns, replayNaively, writeSpans } from "./naiveAlert.ts";

/** One minute a letter. */
test.each([
	["at once", "..xx..", 0, 0, "..FF.."],
	["after a while", "..xxxx.", 120, 0, "..ppFF."],
	["not long enough", ".xx.xx.", 120, 0, ".pp.pp."],
	["a gap begins anew", "xxx.xxx", 120, 0, "ppF.ppF"],
	["`for` between two evaluations waits for the later one", "xxxxx", 90, 0, "ppFFF"],
	["keeps firing", "x.....", 0, 180, "FFFF.."],
	["keeps firing, counted from the first evaluation without a result", "xx....", 0, 90, "FFFF.."],
	["what comes back in time goes on without pending", "xxx..xx..", 120, 180, "ppFFFFFFF"],
	["what comes back at the very last moment", "xx...x", 60, 180, "pFFFFF"],
	["what comes back too late begins anew", "xx....x", 60, 180, "pFFFF.p"],
	["pending is not kept", "x.x.x", 120, 600, "p.p.p"],
	["still firing", ".xxxx", 60, 0, ".pFFF"],
	["an error changes nothing and writes nothing", "xx!xx", 120, 0, "pp.FF"],
	["an error does not end an alert", "xxx!!.xx", 120, 120, "ppF..FFF"],
] as const)("%s", (_, condition, forSeconds, keepFiringForSeconds, written) => {
	const times = { forSeconds, keepFiringForSeconds, stepSeconds: 60 };
	expect(replay(condition, times)).toBe(written);
	expect(replayNaively(condition, times)).toBe(written);
});

test("it is what the definition says, of any condition", () => {
	const line = (...letters: string[]) =>
		fc
			.array(fc.tuple(fc.constantFrom(...letters), fc.integer({ min: 1, max: 12 })), { maxLength: 30 })
			.map((rows) => rows.map(([letter, length]) => letter.repeat(length)).join(""));
	const seconds = fc.integer({ min: 0, max: 600 });
	fc.assert(
		fc.property(
			fc.oneof(line("x", "."), line("x", ".", "!")),
			seconds,
			seconds,
			fc.constantFrom(1, 7, 15, 30, 60, 0.1),
			(condition, forSeconds, keepFiringForSeconds, stepSeconds) => {
				// In tenths of the step, lest the naive sums of fractions are not what they stand for.
				const times = { forSeconds, keepFiringForSeconds, stepSeconds };
				const scaled = stepSeconds < 1 ? { forSeconds, keepFiringForSeconds, stepSeconds: 1 } : times;
				const given =
					stepSeconds < 1
						? { forSeconds: forSeconds / 10, keepFiringForSeconds: keepFiringForSeconds / 10, stepSeconds }
						: times;
				expect(replay(condition, given)).toBe(replayNaively(condition, scaled));
			},
		),
		{ numRuns: 2000 },
	);
});

test("rows are sets of evaluations", () => {
	const line = fc.array(fc.constantFrom("x", "."), { maxLength: 40 }).map((letters) => letters.join(""));
	fc.assert(
		fc.property(line, line, (a, b) => {
			const both = (keep: (inA: boolean, inB: boolean) => boolean): Runs => {
				const letters = Array.from({ length: 40 }, (_, at) => (keep(a[at] === "x", b[at] === "x") ? "x" : "."));
				return readRuns(letters.join(""), "x");
			};
			const [runsA, runsB] = [readRuns(a, "x"), readRuns(b, "x")];
			expect(intersect(runsA, runsB)).toEqual(both((inA, inB) => inA && inB));
			expect(subtract(runsA, runsB)).toEqual(both((inA, inB) => inA && !inB));
			expect(unite(runsA, runsB)).toEqual(both((inA, inB) => inA || inB));
		}),
	);
});

function replay(condition: string, times: Parameters<typeof replayRuns>[1]): string {
	const spans = replayRuns(readRuns(condition, "x"), times, condition.length, readRuns(condition, "!"));
	return writeSpans(spans, condition.length);
}
