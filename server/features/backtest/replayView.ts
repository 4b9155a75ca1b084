import type { ActiveSeries, SeriesPart } from "../../metrics/backtest/evaluateCondition.ts";
import { type AlertSettings, type ReplayedAlert, runAlert } from "../../metrics/backtest/runAlert.ts";
import { forEachRun } from "../../metrics/backtest/runs.ts";
import { type Grid, type SeriesSamples, valueIn } from "../../metrics/backtest/sampleStore.ts";
import { type AlertSummary, rankSeries, type SeriesSummary, summarize } from "../../metrics/backtest/summary.ts";
import type { LabelSet } from "../../metrics/port.ts";
import type { PreparedBacktest } from "./request.ts";

/** What an alert would have done with certain settings, fit to be shown. Times in Unix seconds. */
export interface ReplayView {
	readonly summary: AlertSummary;
	/** Noisiest first; where nothing was pending or firing, those that came nearest to it. */
	readonly series: readonly SeriesView[];
	/** Of those that are not listed. */
	readonly rest: { readonly series: number; readonly fired: number };
	/** Evaluations at which two results had the same labels; Prometheus reports an error then and does nothing. */
	readonly failedEvaluations: number;
}

export interface SeriesView {
	/** Of the alert, without its name. */
	readonly labels: LabelSet;
	readonly fired: number;
	readonly firingSeconds: number;
	readonly longestSeconds: number;
	readonly flaps: number;
	readonly spans: readonly SpanView[];
	/** Later spans are not listed. */
	readonly moreSpans: number;
	/** Of the noisiest alone. */
	readonly lines: readonly LineView[];
}

export interface SpanView {
	readonly state: "pending" | "firing";
	readonly start: number;
	readonly end: number;
}

/** What a query gave: one value for each of equally many seconds, `null` where there is none that can be drawn. */
export interface LineView {
	readonly query: string;
	readonly values: readonly (number | null)[];
}

const mostSeries = 50;
const mostSpans = 500;
export const mostDrawn = 12;
/** Values of a line: more than a panel has pixels for. */
export const linePoints = 720;

/** Replays it; `settings` are the rule's own or others that are tried. */
export function replayView(prepared: PreparedBacktest, settings: AlertSettings): ReplayView {
	const { samples } = prepared;
	const { grid } = samples;
	const { alerts, failed } = runAlert(samples, settings);
	const ranked = rankSeries(alerts, grid);
	const quiet = ranked.length === 0 ? prepared.nearest : [];
	const shown = [...ranked.slice(0, mostSeries), ...rankSeries(quiet.map(keepQuiet), grid)];
	const others = ranked.slice(mostSeries);
	let failedEvaluations = 0;
	forEachRun(failed, (from, to) => {
		failedEvaluations += to - from;
	});
	return {
		summary: summarize(alerts, grid),
		series: shown.map((one, index) => viewSeries(one, index, prepared)),
		rest: { series: others.length, fired: others.reduce((sum, { fired }) => sum + fired, 0) },
		failedEvaluations,
	};
}

function keepQuiet({ labels: { __name__: _, ...labels }, parts }: ActiveSeries): ReplayedAlert {
	return { labels, parts, spans: [] };
}

/** The rule as it is written. */
export function ownSettings({ alert, thresholds }: PreparedBacktest): AlertSettings {
	return {
		thresholds: thresholds.map(({ value }) => value),
		forSeconds: alert.forSeconds,
		keepFiringForSeconds: alert.keepFiringForSeconds,
	};
}

function viewSeries(one: SeriesSummary, index: number, prepared: PreparedBacktest): SeriesView {
	const { grid } = prepared.samples;
	const { spans, labels, parts } = one.alert;
	const timeOf = (evaluation: number): number => grid.start + evaluation * grid.step;
	return {
		labels,
		fired: one.fired,
		firingSeconds: one.firingSeconds,
		longestSeconds: one.longestSeconds,
		flaps: one.flaps,
		spans: spans
			.slice(0, mostSpans)
			.map(({ state, start, end }) => ({ state, start: timeOf(start), end: timeOf(end) })),
		moreSpans: Math.max(0, spans.length - mostSpans),
		lines: index < mostDrawn ? parts.map((part) => drawLine(part, prepared)) : [],
	};
}

function drawLine({ leaf, series }: SeriesPart, prepared: PreparedBacktest): LineView {
	const { thresholds, leaves, samples } = prepared;
	const low = thresholds[0]?.operator.startsWith("<") === true;
	return { query: leaves[leaf] ?? "", values: thin(series, samples.grid, low ? Math.min : Math.max) };
}

/** Of neighbours that share a pixel the one that is nearest to firing is drawn. */
function thin(
	{ segments }: SeriesSamples,
	grid: Grid,
	pick: (a: number, b: number) => number,
): readonly (number | null)[] {
	const points = Math.min(linePoints, grid.count);
	const values = new Array<number | null>(points).fill(null);
	for (const segment of segments) {
		for (let index = segment.start; index < segment.start + segment.length; index++) {
			const value = valueIn(segment, index);
			if (!Number.isFinite(value)) continue;
			const point = Math.min(points - 1, Math.floor((index * points) / grid.count));
			const known = values[point] ?? null;
			values[point] = known === null ? value : pick(known, value);
		}
	}
	return values;
}

/** The least and the greatest value that was compared with the first threshold, so that a slider can reach all of them. */
export function rangeOfValues({ samples, leaves }: PreparedBacktest): readonly [low: number, high: number] | undefined {
	let low = Number.POSITIVE_INFINITY;
	let high = Number.NEGATIVE_INFINITY;
	for (const [leaf] of leaves.entries()) {
		for (const { segments } of samples.leaves[leaf] ?? []) {
			for (const { values } of segments) {
				for (const value of typeof values === "number" ? [values] : values) {
					if (!Number.isFinite(value)) continue;
					if (value < low) low = value;
					if (value > high) high = value;
				}
			}
		}
	}
	return low <= high ? [low, high] : undefined;
}
