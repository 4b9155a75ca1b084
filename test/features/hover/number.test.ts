import { expect, test } from "vitest";
import { formatSeconds, formatValue } from "../../../server/features/hover/number.ts";

test.each([
	[0, "0"],
	[-0, "0"],
	[1, "1"],
	[0.1 + 0.2, "0.3"],
	[99.5, "99.5"],
	[12345, "12345"],
	[12345.678, "12346"],
	[100_000, "100k"],
	[1_234_567, "1.235M"],
	[16_384_000_000, "16.38G"],
	[2.5e12, "2.5T"],
	[1e15, "1.00e+15"],
	[0.00012, "0.00012"],
	[0.00001, "1.00e-5"],
	[-1_500_000, "-1.5M"],
	[Number.NaN, "NaN"],
	[Number.POSITIVE_INFINITY, "+Inf"],
	[Number.NEGATIVE_INFINITY, "-Inf"],
])("%d reads %s", (value, expected) => {
	expect(formatValue(value)).toBe(expected);
});

test.each([
	[0.0004, "1 ms"],
	[0.0123, "12 ms"],
	[1.44, "1.4 s"],
	[12, "12 s"],
])("%d seconds read %s", (seconds, expected) => {
	expect(formatSeconds(seconds)).toBe(expected);
});
