import { writeSelector } from "../../metrics/selectorText.ts";
import { recordedNames } from "./names.ts";
import { isSummedUp, type Window } from "./period.ts";
import { writeIndicator } from "./sli.ts";
import type { SloDefinition } from "./sloDefinition.ts";

export interface RecordingRule {
	readonly record: string;
	readonly expression: string;
}

export interface SloRecordingRules {
	/** Rates and ratios, in the order in which they build on each other. */
	readonly indicator: readonly RecordingRule[];
	/** Objective, budget, and what is left of it over the period. */
	readonly budget: readonly RecordingRule[];
}

export function writeRecordingRules(slo: SloDefinition): SloRecordingRules {
	const sli = writeIndicator(slo.indicator);
	const select = recordedSelector(slo);
	const { duration, days } = slo.period;
	const windows = listWindows(slo).filter((window) => window.duration !== "5m");
	return {
		indicator: [
			{ record: recordedNames.requestRate, expression: sli.requestRate("5m") },
			{ record: recordedNames.errorRatio("5m"), expression: sli.errorRatio("5m") },
			// `>= 0` keeps a NaN out of the sums over the long windows, where it would stay for the whole period.
			{
				record: recordedNames.errorRate,
				expression: `${select(recordedNames.errorRatio("5m"))} * ${select(recordedNames.requestRate)} >= 0`,
			},
			...windows.map((window) => ({
				record: recordedNames.errorRatio(window.duration),
				expression: isSummedUp(window) ? sumOver(window.duration, select) : sli.errorRatio(window.duration),
			})),
		],
		budget: [
			{ record: recordedNames.objective, expression: `vector(${slo.objective.ratio})` },
			{ record: recordedNames.errorBudget, expression: `vector(${slo.objective.budget})` },
			{ record: recordedNames.periodDays, expression: `vector(${days})` },
			{ record: recordedNames.errorRatio(duration), expression: sumOver(duration, select) },
			burnRateRule("5m", select),
			burnRateRule(duration, select),
			{
				record: recordedNames.budgetRemaining,
				expression: `1 - ${select(recordedNames.burnRate(duration))}`,
			},
		],
	};
}

/** Writes a selector for a recorded series of this SLO. */
export function recordedSelector({ service, name }: SloDefinition): (record: string) => string {
	const matchers = [
		{ label: "service", op: "=", value: service },
		{ label: "slo", op: "=", value: name },
	] as const;
	return (record) => writeSelector(record, matchers);
}

/** The windows of the alerts, each once, shortest first. */
function listWindows({ period }: SloDefinition): readonly Window[] {
	const all = period.windows.flatMap(({ short, long }) => [short, long]);
	const unique = new Map(all.map((window) => [window.seconds, window]));
	return [...unique.values()].toSorted((a, b) => a.seconds - b.seconds);
}

function sumOver(window: string, select: (record: string) => string): string {
	const errors = `sum_over_time(${select(recordedNames.errorRate)}[${window}])`;
	const requests = `sum_over_time(${select(recordedNames.requestRate)}[${window}])`;
	return `${errors} / (${requests} > 0)`;
}

function burnRateRule(window: string, select: (record: string) => string): RecordingRule {
	return {
		record: recordedNames.burnRate(window),
		expression: `${select(recordedNames.errorRatio(window))} / ${select(recordedNames.errorBudget)}`,
	};
}
