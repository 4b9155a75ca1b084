import type { LabelSet, QueryResult } from "../../metrics/port.ts";
import type { LabelCount, NodeResult } from "./explanation.ts";

/** What is to be told of the result of an instant query. */
export function describeNodeResult(result: QueryResult, shared: boolean): NodeResult {
	const { data, durationSeconds, truncated, warnings, infos } = result;
	const frame = {
		seconds: durationSeconds,
		truncated,
		shared,
		warnings: [...warnings, ...infos],
		kind: "result" as const,
	};
	switch (data.kind) {
		case "scalar": {
			const value = writeNumber(data.sample.value);
			const bounds = Number.isNaN(data.sample.value) ? { notNumbers: 1 } : { least: value, most: value, notNumbers: 0 };
			return {
				...frame,
				type: "scalar",
				series: 1,
				labels: [],
				histograms: 0,
				...bounds,
				sample: { labels: {}, value },
			};
		}
		case "string":
			return {
				...frame,
				type: "string",
				series: 1,
				labels: [],
				notNumbers: 0,
				histograms: 0,
				sample: { labels: {}, value: data.value },
			};
		case "vector": {
			const [first] = data.series;
			const floats = data.series.filter(({ histogram }) => histogram === undefined).map(({ sample }) => sample.value);
			return {
				...frame,
				type: "vector",
				series: data.series.length,
				labels: countLabels(data.series.map(({ labels }) => labels)),
				histograms: data.series.length - floats.length,
				...boundsOf(floats),
				...(first === undefined
					? {}
					: {
							sample: {
								labels: first.labels,
								value:
									first.histogram === undefined
										? writeNumber(first.sample.value)
										: `histogram of ${first.histogram.count}, sum ${writeNumber(first.histogram.sum)}`,
							},
						}),
			};
		}
		case "matrix":
			// An instant query of what is no range vector never gives one.
			return { ...frame, type: "vector", series: data.series.length, labels: [], notNumbers: 0, histograms: 0 };
		default:
			return data satisfies never;
	}
}

/** As Prometheus writes the special ones. */
export function writeNumber(value: number): string {
	if (Number.isNaN(value)) return "NaN";
	if (Number.isFinite(value)) return String(value);
	return value > 0 ? "+Inf" : "-Inf";
}

function boundsOf(values: readonly number[]): Pick<NodeResult, "least" | "most" | "notNumbers"> {
	let [least, most, notNumbers] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
	for (const value of values) {
		if (Number.isNaN(value)) notNumbers += 1;
		least = Math.min(least, Number.isNaN(value) ? least : value);
		most = Math.max(most, Number.isNaN(value) ? most : value);
	}
	if (values.length === notNumbers) return { notNumbers };
	return { least: writeNumber(least), most: writeNumber(most), notNumbers };
}

function countLabels(series: readonly LabelSet[]): readonly LabelCount[] {
	const values = new Map<string, { readonly distinct: Set<string>; series: number }>();
	for (const labels of series) {
		for (const [label, value] of Object.entries(labels)) {
			const known = values.get(label) ?? { distinct: new Set<string>(), series: 0 };
			known.distinct.add(value);
			known.series += 1;
			values.set(label, known);
		}
	}
	return [...values]
		.map(([name, { distinct, series: having }]) => ({
			name,
			values: distinct.size + (having < series.length && !distinct.has("") ? 1 : 0),
		}))
		.toSorted((a, b) => b.values - a.values || (a.name < b.name ? -1 : 1));
}
