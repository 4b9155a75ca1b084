import type { LabelSet } from "../port.ts";
import { type ActiveSeries, evaluateCondition, type SeriesPart } from "./evaluateCondition.ts";
import { type AlertTimes, replayRuns, type StateSpan } from "./replay.ts";
import { intersect, type Runs, unite } from "./runs.ts";
import { type Grid, keyOf, type SeriesSamples } from "./sampleStore.ts";
import type { Condition } from "./splitCondition.ts";

/** A condition with its samples, ready to be replayed any number of times. */
export interface AlertSamples {
	readonly condition: Condition;
	/** By the leaves of the condition. */
	readonly leaves: readonly (readonly SeriesSamples[])[];
	readonly grid: Grid;
	/** Labels that the rule sets without a template; they take the place of the result's own. */
	readonly ruleLabels: ReadonlyMap<string, string>;
}

export interface AlertSettings extends Omit<AlertTimes, "stepSeconds"> {
	/** By the thresholds of the condition. */
	readonly thresholds: readonly number[];
}

/** One alert, which is what of the results has the same labels once the rule has set its own. */
export interface ReplayedAlert {
	readonly labels: LabelSet;
	readonly spans: readonly StateSpan[];
	readonly parts: readonly SeriesPart[];
}

export interface ReplayedRule {
	/** Those that were pending or firing at any time. */
	readonly alerts: readonly ReplayedAlert[];
	/** Evaluations at which two results had the same labels, which Prometheus refuses. */
	readonly failed: Runs;
}

/** What the rule would have done, had it been loaded at the start of the grid. */
export function runAlert({ condition, leaves, grid, ruleLabels }: AlertSamples, settings: AlertSettings): ReplayedRule {
	const { thresholds, forSeconds, keepFiringForSeconds } = settings;
	const times = { forSeconds, keepFiringForSeconds, stepSeconds: grid.step };
	const active = evaluateCondition(condition, leaves, thresholds).filter(({ runs }) => runs.length > 0);
	let failed: Runs = [];
	const alerts: { readonly labels: LabelSet; readonly runs: Runs; readonly parts: readonly SeriesPart[] }[] = [];
	for (const { labels, alike } of groupByAlert(active, ruleLabels)) {
		let runs: Runs = [];
		for (const one of alike) {
			failed = unite(failed, intersect(runs, one.runs));
			runs = unite(runs, one.runs);
		}
		alerts.push({ labels, runs, parts: alike[0]?.parts ?? [] });
	}
	return {
		failed,
		alerts: alerts.flatMap(({ labels, runs, parts }) => {
			const spans = replayRuns(runs, times, grid.count, failed);
			return spans.length === 0 ? [] : [{ labels, spans, parts }];
		}),
	};
}

function groupByAlert(active: readonly ActiveSeries[], ruleLabels: ReadonlyMap<string, string>) {
	const groups = new Map<string, { readonly labels: LabelSet; readonly alike: ActiveSeries[] }>();
	for (const one of active) {
		const labels = labelAlert(one.labels, ruleLabels);
		const key = keyOf(labels);
		const known = groups.get(key);
		if (known === undefined) groups.set(key, { labels, alike: [one] });
		else known.alike.push(one);
	}
	return groups.values();
}

/** The name of the metric is dropped, and a label that is set to nothing too. */
function labelAlert({ __name__: _, ...labels }: LabelSet, ruleLabels: ReadonlyMap<string, string>): LabelSet {
	if (ruleLabels.size === 0) return labels;
	const all = { ...labels, ...Object.fromEntries(ruleLabels) };
	return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
}
