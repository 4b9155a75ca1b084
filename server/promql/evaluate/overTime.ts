import type { EvaluationDialect } from "./dialect.ts";
import { KahanSum } from "./kahan.ts";
import { quantileOf } from "./quantile.ts";
import type { ValuePoint } from "./sample.ts";

/** The points of a window, of which there is at least one; `undefined` gives no sample. */
export interface Window {
	readonly points: readonly ValuePoint[];
	/** The ends of the range, in milliseconds. */
	readonly start: number;
	readonly end: number;
	readonly rangeSeconds: number;
	/** When the expression is evaluated, in milliseconds. */
	readonly time: number;
	readonly dialect: EvaluationDialect;
	/** The further arguments, such as the seconds of `predict_linear`. */
	readonly parameters: readonly number[];
}

export type WindowFunction = (window: Window) => number | undefined;

/** Functions of one range vector. Source: promql/functions.go of Prometheus 2.42 and 3.x. */
export const windowFunctions: ReadonlyMap<string, WindowFunction> = new Map<string, WindowFunction>([
	["rate", (window) => extrapolate(window, true, true)],
	["increase", (window) => extrapolate(window, true, false)],
	["delta", (window) => extrapolate(window, false, false)],
	["irate", (window) => changeOfLast(window, true)],
	["idelta", (window) => changeOfLast(window, false)],
	["deriv", ({ points }) => (points.length < 2 ? undefined : regress(points, points[0]?.time ?? 0).slope)],
	[
		"predict_linear",
		({ points, time, parameters: [seconds = 0] }) => {
			if (points.length < 2) return undefined;
			const { slope, intercept } = regress(points, time);
			return slope * seconds + intercept;
		},
	],
	["changes", ({ points }) => countPairs(points, (before, value) => value !== before && !isNaN2(before, value))],
	["resets", ({ points }) => countPairs(points, (before, value) => value < before)],
	["avg_over_time", meanOf],
	["sum_over_time", ({ points }) => sumOf(points)],
	["count_over_time", ({ points }) => points.length],
	["last_over_time", ({ points }) => points.at(-1)?.value],
	["first_over_time", ({ points }) => points[0]?.value],
	["present_over_time", () => 1],
	["max_over_time", ({ points }) => extreme(points, (value, best) => value > best)],
	["min_over_time", ({ points }) => extreme(points, (value, best) => value < best)],
	["stddev_over_time", ({ points }) => Math.sqrt(varianceOf(points))],
	["stdvar_over_time", ({ points }) => varianceOf(points)],
	[
		"quantile_over_time",
		({ points, parameters: [share = Number.NaN] }) =>
			quantileOf(
				share,
				points.map(({ value }) => value),
			),
	],
]);

function isNaN2(a: number, b: number): boolean {
	return Number.isNaN(a) && Number.isNaN(b);
}

/** What `rate`, `increase` and `delta` have in common: the change within the window, carried on to its ends. */
function extrapolate(window: Window, isCounter: boolean, isRate: boolean): number | undefined {
	const { points, start, end, rangeSeconds, dialect } = window;
	const [first] = points;
	const last = points.at(-1);
	if (first === undefined || last === undefined || points.length < 2) return undefined;
	let change = last.value - first.value;
	if (isCounter) {
		let before = dialect === "2.x" ? 0 : first.value;
		for (const { value } of points) {
			if (value < before) change += before;
			before = value;
		}
	}
	let toStart = (first.time - start) / 1000;
	let toEnd = (end - last.time) / 1000;
	const sampled = (last.time - first.time) / 1000;
	const between = sampled / (points.length - 1);
	const near = between * 1.1;
	const toZero = isCounter && change > 0 && first.value >= 0 ? sampled * (first.value / change) : undefined;
	if (dialect === "2.x") {
		if (toZero !== undefined && toZero < toStart) toStart = toZero;
		const reached = sampled + (toStart < near ? toStart : between / 2) + (toEnd < near ? toEnd : between / 2);
		return change * (isRate ? reached / sampled / rangeSeconds : reached / sampled);
	}
	if (toStart >= near) toStart = between / 2;
	if (toZero !== undefined && toZero < toStart) toStart = toZero;
	if (toEnd >= near) toEnd = between / 2;
	const factor = (sampled + toStart + toEnd) / sampled;
	return change * (isRate ? factor / rangeSeconds : factor);
}

function changeOfLast({ points }: Window, isRate: boolean): number | undefined {
	const last = points.at(-1);
	const before = points.at(-2);
	if (last === undefined || before === undefined) return undefined;
	const change = isRate && last.value < before.value ? last.value : last.value - before.value;
	const seconds = last.time - before.time;
	if (seconds === 0) return undefined;
	return isRate ? change / (seconds / 1000) : change;
}

/** The line through the points by least squares; `intercept` is its value at `origin`, in milliseconds. */
function regress(
	points: readonly ValuePoint[],
	origin: number,
): { readonly slope: number; readonly intercept: number } {
	const first = points[0]?.value ?? Number.NaN;
	if (points.every(({ value }) => value === first)) {
		return Number.isFinite(first) ? { slope: 0, intercept: first } : { slope: Number.NaN, intercept: Number.NaN };
	}
	const [sumX, sumY, sumXY, sumX2] = [new KahanSum(), new KahanSum(), new KahanSum(), new KahanSum()];
	for (const { time, value } of points) {
		const x = (time - origin) / 1e3;
		sumX.add(x);
		sumY.add(value);
		sumXY.add(x * value);
		sumX2.add(x * x);
	}
	const count = points.length;
	const covariance = sumXY.total - (sumX.total * sumY.total) / count;
	const variance = sumX2.total - (sumX.total * sumX.total) / count;
	const slope = covariance / variance;
	return { slope, intercept: sumY.total / count - (slope * sumX.total) / count };
}

function countPairs(points: readonly ValuePoint[], counts: (before: number, value: number) => boolean): number {
	let count = 0;
	for (let index = 1; index < points.length; index++) {
		if (counts(points[index - 1]?.value ?? 0, points[index]?.value ?? 0)) count++;
	}
	return count;
}

function sumOf(points: readonly ValuePoint[]): number {
	const sum = new KahanSum();
	for (const { value } of points) sum.add(value);
	return sum.total;
}

function meanOf({ points, dialect }: Window): number {
	if (dialect === "3.x") {
		const sum = sumOf(points);
		if (Number.isFinite(sum) || points.some(({ value }) => !Number.isFinite(value))) return sum / points.length;
	}
	const mean = new KahanSum();
	let count = 0;
	for (const { value } of points) {
		count++;
		const so = mean.plain;
		if (!Number.isFinite(so) && !Number.isNaN(so)) {
			if (value === so || Number.isFinite(value)) continue;
		}
		mean.add(value / count - so / count);
	}
	return mean.total;
}

function extreme(
	points: readonly ValuePoint[],
	isBetter: (value: number, best: number) => boolean,
): number | undefined {
	let best = points[0]?.value;
	for (const { value } of points) if (best === undefined || isBetter(value, best) || Number.isNaN(best)) best = value;
	return best;
}

function varianceOf(points: readonly ValuePoint[]): number {
	const mean = new KahanSum();
	const squares = new KahanSum();
	let count = 0;
	for (const { value } of points) {
		count++;
		const delta = value - mean.total;
		mean.add(delta / count);
		squares.add(delta * (value - mean.total));
	}
	return squares.total / count;
}
