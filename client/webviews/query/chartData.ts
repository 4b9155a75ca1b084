import type { LabelSet } from "../../../server/protocol/messages.ts";
import type { WireData } from "../../../server/protocol/query.ts";

type Columns = Extract<WireData, { readonly kind: "columns" }>;

export interface ChartLine {
	readonly labels: LabelSet;
	/** One for each time of the chart; `null` is a hole, of a sample that is missing or cannot be drawn. */
	readonly values: readonly (number | null)[];
	readonly newest: number | undefined;
	/** Of an earlier time, drawn beside now. */
	readonly earlier: boolean;
	/** The line of the same labels, whose colour it has. */
	readonly colour: number;
}

export interface ChartData {
	readonly times: readonly number[];
	readonly lines: readonly ChartLine[];
	/** Series of the answer, of which `lines` are those with the largest newest values. */
	readonly total: number;
	/** Samples that are NaN or infinite, which no chart can show. */
	readonly undrawable: number;
	/** Some values are means of native histograms. */
	readonly histograms: boolean;
}

/** More lines than these tell nothing and are slow to draw. */
export const mostLines = 1000;

/** All series over one grid of times; those of `earlier`, which were asked for `offset` seconds before, lie over them. */
export function buildChart(now: Columns, earlier?: { readonly columns: Columns; readonly offset: number }): ChartData {
	const grid =
		now.length > 0 || earlier === undefined
			? now
			: { ...earlier.columns, start: earlier.columns.start + earlier.offset };
	const shift =
		earlier === undefined ? 0 : Math.round((earlier.columns.start + earlier.offset - grid.start) / grid.step);
	const first = Math.min(0, earlier === undefined || earlier.columns.length === 0 ? 0 : shift);
	const last = Math.max(
		now.length,
		earlier === undefined || earlier.columns.length === 0 ? 0 : shift + earlier.columns.length,
	);
	const times = Array.from({ length: last - first }, (_, index) => grid.start + (first + index) * grid.step);

	let undrawable = 0;
	let histograms = false;
	const linesOf = (columns: Columns, at: number, isEarlier: boolean): Omit<ChartLine, "colour">[] =>
		columns.series.map(({ labels, values, histograms: natives }) => {
			if (natives === true) histograms = true;
			const line = new Array<number | null>(times.length).fill(null);
			let newest: number | undefined;
			for (let index = 0; index < values.length; index += 1) {
				const value = values[index];
				if (typeof value === "number") {
					line[index + at - first] = value;
					newest = value;
				} else if (value !== null && value !== undefined) undrawable += 1;
			}
			return { labels, values: line, newest, earlier: isEarlier };
		});
	const drawn = chooseLines(linesOf(now, 0, false)).map((line, colour) => ({ ...line, colour }));
	const colours = new Map(drawn.map(({ labels, colour }) => [keyOf(labels), colour]));
	const before = earlier === undefined ? [] : chooseLines(linesOf(earlier.columns, shift, true));
	const lines = [
		...drawn,
		...before.map((line, index) => ({ ...line, colour: colours.get(keyOf(line.labels)) ?? drawn.length + index })),
	];
	return { times, lines, total: now.series.length, undrawable, histograms };
}

function chooseLines<T extends Pick<ChartLine, "newest">>(lines: readonly T[]): readonly T[] {
	if (lines.length <= mostLines) return lines;
	return lines.toSorted((a, b) => rank(b.newest) - rank(a.newest)).slice(0, mostLines);
}

/** Never an infinity, as the difference of two is no number. */
function rank(value: number | undefined): number {
	return value ?? -Number.MAX_VALUE;
}

function keyOf(labels: LabelSet): string {
	return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Each line upon those before it that are shown. A hole stays one, and lifts nothing. */
export function stackLines(
	lines: readonly (readonly (number | null)[])[],
	shown: readonly boolean[],
): readonly (readonly (number | null)[])[] {
	const length = lines[0]?.length ?? 0;
	const sums = new Array<number>(length).fill(0);
	return lines.map((values, line) => {
		if (shown[line] !== true) return values;
		return values.map((value, index) => {
			if (value === null) return null;
			sums[index] = (sums[index] ?? 0) + value;
			return sums[index] ?? null;
		});
	});
}

/** What a scale of powers can show; `dropped` samples are zero or less. */
export function keepPositive(lines: readonly (readonly (number | null)[])[]): {
	readonly lines: readonly (readonly (number | null)[])[];
	readonly dropped: number;
} {
	let dropped = 0;
	const kept = lines.map((values) =>
		values.map((value) => {
			if (value === null || value > 0) return value;
			dropped += 1;
			return null;
		}),
	);
	return { lines: kept, dropped };
}

/** Places of samples with holes on both sides, which a line alone would not show. */
export function lonelyPlaces(values: readonly (number | null)[]): number[] {
	const places: number[] = [];
	for (let index = 0; index < values.length; index += 1) {
		if ((values[index] ?? null) === null) continue;
		if ((values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null) places.push(index);
	}
	return places;
}
