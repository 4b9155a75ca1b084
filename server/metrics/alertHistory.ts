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

/**
 * What an alert would have done on the samples that its expression gave: each series is pending while the condition
 * holds, fires when it has held long enough, and ends at the first evaluation without a sample.
 * Source: Prometheus 3.14, configuration/alerting_rules.
 */
export function replayAlert(results: readonly RangeSeries[], timing: AlertTiming): AlertHistory {
	const totals = { fired: 0, series: 0, firingSeconds: 0 };
	for (const { samples } of results) {
		const { fired, firingSeconds } = replaySeries(
			samples.map(({ time }) => time),
			timing,
		);
		totals.fired += fired;
		totals.firingSeconds += firingSeconds;
		if (fired > 0) totals.series += 1;
	}
	return totals;
}

function replaySeries(times: readonly number[], { forSeconds, keepFiringForSeconds, stepSeconds }: AlertTiming) {
	let fired = 0;
	let firingSeconds = 0;
	let activeSince: number | undefined;
	let firingSince: number | undefined;
	let last: number | undefined;
	const end = (): void => {
		if (firingSince !== undefined && last !== undefined) {
			firingSeconds += last - firingSince + stepSeconds + keepFiringForSeconds;
		}
		activeSince = undefined;
		firingSince = undefined;
	};
	for (const time of times) {
		const gap = last === undefined ? 0 : time - last;
		const grace = stepSeconds * 1.5 + (firingSince === undefined ? 0 : keepFiringForSeconds);
		if (gap > grace) end();
		activeSince ??= time;
		if (firingSince === undefined && time - activeSince >= forSeconds) {
			firingSince = time;
			fired += 1;
		}
		last = time;
	}
	end();
	return { fired, firingSeconds };
}
