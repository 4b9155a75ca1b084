import { type Grid, type SeriesSamples, valueIn } from "../../../metrics/backtest/sampleStore.ts";
import type { LabelSet } from "../../../metrics/port.ts";

/** Requests and bad ones per second, evaluation by evaluation; NaN where there is no sample. */
export interface Rates {
	/** Empty where the SLO is one for all. */
	readonly labels: LabelSet;
	readonly grid: Grid;
	/** Seconds that each of the rates is over: 5 minutes, or a step of the grid where that is longer. */
	readonly over: number;
	readonly requests: Float64Array;
	readonly errors: Float64Array;
}

/** What was asked and what failed, summed over a stretch. */
export interface Sums {
	readonly requests: number;
	readonly errors: number;
}

/** Joins what was fetched of requests and of error ratios, a pair for each set of labels; errors are their product. */
export function joinRates(
	requests: readonly SeriesSamples[],
	ratios: readonly SeriesSamples[],
	grid: Grid,
	over: number,
): readonly Rates[] {
	const byLabels = new Map(ratios.map((series) => [keyOf(series.labels), series]));
	return requests.map((series) => {
		const all = spread(series, grid);
		const ratio = byLabels.get(keyOf(series.labels));
		const errors = ratio === undefined ? new Float64Array(grid.count).fill(Number.NaN) : spread(ratio, grid);
		for (const [index, value] of errors.entries()) errors[index] = value * (all[index] ?? Number.NaN);
		const { __name__: _, ...labels } = series.labels;
		return { labels, grid, over, requests: all, errors };
	});
}

function keyOf({ __name__: _, ...labels }: LabelSet): string {
	return JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function spread({ segments }: SeriesSamples, { count }: Grid): Float64Array {
	const values = new Float64Array(count).fill(Number.NaN);
	for (const segment of segments) {
		for (let index = segment.start; index < segment.start + segment.length; index++) {
			values[index] = valueIn(segment, index);
		}
	}
	return values;
}

/**
 * The sums of rates over the last `seconds`, of rates that touch each other and do not overlap, so that every request
 * counts once; `undefined` where there was none.
 */
export function sumOfLast(all: readonly Rates[], seconds: number): Sums | undefined {
	let requests = 0;
	let errors = 0;
	for (const { grid, over, requests: asked, errors: failed } of all) {
		const stride = Math.max(1, Math.round(over / grid.step));
		const first = Math.max(0, grid.count - Math.round(seconds / grid.step));
		for (let index = grid.count - 1; index >= first; index -= stride) {
			requests += finite(asked[index]);
			errors += finite(failed[index]);
		}
	}
	return requests > 0 ? { requests, errors } : undefined;
}

/** The first evaluation that has a sample, in Unix seconds. */
export function beginOf(all: readonly Rates[]): number | undefined {
	const firsts = all.flatMap(({ grid, requests }) => {
		const index = requests.findIndex((value) => !Number.isNaN(value));
		return index < 0 ? [] : [grid.start + index * grid.step];
	});
	return firsts.length === 0 ? undefined : Math.min(...firsts);
}

function finite(value: number | undefined): number {
	return value === undefined || !Number.isFinite(value) ? 0 : value;
}
