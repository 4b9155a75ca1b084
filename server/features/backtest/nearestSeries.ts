import { type ActiveSeries, evaluateCondition } from "../../metrics/backtest/evaluateCondition.ts";
import type { AlertSamples } from "../../metrics/backtest/runAlert.ts";
import type { SeriesSamples } from "../../metrics/backtest/sampleStore.ts";
import type { Threshold } from "../../metrics/backtest/splitCondition.ts";

/** The few series whose values came nearest to the first threshold, nearest first; none where there is no threshold. */
export function findNearest(
	{ condition, leaves }: AlertSamples,
	thresholds: readonly Threshold[],
	most: number,
): readonly ActiveSeries[] {
	const [first] = thresholds;
	if (first === undefined) return [];
	const all = evaluateCondition(
		condition,
		leaves,
		thresholds.map(({ value }) => value),
	);
	const sign = first.operator.startsWith("<") ? -1 : 1;
	return all
		.map((series) => ({ series, extreme: extremeOf(series.parts[0]?.series, sign) }))
		.sort((a, b) => b.extreme - a.extreme)
		.slice(0, most)
		.map(({ series }) => series);
}

/** The greatest value, or the negative of the least. */
function extremeOf(samples: SeriesSamples | undefined, sign: 1 | -1): number {
	let extreme = Number.NEGATIVE_INFINITY;
	for (const { values } of samples?.segments ?? []) {
		for (const value of typeof values === "number" ? [values] : values) {
			if (sign * value > extreme) extreme = sign * value;
		}
	}
	return extreme;
}
