import type { RangeSeries } from "../../metrics/port.ts";
import { formatSample, type SampleUnit } from "../../metrics/sampleFormat.ts";
import type { Theme } from "./theme.ts";
import type { Threshold } from "./threshold.ts";

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
	threshold?: Threshold,
): string | undefined {
	const lines = series.slice(0, MOST_LINES).map(({ samples }) => samples.filter(({ value }) => Number.isFinite(value)));
	const ofSamples = boundsOf(lines.flat().map(({ value }) => value));
	if (ofSamples === undefined) return undefined;
	const shownThreshold = threshold !== undefined && isNear(threshold.value, ofSamples) ? threshold : undefined;
	const { minimum, maximum } = shownThreshold === undefined ? ofSamples : stretch(ofSamples, shownThreshold.value);
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
	const label = (text: string, top: number, colour = palette.text): string =>
		`<text x="${right + 4}" y="${round(top)}" fill="${colour}">${toAscii(text)}</text>`;
	const drawing = { lines, right, axis, x, y, palette, range };
	const limit = threshold && drawThreshold(threshold, drawing, shownThreshold !== undefined);
	// The threshold's own label goes before those that it would cover.
	const isFree = (value: number): boolean =>
		shownThreshold === undefined || Math.abs(y(value) - y(shownThreshold.value)) > LABEL_HEIGHT;
	const isConstant = minimum === maximum;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"`,
		` font-family="sans-serif" font-size="10">`,
		`<path d="M${PADDING.left} ${axis}H${right}" stroke="${palette.axis}" stroke-width="1" fill="none"/>`,
		...paths,
		limit ?? "",
		isFree(maximum) ? label(formatSample(maximum, unit), y(maximum) + (isConstant ? 3 : 6)) : "",
		isConstant || !isFree(minimum) ? "" : label(formatSample(minimum, unit), y(minimum) + 2),
		shownThreshold === undefined
			? ""
			: label(describeThreshold(shownThreshold, unit), clampLabel(y(shownThreshold.value) + 3), palette.beyond),
		`<text x="${PADDING.left}" y="${HEIGHT - 2}" fill="${palette.text}">${describeAge(range.to - range.from)}</text>`,
		`<text x="${right}" y="${HEIGHT - 2}" text-anchor="end" fill="${palette.text}">now</text>`,
		threshold === undefined || shownThreshold !== undefined
			? ""
			: `<text x="${right / 2}" y="${HEIGHT - 2}" text-anchor="middle" fill="${palette.beyond}">${describeFar(threshold, minimum, unit)}</text>`,
		"</svg>",
	].join("");
}

function describeThreshold({ operator, value }: Threshold, unit: SampleUnit): string {
	return `${operator} ${formatSample(value, unit)}`;
}

/** Where the line of the threshold would leave no room for the samples. */
function describeFar(threshold: Threshold, minimum: number, unit: SampleUnit): string {
	const side = threshold.value < minimum ? "below" : "above";
	return toAscii(`${describeThreshold(threshold, unit)} is far ${side}`);
}

/** Pixels that a label needs for itself. */
const LABEL_HEIGHT = 10;

function clampLabel(top: number): number {
	return Math.min(Math.max(top, PADDING.top + 4), HEIGHT - PADDING.bottom + 2);
}

interface Bounds {
	readonly minimum: number;
	readonly maximum: number;
}

/** Claims that the samples still fill a good part of the chart when the threshold is in it too. */
function isNear(threshold: number, bounds: Bounds): boolean {
	if (!Number.isFinite(threshold)) return false;
	const { minimum, maximum } = stretch(bounds, threshold);
	const size = maximum / 2 - minimum / 2;
	const own = bounds.maximum / 2 - bounds.minimum / 2;
	// A constant has no shape that could be lost.
	return own === 0 || own / size > LEAST_SHARE;
}

const LEAST_SHARE = 0.02;

function stretch({ minimum, maximum }: Bounds, value: number): Bounds {
	return { minimum: Math.min(minimum, value), maximum: Math.max(maximum, value) };
}

interface Drawing {
	readonly lines: readonly Points[];
	readonly right: number;
	readonly axis: number;
	readonly x: (time: number) => number;
	readonly y: (value: number) => number;
	readonly palette: Palette;
	readonly range: { readonly stepSeconds: number };
}

