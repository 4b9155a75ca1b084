import { replayRuns } from "./backtest/replay.ts";
import { pushRun } from "./backtest/runs.ts";
import { keyOf } from "./backtest/sampleStore.ts";
import type { RangeSeries } from "./port.ts";

export interface AlertTiming {
	/** Seconds that the condition has to hold. */
	readonly forSeconds: number;
	/** Seconds that the alert goes on after the condition has ended. */
	readonly keepFiringForSeconds: number;
	/** Seconds between two evaluations. */
	readonly stepSeconds: number;
}

export interface AlertHistory {
	/** How many alerts began to fire. */
	readonly fired: number;
	/** Different series that fired. */
	readonly series: number;
	/** All of them together, in seconds. */
	readonly firingSeconds: number;
}

/** What an alert would have done on the samples that its expression gave at each evaluation. */
export function replayAlert(results: readonly RangeSeries[], timing: AlertTiming): AlertHistory {
	const { stepSeconds } = timing;
	const first = results.reduce((least, { samples }) => Math.min(least, samples[0]?.time ?? least), Number.MAX_VALUE);
	const totals = { fired: 0, series: 0, firingSeconds: 0 };
	// The name of the metric is none of an alert's labels.
	const alerts = Map.groupBy(results, ({ labels: { __name__: _, ...labels } }) => keyOf(labels));
	for (const alike of alerts.values()) {
		const indexes = new Set(
			alike.flatMap(({ samples }) => samples.map(({ time }) => Math.round((time - first) / stepSeconds))),
		);
		const runs: number[] = [];
		for (const index of [...indexes].sort((a, b) => a - b)) pushRun(runs, index, index + 1);
		const firings = replayRuns(runs, timing, Number.POSITIVE_INFINITY).filter(({ state }) => state === "firing");
		totals.fired += firings.length;
		totals.firingSeconds += firings.reduce((sum, { start, end }) => sum + (end - start) * stepSeconds, 0);
		if (firings.length > 0) totals.series += 1;
	}
	return totals;
}
