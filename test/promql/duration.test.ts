import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDuration, printDuration } from "../../server/promql/duration.ts";

describe("durations", () => {
	test.each([
		["5m", 300],
		["1h30m", 5400],
		["1y", 31_536_000],
		["1w2d", 777_600],
		["500ms", 0.5],
		["0", 0],
		["0s", 0],
		["1y2w3d4h5m6s7ms", 31_536_000 + 1_209_600 + 259_200 + 14_400 + 300 + 6.007],
		["292y", 292 * 31_536_000],
		["293y", undefined],
		["99999999999999999999y", undefined],
		["", undefined],
		["5", undefined],
		["m", undefined],
		["1m1h", undefined],
		["1m1m", undefined],
		["1.5h", undefined],
		["5M", undefined],
		["-5m", undefined],
		[" 5m", undefined],
	])("%j is %s seconds", (text, seconds) => {
		expect(parseDuration(text)).toBe(seconds);
	});

	test.each([
		[300, "5m"],
		[5400, "1h30m"],
		[0, "0s"],
		[0.5, "500ms"],
		[86_400 * 8, "8d"],
		[86_400 * 14, "2w"],
		[86_400 * 365, "1y"],
		[86_400 * 365 + 1, "365d1s"],
		[-90, "-1m30s"],
	])("%s seconds are %s", (seconds, text) => {
		expect(printDuration(seconds)).toBe(text);
	});

	test("what is printed is read again", () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 1e12 }), (milliseconds) => {
				expect(parseDuration(printDuration(milliseconds / 1000))).toBe(milliseconds / 1000);
			}),
		);
	});
});
