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

const texts = (svg: string): string[] => [...svg.matchAll(/>([^<]+)<\/text>/g)].map((match) => match[1] ?? "");

test("a threshold is a dashed line with its label, and the lines are drawn again on its side of it", () => {
	const rising = line([0, 1], [60, 2], [120, 3]);
	const above = drawSparkline([rising], range, "dark", "none", { value: 2, operator: ">" }) ?? "";
	expect(above).toContain('<path d="M2 32H302" stroke="#ff6b60" stroke-width="1" stroke-dasharray="4 3" fill="none"/>');
	expect(above).toContain('<rect x="0" y="0" width="302" height="32"/>');
	expect(paths(above)).toHaveLength(2);
	expect(texts(above)).toEqual(["3", "1", "&#62; 2", "-1h", "now"]);
	const below = drawSparkline([rising], range, "dark", "none", { value: 2, operator: "<=" }) ?? "";
	expect(below).toContain('<rect x="0" y="32" width="302" height="28"/>');
});

test("the chart reaches as far as the threshold, whose label goes before one that it would cover", () => {
	const svg = drawSparkline([line([0, 1], [60, 2])], range, "dark", "none", { value: 3, operator: ">" }) ?? "";
	expect(texts(svg)).toEqual(["1", "&#62; 3", "-1h", "now"]);
});

test("a threshold that would flatten the lines is said instead of drawn", () => {
	const samples = line([0, 1], [60, 2]);
	const far = drawSparkline([samples], range, "dark", "bytes", { value: 1024 ** 3, operator: ">" }) ?? "";
	expect(texts(far)).toEqual(["2 B", "1 B", "-1h", "now", "&#62; 1 GiB is far above"]);
	expect(far).not.toContain("dasharray");
	expect(far).toContain('height="0"/>');
	const passed = drawSparkline([samples], range, "dark", "none", { value: -1e6, operator: ">=" }) ?? "";
	expect(texts(passed)).toContain("&#62;= -1M is far below");
	expect(passed).toContain('<rect x="0" y="0" width="302" height="60"/>');
});

test("of equality the samples that are equal are marked", () => {
	const updown = line([0, 1], [60, 0], [120, 0], [180, 1]);
	const marked = (svg = "") => [...svg.matchAll(/<path d="(M[^"]*)" fill="none" stroke="#ff6b60" stroke-width="2.5"/g)];
	const equal = marked(drawSparkline([updown], range, "dark", "none", { value: 0, operator: "==" }));
	expect(equal.map((match) => match[1])).toEqual(["M6.9 58L11.8 58".replace("6.9", "7").replace("11.8", "12")]);
	const differs = drawSparkline([updown], range, "dark", "none", { value: 0, operator: "!=" }) ?? "";
	expect(differs.match(/<circle[^>]*fill="#ff6b60"/g)).toHaveLength(2);
});

test.each([
	["dark", "#252526", 3],
	["light", "#f3f3f3", 3],
	["highContrast", "#000000", 7],
	["highContrastLight", "#ffffff", 7],
] as const)("every colour of the theme %s stands out from %s", (theme, background, least) => {
	const many = Array.from({ length: 5 }, (_, index) => line([0, index], [60, index + 1]));
	const svg = drawSparkline(many, range, theme, "none", { value: 2, operator: ">" }) ?? "";
	const colours = new Set([...svg.matchAll(/(?:stroke|fill)="(#\w{6})"/g)].map((match) => match[1] ?? ""));
	// The axis of the usual themes is meant to be faint.
	const faint = least === 3 ? ["#5a5a5a", "#b0b0b0"] : [];
	const weak = [...colours].filter((colour) => !faint.includes(colour) && contrast(colour, background) < least);
	expect(weak).toEqual([]);
	expect(colours.size).toBeGreaterThan(6);
});

/** https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
	const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
	return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
	const channels = [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255);
	const [red = 0, green = 0, blue = 0] = channels.map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
