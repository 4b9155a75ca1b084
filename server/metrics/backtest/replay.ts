import { forEachRun, type Runs } from "./runs.ts";

export interface AlertTimes {
	/** Seconds that the condition has to hold. */
	readonly forSeconds: number;
	/** Seconds that the alert goes on firing after the condition has ended. */
	readonly keepFiringForSeconds: number;
	/** Seconds between two evaluations. */
	readonly stepSeconds: number;
}

/** Evaluations `[start, end)` at which an alert is pending or firing, as Prometheus writes them to `ALERTS`. */
export interface StateSpan {
	readonly state: "pending" | "firing";
	readonly start: number;
	readonly end: number;
}

/**
 * What Prometheus makes of a condition that held at `runs`, evaluated at 0 … `count` - 1 from a fresh start: pending
 * where the condition holds, firing from the evaluation on that is `for` or more after the first; without a result a
 * pending alert is gone at once, and a firing one goes on while the first evaluation without a result is less than
 * `keep_firing_for` ago. A result within that time goes on with the same alert.
 *
 * `failed` are evaluations that ended with an error: nothing is written there, and nothing changes.
 *
 * Prometheus keeps a resolved alert for 15 minutes to tell Alertmanager again; that never comes back to life, so it does
 * not show here. Source: rules/alerting.go, `AlertingRule.Eval`, of Prometheus 2.42 and 3.15, which agree on all of this.
 */
export function replayRuns(runs: Runs, times: AlertTimes, count: number, failed: Runs = []): readonly StateSpan[] {
	return failed.length === 0 ? replayWhole(runs, times, count) : replayWithFailures(runs, times, count, failed);
}

function replayWhole(runs: Runs, times: AlertTimes, count: number): readonly StateSpan[] {
	const { wait, grace } = countEvaluations(times);
	const spans: StateSpan[] = [];
	/** Of the alert that fires; it has not ended before the next row is looked at. */
	let firingSince: number | undefined;
	let goneSince = 0;
	const end = (): void => {
		if (firingSince !== undefined) {
			spans.push({ state: "firing", start: firingSince, end: Math.min(goneSince + grace, count) });
		}
		firingSince = undefined;
	};
	forEachRun(runs, (from, to) => {
		if (firingSince !== undefined && from - goneSince > grace) end();
		if (firingSince === undefined) {
			const fires = from + wait;
			if (wait > 0) spans.push({ state: "pending", start: from, end: Math.min(fires, to) });
			if (fires < to) firingSince = fires;
		}
		goneSince = to;
	});
	end();
	return spans;
}

/** Evaluation by evaluation: errors are rare, and then the way is short. */
function replayWithFailures(runs: Runs, times: AlertTimes, count: number, failed: Runs): readonly StateSpan[] {
	const { wait, grace } = countEvaluations(times);
	const holds = cursor(runs);
	const fails = cursor(failed);
	const spans: { state: "pending" | "firing"; start: number; end: number }[] = [];
	let alert: { readonly since: number; firing: boolean; goneSince: number | undefined } | undefined;
	for (let index = 0; index < count; index++) {
		if (fails(index)) continue;
		if (holds(index)) {
			alert ??= { since: index, firing: false, goneSince: undefined };
			alert.goneSince = undefined;
		} else if (alert !== undefined) {
			if (alert.firing) alert.goneSince ??= index;
			if (!alert.firing || index - (alert.goneSince ?? index) >= grace) alert = undefined;
		}
		if (alert === undefined) continue;
		if (index - alert.since >= wait) alert.firing = true;
		const state = alert.firing ? "firing" : "pending";
		const last = spans.at(-1);
		if (last?.state === state && last.end === index) last.end = index + 1;
		else spans.push({ state, start: index, end: index + 1 });
	}
	return spans;
}

/** Evaluations until the alert fires, and without a result until it ends. Prometheus counts in milliseconds at least. */
function countEvaluations({ forSeconds, keepFiringForSeconds, stepSeconds }: AlertTimes) {
	const step = Math.round(stepSeconds * 1000);
	const evaluations = (seconds: number): number => Math.ceil(Math.round(seconds * 1000) / step);
	return { wait: evaluations(forSeconds), grace: evaluations(keepFiringForSeconds) };
}

/** Claims of an index, which grows from call to call, that it is in one of the rows. */
function cursor(runs: Runs): (index: number) => boolean {
	let at = 0;
	return (index) => {
		while (at + 1 < runs.length && (runs[at + 1] ?? 0) <= index) at += 2;
		return at + 1 < runs.length && (runs[at] ?? 0) <= index;
	};
}
