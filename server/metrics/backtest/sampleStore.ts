import type { LabelSet, RangeSeries } from "../port.ts";

/** The evaluations of a rule: `count` of them, `step` seconds apart, the first at `start` (Unix seconds). */
export interface Grid {
	readonly start: number;
	readonly step: number;
	readonly count: number;
}

/** Neighbouring evaluations that have a sample each; one number stands for all of them where they are equal. */
export interface Segment {
	/** The index of the first evaluation. */
	readonly start: number;
	readonly length: number;
	readonly values: Float64Array | number;
}

/** What one series of a query gave; where no segment is, it had no sample. A NaN in a segment is a sample. */
export interface SeriesSamples {
	readonly labels: LabelSet;
	/** In order, never overlapping. */
	readonly segments: readonly Segment[];
}

/**
 * The samples of one query over a grid. A sample that is there takes eight bytes or, in a row of equal ones, none: that
 * is what lets two weeks of a thousand series stand in memory.
 */
export class SampleStore {
	readonly #grid: Grid;
	readonly #series = new Map<string, { readonly labels: LabelSet; readonly segments: Segment[] }>();
	#bytes = 0;

	constructor(grid: Grid) {
		this.#grid = grid;
	}

	/** That are held, roughly. */
	get bytes(): number {
		return this.#bytes;
	}

	get seriesCount(): number {
		return this.#series.size;
	}

	/** Takes what a query over a part of the grid gave. Parts may come in any order, and none twice. */
	add(results: readonly RangeSeries[]): void {
		for (const { labels, samples } of results) {
			if (samples.length === 0) continue;
			const key = keyOf(labels);
			let series = this.#series.get(key);
			if (series === undefined) {
				series = { labels, segments: [] };
				this.#series.set(key, series);
				this.#bytes += seriesBytes + 4 * key.length;
			}
			this.#append(series.segments, samples);
		}
	}

	/** Everything, in order of time. */
	finish(): readonly SeriesSamples[] {
		const all = [...this.#series.values()];
		for (const { segments } of all) segments.sort((a, b) => a.start - b.start);
		return all;
	}

	#append(segments: Segment[], samples: RangeSeries["samples"]): void {
		const { start, step } = this.#grid;
		const indexAt = (position: number): number => Math.round(((samples[position]?.time ?? 0) - start) / step);
		for (let from = 0; from < samples.length; ) {
			const first = indexAt(from);
			let to = from + 1;
			while (to < samples.length && indexAt(to) === first + to - from) to++;
			this.#keep(segments, first, samples, from, to);
			from = to;
		}
	}

	#keep(segments: Segment[], index: number, samples: RangeSeries["samples"], from: number, to: number): void {
		const length = to - from;
		const first = samples[from]?.value ?? 0;
		let equal = true;
		const values = new Float64Array(length);
		for (let at = 0; at < length; at++) {
			const value = samples[from + at]?.value ?? 0;
			values[at] = value;
			equal &&= Object.is(value, first);
		}
		segments.push({ start: index, length, values: equal ? first : values });
		this.#bytes += segmentBytes + (equal ? 0 : 8 * length);
	}
}

/** Of the objects around a series and a segment, roughly. */
const seriesBytes = 200;
const segmentBytes = 120;

/** The same for equal sets of labels, whatever order the server writes them in. */
export function keyOf(labels: LabelSet): string {
	return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function valueIn({ start, values }: Segment, index: number): number {
	return typeof values === "number" ? values : (values[index - start] ?? Number.NaN);
}
