import type { ReplayedAlert } from "./runAlert.ts";
import { pushRun } from "./runs.ts";
import type { Grid } from "./sampleStore.ts";

/** What an alert did in a span, in numbers. Durations in seconds. */
export interface AlertSummary {
	/** How often an alert of any series began to fire: with a notification for each, how often it paged. */
	readonly fired: number;
	/** How often any began to fire while none did: how often it paged with all of them in one notification. */
	readonly episodes: number;
	/** Different series that fired. */
	readonly series: number;
	/** Of all series together. */
	readonly firingSeconds: number;
	/** During which at least one fired. */
	readonly coveredSeconds: number;
	readonly longestSeconds: number;
	/** Firings that began less than a quarter of an hour after the one before of the same series had ended. */
	readonly flaps: number;
	/** Times that a series was pending and did not fire. */
	readonly nearMisses: number;
	/** That fire at the last evaluation. */
	readonly stillFiring: number;
	/** `fired` in seven days, at the same rate. */
	readonly perWeek: number;
}

/** Of one series; noisy ones fire often, and those alike fire long. */
export interface SeriesSummary {
	readonly alert: ReplayedAlert;
	readonly fired: number;
	readonly firingSeconds: number;
	readonly longestSeconds: number;
	readonly flaps: number;
}

/** Alertmanager groups what comes within minutes; what comes back after this long pages anew for sure. */
const flapSeconds = 15 * 60;
const weekSeconds = 7 * 24 * 3600;

export function summarize(alerts: readonly ReplayedAlert[], grid: Grid): AlertSummary {
	const all = alerts.map((alert) => summarizeSeries(alert, grid));
	const sum = (of: (one: SeriesSummary) => number): number => all.reduce((total, one) => total + of(one), 0);
	const fired = sum((one) => one.fired);
	const covered = coverage(alerts);
	let coveredSeconds = 0;
	for (let at = 0; at + 1 < covered.length; at += 2) {
		coveredSeconds += ((covered[at + 1] ?? 0) - (covered[at] ?? 0)) * grid.step;
	}
	return {
		fired,
		episodes: covered.length / 2,
		series: all.filter((one) => one.fired > 0).length,
		firingSeconds: sum((one) => one.firingSeconds),
		coveredSeconds,
		longestSeconds: all.reduce((longest, one) => Math.max(longest, one.longestSeconds), 0),
		flaps: sum((one) => one.flaps),
		nearMisses: alerts.reduce((total, { spans }) => total + countNearMisses(spans), 0),
		stillFiring: alerts.filter(({ spans }) => {
			const last = spans.at(-1);
			return last?.state === "firing" && last.end >= grid.count;
		}).length,
		perWeek: (fired * weekSeconds) / (grid.count * grid.step),
	};
}

/** Noisiest first. */
export function rankSeries(alerts: readonly ReplayedAlert[], grid: Grid): readonly SeriesSummary[] {
	return alerts
		.map((alert) => summarizeSeries(alert, grid))
		.sort((a, b) => b.fired - a.fired || b.firingSeconds - a.firingSeconds);
}

function summarizeSeries(alert: ReplayedAlert, { step }: Grid): SeriesSummary {
	let fired = 0;
	let firingSeconds = 0;
	let longestSeconds = 0;
	let flaps = 0;
	let lastEnd = Number.NEGATIVE_INFINITY;
	for (const { state, start, end } of alert.spans) {
		if (state !== "firing") continue;
		fired++;
		const seconds = (end - start) * step;
		firingSeconds += seconds;
		longestSeconds = Math.max(longestSeconds, seconds);
		if ((start - lastEnd) * step < flapSeconds) flaps++;
		lastEnd = end;
	}
	return { alert, fired, firingSeconds, longestSeconds, flaps };
}

function countNearMisses(spans: ReplayedAlert["spans"]): number {
	return spans.filter(({ state, end }, index) => {
		const next = spans[index + 1];
		return state === "pending" && !(next?.state === "firing" && next.start === end);
	}).length;
}

/** When at least one of them fired, as rows of evaluations. */
function coverage(alerts: readonly ReplayedAlert[]): readonly number[] {
	const firings = alerts
		.flatMap(({ spans }) => spans.filter(({ state }) => state === "firing"))
		.sort((a, b) => a.start - b.start);
	const rows: number[] = [];
	for (const { start, end } of firings) {
		const last = rows.at(-1);
		if (last === undefined || start > last) pushRun(rows, start, end);
		else rows[rows.length - 1] = Math.max(last, end);
	}
	return rows;
}
