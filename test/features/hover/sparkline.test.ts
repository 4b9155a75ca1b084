import { expect, test } from "vitest";
import { drawSparkline, toDataUri } from "../../../server/features/hover/sparkline.ts";
import type { RangeSeries } from "../../../server/metrics/port.ts";

const range = { from: 0, to: 3600, stepSeconds: 60 };
const line = (...points: readonly (readonly [time: number, value: number])[]): RangeSeries => ({
	labels: {},
	samples: points.map(([time, value]) => ({ time, value })),
});
const paths = (svg: string | undefined): string[] =>
	[...(svg ?? "").matchAll(/<path d="(M[^"]*L[^"]*)"/g)].map((m) => m[1] ?? "");

test("a rising line goes from the lower left to the upper right", () => {
	const svg = drawSparkline([line([0, 1], [60, 2], [120, 3])], range, "dark");
	const points = (paths(svg)[0] ?? "")
		.slice(1)
		.split("L")
		.map((point) => point.split(" ").map(Number));
	expect(points).toHaveLength(3);
	expect(points[0]?.[0]).toBe(2);
	expect(points.map(([, y]) => y)).toEqual([58, 32, 6]);
});

test("a missing sample, NaN or an infinity breaks the line", () => {
	const svg = drawSparkline([line([0, 1], [60, 2], [180, 3], [240, 4], [300, Number.NaN], [360, 5])], range, "dark");
	expect(paths(svg)[0]?.match(/M/g)).toHaveLength(2);
	expect(svg?.match(/<circle/g)).toHaveLength(1);
});

test("a constant has one label and is drawn in the middle", () => {
	const svg = drawSparkline([line([0, 7], [60, 7])], range, "light") ?? "";
	expect(paths(svg)).toEqual(["M2 32L6.9 32"].map(() => expect.stringMatching(/^M2 32L\S+ 32$/)));
	expect([...svg.matchAll(/>([^<]+)<\/text>/g)].map((match) => match[1])).toEqual(["7", "-1h", "now"]);
});

test("labels carry the unit, in letters that any byte can hold", () => {
	const svg = drawSparkline([line([0, 0.000_25], [60, 0.5])], range, "light", "seconds") ?? "";
	expect(svg).toContain(">500 ms<");
	expect(svg).toContain(">250 &#181;s<");
	expect(svg).toMatch(/^[ -~]*$/);
});

test("the least and the greatest value are labelled, also the largest numbers there are", () => {
	const svg = drawSparkline([line([0, -Number.MAX_VALUE], [60, Number.MAX_VALUE])], range, "light") ?? "";
	expect(svg).toContain(">1.80e+308<");
	expect(svg).toContain(">-1.80e+308<");
	expect(svg).not.toMatch(/NaN|Infinity/);
});

test("nothing is drawn where there is nothing finite", () => {
	expect(drawSparkline([], range, "dark")).toBeUndefined();
	expect(drawSparkline([line([0, Number.NaN], [60, Number.POSITIVE_INFINITY])], range, "dark")).toBeUndefined();
});

test("five lines at most, in different colours, that differ between the themes", () => {
	const many = Array.from({ length: 9 }, (_, index) => line([0, index], [60, index + 1]));
	const dark = drawSparkline(many, range, "dark") ?? "";
	expect(paths(dark)).toHaveLength(5);
	const colours = (svg: string) => new Set([...svg.matchAll(/stroke="(#\w+)" stroke-width="1.5"/g)].map((m) => m[1]));
	expect(colours(dark).size).toBe(5);
	const themes = (["dark", "light", "highContrast", "highContrastLight"] as const).map((theme) =>
		[...colours(drawSparkline(many, range, theme) ?? "")].join(),
	);
	expect(new Set(themes).size).toBe(4);
});

test("an hour of five series fits into a hover", () => {
	const samples = Array.from({ length: 61 }, (_, index) => [index * 60, Math.sin(index) * 1e6] as const);
	const svg =
		drawSparkline(
			Array.from({ length: 5 }, () => line(...samples)),
			range,
			"dark",
		) ?? "";
	expect(toDataUri(svg).length).toBeLessThan(12_000);
	expect(atob(toDataUri(svg).split(",")[1] ?? "")).toBe(svg);
});
