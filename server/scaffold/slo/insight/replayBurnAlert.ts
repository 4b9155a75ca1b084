import { runAlert } from "../../../metrics/backtest/runAlert.ts";
import type { Grid, Segment, SeriesSamples } from "../../../metrics/backtest/sampleStore.ts";
import { splitCondition } from "../../../metrics/backtest/splitCondition.ts";
import { type AlertSummary, summarize } from "../../../metrics/backtest/summary.ts";
import { parsePromql } from "../../../promql/parse.ts";
import type { Rates } from "./rates.ts";
import { evaluateRecorded } from "./recordedValues.ts";

export interface ReplayedBurnAlert {
	readonly kind: "replayed";
	readonly spans: readonly { readonly start: number; readonly end: number; readonly state: "pending" | "firing" }[];
	readonly summary: AlertSummary;
}

export type BurnAlertReplay =
	| ReplayedBurnAlert
	/** What somebody wrote into it could not be asked for. */
	| { readonly kind: "unknown"; readonly query: string };

/** Asks the server for what is none of the SLO's own; `undefined` where it does not say. */
export type AskOthers = (query: string, grid: Grid) => Promise<readonly SeriesSamples[] | undefined>;

/**
 * What an alert over recorded series would have done, had their rules been there: what it compares is worked out from
 * the rates, and Prometheus's own states follow from that.
 */
export async function replayBurnAlert(
	{ expression, forSeconds }: { readonly expression: string; readonly forSeconds: number },
	all: readonly Rates[],
	/** Seconds at the end that count; what is before fills the windows. */
	shown: number,
	ask: AskOthers,
): Promise<BurnAlertReplay> {
	const grid = all[0]?.grid ?? { start: 0, step: 60, count: 0 };
	const split = splitCondition(parsePromql(expression));
	const leaves: (readonly SeriesSamples[])[] = [];
	for (const query of split.leaves) {
		const parsed = parsePromql(query).expression;
		const own = all.flatMap((rates) => {
			const values = evaluateRecorded(parsed, rates);
			return values === undefined ? [] : [toSamples(rates, values)];
		});
		const samples = own.length === all.length ? own : await ask(query, grid);
		if (samples === undefined) return { kind: "unknown", query };
		leaves.push(samples);
	}
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
