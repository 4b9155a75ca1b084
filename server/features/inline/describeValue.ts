import type { InstantSeries, QueryResult } from "../../metrics/port.ts";
import { formatSample, type SampleUnit, unitOfMetric } from "../../metrics/sampleFormat.ts";
import { shorten } from "../markdown.ts";

const LONGEST_TEXT = 40;

/** A result in the few words that fit behind a line: `= 0.42`, `3 series: 0.1 … 0.9`, `no series`. */
export function describeValue({ data, truncated }: QueryResult): string {
	switch (data.kind) {
		case "scalar":
			return `= ${formatSample(data.sample.value)}`;
		case "string":
			return `= "${shorten(data.value.replace(/\s+/g, " "), LONGEST_TEXT)}"`;
		case "matrix":
			return `${data.series.length} series`;
		case "vector":
			return describeVector(data.series, truncated);
		default:
			return data satisfies never;
	}
}

function describeVector(series: readonly InstantSeries[], truncated: boolean): string {
	const [first] = series;
	if (first === undefined) return "no series";
	const unit = unitOf(series);
	// Of a native histogram the mean is shown, which is not its value.
	const mean = series.some(({ histogram }) => histogram !== undefined) ? "mean " : "";
	if (series.length === 1 && !truncated) return `${mean === "" ? "= " : mean}${formatSample(first.sample.value, unit)}`;
	const count = `${series.length}${truncated ? "+" : ""} series`;
	const numbers = series.map(({ sample }) => sample.value).filter((value) => !Number.isNaN(value));
	if (numbers.length === 0) return `${count}: NaN`;
	const least = numbers.reduce((a, b) => Math.min(a, b));
	const most = numbers.reduce((a, b) => Math.max(a, b));
	const [low, high] = [formatSample(least, unit), formatSample(most, unit)];
	return `${count}: ${mean}${low === high ? low : `${low} … ${high}`}`;
}

/** Series that still have their metric's name have its unit, if it is one and the same. */
function unitOf(series: readonly InstantSeries[]): SampleUnit {
	const names = new Set(series.map(({ labels }) => labels["__name__"] ?? ""));
	const [name = ""] = names;
	return names.size === 1 ? unitOfMetric(name) : "none";
}
