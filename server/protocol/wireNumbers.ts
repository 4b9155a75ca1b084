import type { QueryResult, Sample } from "../metrics/port.ts";

/**
 * JSON has no NaN and no infinities, and writes them as `null`: a query that divides by zero would lose what it says.
 * So they travel as `"NaN"`, `"+Inf"` and `"-Inf"`, the words that Prometheus' own API uses.
 * Whoever sends a QueryResult encodes it last, whoever receives it decodes it first.
 */
export function encodeNumbers(result: QueryResult): QueryResult {
	return mapSamples(result, (value) => (Number.isFinite(value) ? value : (wordOf(value) as unknown as number)));
}

export function decodeNumbers(result: QueryResult): QueryResult {
	return mapSamples(result, (value: unknown) => (typeof value === "number" ? value : numberOf(value)));
}

function wordOf(value: number): string {
	if (Number.isNaN(value)) return "NaN";
	return value > 0 ? "+Inf" : "-Inf";
}

function numberOf(word: unknown): number {
	if (word === "+Inf") return Number.POSITIVE_INFINITY;
	return word === "-Inf" ? Number.NEGATIVE_INFINITY : Number.NaN;
}

function mapSamples(result: QueryResult, change: (value: number) => number): QueryResult {
	const { data } = result;
	const changed = (sample: Sample): Sample => ({ ...sample, value: change(sample.value) });
	switch (data.kind) {
		case "string":
			return result;
		case "scalar":
			return { ...result, data: { ...data, sample: changed(data.sample) } };
		case "vector":
			return {
				...result,
				data: { ...data, series: data.series.map((series) => ({ ...series, sample: changed(series.sample) })) },
			};
		case "matrix":
			return {
				...result,
				data: { ...data, series: data.series.map((series) => ({ ...series, samples: series.samples.map(changed) })) },
			};
		default:
			return data satisfies never;
	}
}
