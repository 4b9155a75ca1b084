import { runAlert } from "../../../metrics/backtest/runAlert.ts";
import type { Segment, SeriesSamples } from "../../../metrics/backtest/sampleStore.ts";
import { splitCondition } from "../../../metrics/backtest/splitCondition.ts";
import { type AlertSummary, summarize } from "../../../metrics/backtest/summary.ts";
import { readSelector } from "../../../metrics/selectorText.ts";
import { parseDuration } from "../../../promql/duration.ts";
import { parsePromql } from "../../../promql/parse.ts";
import { recordedNames } from "../names.ts";
import { isSummedUp } from "../period.ts";
import type { Rates } from "./rates.ts";
import { ratiosOver } from "./windowRatios.ts";

export interface ReplayedBurnAlert {
	readonly kind: "replayed";
	readonly spans: readonly { readonly start: number; readonly end: number; readonly state: "pending" | "firing" }[];
	readonly summary: AlertSummary;
}

export type BurnAlertReplay =
	| ReplayedBurnAlert
	/** It reads recorded series that only the rules themselves would have. */
	| { readonly kind: "unknown"; readonly query: string };

/**
 * What an alert over recorded series would have done, had their rules been there: what it compares is worked out from
 * the rates, and Prometheus's own states follow from that.
 */
export function replayBurnAlert(
	expression: string,
	forSeconds: number,
	all: readonly Rates[],
	/** Seconds at the end that count; what is before fills the windows. */
	shown: number,
): BurnAlertReplay {
	const [first] = all;
	const split = splitCondition(parsePromql(expression));
	const leaves: (readonly SeriesSamples[])[] = [];
	for (const query of split.leaves) {
		const samples = all.map((rates) => recordedSamples(query, rates));
		if (samples.some((one) => one === undefined)) return { kind: "unknown", query };
		leaves.push(samples.flatMap((one) => one ?? []));
	}
	const grid = first?.grid ?? { start: 0, step: 60, count: 0 };
	const { alerts } = runAlert(
		{ condition: split.condition, leaves, grid, ruleLabels: new Map() },
		{ thresholds: split.thresholds.map(({ value }) => value), forSeconds, keepFiringForSeconds: 0 },
	);
	const before = Math.max(0, grid.count - Math.floor(shown / grid.step));
	const cut = alerts.map((alert) => ({
		...alert,
		spans: alert.spans.flatMap(({ state, start, end }) =>
			end <= before ? [] : [{ state, start: Math.max(start, before) - before, end: end - before }],
		),
	}));
	const seen = { ...grid, start: grid.start + before * grid.step, count: grid.count - before };
	return {
		kind: "replayed",
		spans: cut
			.flatMap(({ spans }) => spans)
			.map(({ state, start, end }) => ({
				state,
				start: seen.start + start * seen.step,
				end: seen.start + end * seen.step,
			}))
			.toSorted((a, b) => a.start - b.start),
		summary: summarize(cut, seen),
	};
}

/** A recorded series of the SLO as its rule would have recorded it; `undefined` for any other. */
function recordedSamples(query: string, rates: Rates): SeriesSamples | undefined {
	const record = readSelector(query)?.metric;
	if (record === recordedNames.requestRate) return toSamples(rates, rates.requests);
	if (record === recordedNames.errorRate) return toSamples(rates, rates.errors);
	const prefix = recordedNames.errorRatio("");
	if (record === undefined || !record.startsWith(prefix)) return undefined;
	const duration = record.slice(prefix.length);
	const seconds = parseDuration(duration);
	if (seconds === undefined) return undefined;
	return toSamples(rates, ratiosOver(rates, seconds, isSummedUp({ duration, seconds, words: duration })));
}

function toSamples({ labels }: Rates, values: Float64Array): SeriesSamples {
	const segments: Segment[] = [];
	for (let from = 0; from < values.length; ) {
		if (Number.isNaN(values[from])) {
			from++;
			continue;
		}
		let to = from + 1;
		while (to < values.length && !Number.isNaN(values[to])) to++;
		segments.push({ start: from, length: to - from, values: values.slice(from, to) });
		from = to;
	}
	return { labels, segments };
}
