import type { InstantSeries, LabelSet, QueryData, RangeSeries, Sample } from "../metrics/port.ts";

/**
 * Data of a query as it travels in JSON, which has no NaN and no infinities: they are the words that Prometheus' own API
 * uses. A range is columns over one grid of times instead of pairs, a third of the size; `null` is a hole in a series.
 */
export type WireData =
	| Exclude<QueryData, { readonly kind: "matrix" | "vector" | "scalar" }>
	| { readonly kind: "scalar"; readonly sample: WireSample }
	| { readonly kind: "vector"; readonly series: readonly WireInstantSeries[] }
	| WireColumns;

export type WireNumber = number | "NaN" | "+Inf" | "-Inf";

export interface WireSample {
	readonly time: number;
	readonly value: WireNumber;
}

export interface WireInstantSeries extends Omit<InstantSeries, "sample" | "histogram"> {
	readonly sample: WireSample;
	readonly histogram?: { readonly count: WireNumber; readonly sum: WireNumber };
}

export interface WireColumns {
	readonly kind: "columns";
	/** Unix seconds of the first column, and seconds from one to the next. */
	readonly start: number;
	readonly step: number;
	/** Columns. */
	readonly length: number;
	readonly series: readonly WireColumn[];
}

export interface WireColumn {
	readonly labels: LabelSet;
	/** One for each time of the grid; holes at the end are left out. */
	readonly values: readonly (WireNumber | null)[];
	/** Some of the values are means of native histograms. */
	readonly histograms?: true;
}

/** Prometheus answers 11,000 at the most. What lies further on is not what was asked for. */
const MOST_COLUMNS = 20_000;

/** `step`: the seconds between the samples that were asked for; needed for a matrix alone. */
export function encodeData(data: QueryData, step = 1): WireData {
	switch (data.kind) {
		case "string":
			return data;
		case "scalar":
			return { kind: "scalar", sample: encodeSample(data.sample) };
		case "vector":
			return { kind: "vector", series: data.series.map(encodeInstant) };
		case "matrix":
			return encodeColumns(data.series, step);
		default:
			return data satisfies never;
	}
}

export function decodeNumber(value: WireNumber): number {
	if (typeof value === "number") return value;
	if (value === "NaN") return Number.NaN;
	return value === "+Inf" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}

export function encodeNumber(value: number): WireNumber {
	if (Number.isFinite(value)) return value;
	if (Number.isNaN(value)) return "NaN";
	return value > 0 ? "+Inf" : "-Inf";
}

function encodeSample({ time, value }: Sample): WireSample {
	return { time, value: encodeNumber(value) };
}

function encodeInstant({ labels, sample, histogram }: InstantSeries): WireInstantSeries {
	const encoded = { labels, sample: encodeSample(sample) };
	if (histogram === undefined) return encoded;
	return { ...encoded, histogram: { count: encodeNumber(histogram.count), sum: encodeNumber(histogram.sum) } };
}

/** The grid begins at the first sample that there is: a server may have moved it from where it was asked to begin. */
function encodeColumns(series: readonly RangeSeries[], step: number): WireColumns {
	let [start, end] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (const { samples } of series) {
		start = Math.min(start, samples[0]?.time ?? start);
		end = Math.max(end, samples.at(-1)?.time ?? end);
	}
	if (start > end) return { kind: "columns", start: 0, step, length: 0, series: series.map(emptyColumn) };
	const columns = series.map(({ labels, samples, histograms }): WireColumn => {
		const values: (WireNumber | null)[] = [];
		for (const { time, value } of samples) {
			const place = Math.round((time - start) / step);
			if (!(place >= 0 && place < MOST_COLUMNS)) continue;
			while (values.length < place) values.push(null);
			values[place] = encodeNumber(value);
		}
		return { labels, values, ...(histograms === undefined ? {} : { histograms }) };
	});
	return {
		kind: "columns",
		start,
		step,
		length: Math.min(MOST_COLUMNS, Math.round((end - start) / step) + 1),
		series: columns,
	};
}

function emptyColumn({ labels }: RangeSeries): WireColumn {
	return { labels, values: [] };
}