/** The dashed line at the threshold, and once more, thicker, the parts of the lines where the comparison holds. */
function drawThreshold({ value, operator }: Threshold, drawing: Drawing, shown: boolean): string {
	const { lines, right, axis, x, y, palette, range } = drawing;
	const top = round(y(value));
	const dashed = !shown
		? ""
		: `<path d="M${PADDING.left} ${top}H${right}" stroke="${palette.beyond}" stroke-width="1" stroke-dasharray="4 3" fill="none"/>`;
	const again = (samples: Points): string => drawLine(samples, range.stepSeconds, x, y, palette.beyond, 2.5);
	switch (operator) {
		case ">":
		case ">=":
		case "<":
		case "<=": {
			const above = operator.startsWith(">");
			const edge = Math.min(Math.max(y(value), 0), axis);
			const [from, to] = above ? [0, edge] : [edge, axis];
			const clip = `<clipPath id="b"><rect x="0" y="${round(from)}" width="${right}" height="${round(Math.max(to - from, 0))}"/></clipPath>`;
			return `${dashed}${clip}<g clip-path="url(#b)">${lines.map(again).join("")}</g>`;
		}
		case "==":
		case "!=": {
			const holds = (sample: Points[number]): boolean => (sample.value === value) === (operator === "==");
			return dashed + lines.map((samples) => again(samples.filter(holds))).join("");
		}
		default:
			return operator satisfies never;
	}
}

/** What XML reads as its own, and the letters of `µs` and `°C`, as references: base64 is made of bytes. */
function toAscii(text: string): string {
	return text.replace(/[^ -~]|[<>&]/gu, (letter) => `&#${letter.codePointAt(0)};`);
}

/** The chart as an image that markdown can hold without a file. */
export function toDataUri(svg: string): string {
	return `data:image/svg+xml;base64,${btoa(svg)}`;
}

interface Palette {
	readonly text: string;
	readonly axis: string;
	readonly lines: readonly string[];
	/** Of a threshold, and of what is beyond it. */
	readonly beyond: string;
}

/** Colours that keep a contrast of at least 3:1 (7:1 for high contrast) against the hover's background. */
const PALETTES: Readonly<Record<Theme, Palette>> = {
	dark: {
		text: "#a0a0a0",
		axis: "#5a5a5a",
		lines: ["#4daafc", "#89d185", "#d7ba7d", "#c586c0", "#b8a9ff"],
		beyond: "#ff6b60",
	},
	light: {
		text: "#5f5f5f",
		axis: "#b0b0b0",
		lines: ["#0063b1", "#2e7d32", "#9a6700", "#8e24aa", "#00707a"],
		beyond: "#c8102e",
	},
	highContrast: {
		text: "#ffffff",
		axis: "#ffffff",
		lines: ["#6fc3ff", "#8df38d", "#ffd866", "#ff9ef5", "#c4b8ff"],
		beyond: "#ff8070",
	},
	highContrastLight: {
		text: "#000000",
		axis: "#000000",
		lines: ["#003f7f", "#0b5313", "#5c3b00", "#5b0f75", "#00474d"],
		beyond: "#a30014",
	},
};

type Points = readonly { readonly time: number; readonly value: number }[];

function drawLine(
	samples: Points,
	stepSeconds: number,
	x: (time: number) => number,
	y: (value: number) => number,
	colour: string,
	width = 1.5,
): string {
	const runs = splitAtGaps(samples, stepSeconds);
	const path = runs
		.filter((run) => run.length > 1)
		.map((run) => `M${run.map(({ time, value }) => `${round(x(time))} ${round(y(value))}`).join("L")}`)
		.join("");
	const dots = runs
		.filter((run) => run.length === 1)
		.flat()
		.map(
			({ time, value }) =>
				`<circle cx="${round(x(time))}" cy="${round(y(value))}" r="${width === 1.5 ? 1.2 : 2}" fill="${colour}"/>`,
		);
	const line =
		path === ""
			? ""
			: `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linejoin="round"/>`;
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

function boundsOf(values: readonly number[]): Bounds | undefined {
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
