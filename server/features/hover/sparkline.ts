import type { RangeSeries } from "../../metrics/port.ts";
import { formatSample, type SampleUnit } from "../../metrics/sampleFormat.ts";
import type { Theme } from "./theme.ts";

/** A chart of more lines tells nothing at this size. */
const MOST_LINES = 5;
const WIDTH = 360;
const HEIGHT = 72;
const PADDING = { left: 2, right: 58, top: 6, bottom: 14 };

/**
 * A small line chart of `series` over the whole of `from` to `to` (Unix seconds), as an SVG text of ASCII characters.
 * `undefined` where no sample is finite. `stepSeconds` tells gaps: a line is broken where a sample is missing.
 */
export function drawSparkline(
	series: readonly RangeSeries[],
	range: { readonly from: number; readonly to: number; readonly stepSeconds: number },
	theme: Theme,
	unit: SampleUnit = "none",
): string | undefined {
	const lines = series.slice(0, MOST_LINES).map(({ samples }) => samples.filter(({ value }) => Number.isFinite(value)));
	const bounds = boundsOf(lines.flat().map(({ value }) => value));
	if (bounds === undefined) return undefined;
	const { minimum, maximum } = bounds;
	// A constant is drawn in the middle rather than on an edge.
	const low = minimum === maximum ? minimum - 1 : minimum;
	const high = minimum === maximum ? maximum + 1 : maximum;
	const x = (time: number): number =>
		PADDING.left + ((time - range.from) / Math.max(range.to - range.from, 1)) * (WIDTH - PADDING.left - PADDING.right);
	const y = (value: number): number =>
		// Halved first, so that the distance between the largest numbers does not overflow.
		PADDING.top + ((high / 2 - value / 2) / (high / 2 - low / 2)) * (HEIGHT - PADDING.top - PADDING.bottom);
	const palette = PALETTES[theme];
	const axis = HEIGHT - PADDING.bottom + 2;
	const right = WIDTH - PADDING.right;
	const paths = lines.map((samples, index) => {
		const colour = palette.lines[index % palette.lines.length];
		return drawLine(samples, range.stepSeconds, x, y, colour ?? palette.text);
	});
	const label = (text: string, top: number): string =>
		`<text x="${right + 4}" y="${round(top)}" fill="${palette.text}">${toAscii(text)}</text>`;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"`,
		` font-family="sans-serif" font-size="10">`,
		`<path d="M${PADDING.left} ${axis}H${right}" stroke="${palette.axis}" stroke-width="1" fill="none"/>`,
		...paths,
		label(formatSample(maximum, unit), y(maximum) + (minimum === maximum ? 3 : 6)),
		minimum === maximum ? "" : label(formatSample(minimum, unit), y(minimum) + 2),
		`<text x="${PADDING.left}" y="${HEIGHT - 2}" fill="${palette.text}">${describeAge(range.to - range.from)}</text>`,
		`<text x="${right}" y="${HEIGHT - 2}" text-anchor="end" fill="${palette.text}">now</text>`,
		"</svg>",
	].join("");
}

/** The letters of `µs` and `°C` as references, since base64 is made of bytes. */
function toAscii(text: string): string {
	return text.replace(/[^ -~]/g, (letter) => `&#${letter.codePointAt(0)};`);
}

/** The chart as an image that markdown can hold without a file. */
export function toDataUri(svg: string): string {
	return `data:image/svg+xml;base64,${btoa(svg)}`;
}

interface Palette {
	readonly text: string;
	readonly axis: string;
	readonly lines: readonly string[];
}

/** Colours that keep a contrast of at least 3:1 (7:1 for high contrast) against the hover's background. */
const PALETTES: Readonly<Record<Theme, Palette>> = {
	dark: { text: "#a0a0a0", axis: "#5a5a5a", lines: ["#4daafc", "#89d185", "#d7ba7d", "#c586c0", "#f48771"] },
	light: { text: "#5f5f5f", axis: "#b0b0b0", lines: ["#0063b1", "#2e7d32", "#9a6700", "#8e24aa", "#c62828"] },
	highContrast: { text: "#ffffff", axis: "#ffffff", lines: ["#6fc3ff", "#8df38d", "#ffd866", "#ff9ef5", "#ff9d85"] },
	highContrastLight: {
		text: "#000000",
		axis: "#000000",
		lines: ["#003f7f", "#0b5313", "#5c3b00", "#5b0f75", "#8b0000"],
	},
};

type Points = readonly { readonly time: number; readonly value: number }[];

function drawLine(
	samples: Points,
	stepSeconds: number,
	x: (time: number) => number,
	y: (value: number) => number,
	colour: string,
): string {
	const runs = splitAtGaps(samples, stepSeconds);
	const path = runs
		.filter((run) => run.length > 1)
		.map((run) => `M${run.map(({ time, value }) => `${round(x(time))} ${round(y(value))}`).join("L")}`)
		.join("");
	const dots = runs
		.filter((run) => run.length === 1)
		.flat()
		.map(({ time, value }) => `<circle cx="${round(x(time))}" cy="${round(y(value))}" r="1.2" fill="${colour}"/>`);
	const line =
		path === "" ? "" : `<path d="${path}" fill="none" stroke="${colour}" stroke-width="1.5" stroke-linejoin="round"/>`;
	return line + dots.join("");
}

function splitAtGaps(samples: Points, stepSeconds: number): Points[] {
	const runs: { time: number; value: number }[][] = [];
	let previous: number | undefined;
	for (const sample of samples) {
		if (previous === undefined || sample.time - previous > stepSeconds * 1.5) runs.push([]);
		runs.at(-1)?.push(sample);
		previous = sample.time;
	}
	return runs;
}

function boundsOf(values: readonly number[]): { minimum: number; maximum: number } | undefined {
	if (values.length === 0) return undefined;
	return values.reduce(
		({ minimum, maximum }, value) => ({ minimum: Math.min(minimum, value), maximum: Math.max(maximum, value) }),
		{ minimum: Number.POSITIVE_INFINITY, maximum: Number.NEGATIVE_INFINITY },
	);
}

function round(value: number): string {
	return String(Math.round(value * 10) / 10);
}

function describeAge(seconds: number): string {
	const hours = seconds / 3600;
	return hours >= 1 ? `-${Math.round(hours)}h` : `-${Math.round(seconds / 60)}m`;
}
