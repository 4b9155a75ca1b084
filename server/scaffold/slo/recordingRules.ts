import { writeSelector } from "../../metrics/selectorText.ts";
import { recordedNames } from "./names.ts";
import { isSummedUp, type Window } from "./period.ts";
import { type IndicatorExpressions, writeIndicator } from "./sli.ts";
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

type Select = (record: string) => string;

export function writeRecordingRules(slo: SloDefinition): SloRecordingRules {
	const sli = writeIndicator(slo.indicator, slo.grouping);
	const select = recordedSelector(slo);
	const windows = listWindows(slo).filter((window) => window.duration !== "5m");
	return {
		indicator: [
			...writeFirst(sli, select),
			// `>= 0` keeps a NaN out of the sums over the long windows, where it would stay for the whole period.
			{
				record: recordedNames.errorRate,
				expression: `${select(recordedNames.errorRatio("5m"))} * ${select(recordedNames.requestRate)} >= 0`,
			},
			...windows.map((window) => ({
				record: recordedNames.errorRatio(window.duration),
				expression: isSummedUp(window) ? sumOver(window.duration, select) : measureOver(window.duration, sli, select),
			})),
			...(slo.period.isCalendar ? tagWithMonth(select) : []),
		],
		budget: slo.period.isCalendar ? writeMonthlyBudget(slo, select) : writeRollingBudget(slo, select),
	};
}

/** What all others build on. A state is looked at once, and recorded: what it was over a window is read off that. */
function writeFirst(sli: IndicatorExpressions, select: Select): readonly RecordingRule[] {
	const ratio = { record: recordedNames.errorRatio("5m"), expression: measureOver("5m", sli, select) };
	if (sli.badState === undefined) {
		return [{ record: recordedNames.requestRate, expression: sli.requestRate("5m") }, ratio];
	}
	const state = select(recordedNames.badState);
	return [
		{ record: recordedNames.badState, expression: sli.badState },
		{ record: recordedNames.requestRate, expression: `${state} >= bool 0` },
		ratio,
	];
}

function measureOver(window: string, sli: IndicatorExpressions, select: Select): string {
	if (sli.badState === undefined) return sli.errorRatio(window);
	return `avg_over_time(${select(recordedNames.badState)}[${window}])`;
}

function writeRollingBudget(slo: SloDefinition, select: Select): readonly RecordingRule[] {
	const { duration, days } = slo.period;
	return [
		{ record: recordedNames.objective, expression: `vector(${slo.objective.ratio})` },
		{ record: recordedNames.errorBudget, expression: `vector(${slo.objective.budget})` },
		{ record: recordedNames.periodDays, expression: `vector(${days})` },
		{ record: recordedNames.errorRatio(duration), expression: sumOver(duration, select) },
		burnRateRule("5m", slo, select),
		burnRateRule(duration, slo, select),
		{
			record: recordedNames.budgetRemaining,
			expression: `1 - ${select(recordedNames.burnRate(duration))}`,
		},
	];
}

/**
 * A range in PromQL has a fixed length, and a month has not. So each sample is recorded with its month as a label, and a
 * range of 31 days over the series of this month holds exactly what has come since the first, whatever the month's length:
 * the same month of the year before is too long ago.
 */
function tagWithMonth(select: Select): readonly RecordingRule[] {
	const tag = (record: string) => `${select(record)} * on () group_left (month) ${thisMonth}`;
	return [
		{ record: recordedNames.monthlyRequestRate, expression: tag(recordedNames.requestRate) },
		{ record: recordedNames.monthlyErrorRate, expression: tag(recordedNames.errorRate) },
	];
}

const thisMonth = 'count_values("month", month())';

/**
 * What was spent of a month's budget hangs on how many requests the whole month will have. It is taken to go on as it has
 * begun, so the burn rate counts for the part of the month that is over; at the end of the month that is exact.
 */
function writeMonthlyBudget(slo: SloDefinition, select: Select): readonly RecordingRule[] {
	const sum = (record: string) =>
		`sum without (month) (sum_over_time(${select(record)}[31d]) and on (month) ${thisMonth})`;
	const elapsed = select(recordedNames.periodElapsed);
	const burnt = select(recordedNames.burnRate("month"));
	return [
		{ record: recordedNames.objective, expression: `vector(${slo.objective.ratio})` },
		{ record: recordedNames.errorBudget, expression: `vector(${slo.objective.budget})` },
		{ record: recordedNames.periodDays, expression: "days_in_month()" },
		{
			record: recordedNames.periodElapsed,
			expression: "(day_of_month() - 1 + hour() / 24 + minute() / 1440) / days_in_month()",
		},
		{
			record: recordedNames.errorRatio("month"),
			expression: `${sum(recordedNames.monthlyErrorRate)} / (${sum(recordedNames.monthlyRequestRate)} > 0)`,
		},
		burnRateRule("5m", slo, select),
		burnRateRule("month", slo, select),
		{
			record: recordedNames.budgetRemaining,
			expression: `1 - ${burnt} * ${joinOne(slo)}${elapsed}`,
		},
	];
}

/** Writes a selector for a recorded series of this SLO. */
export function recordedSelector({ service, name }: Pick<SloDefinition, "service" | "name">): Select {
	const matchers = [
		{ label: "service", op: "=", value: service },
		{ label: "slo", op: "=", value: name },
	] as const;
	return (record) => writeSelector(record, matchers);
}

/** The windows of the alerts, each once, shortest first. */
export function listWindows({ period }: Pick<SloDefinition, "period">): readonly Window[] {
	const all = period.windows.flatMap(({ short, long }) => [short, long]);
	const unique = new Map(all.map((window) => [window.seconds, window]));
	return [...unique.values()].toSorted((a, b) => a.seconds - b.seconds);
}

function sumOver(window: string, select: Select): string {
	const errors = `sum_over_time(${select(recordedNames.errorRate)}[${window}])`;
	const requests = `sum_over_time(${select(recordedNames.requestRate)}[${window}])`;
	return `${errors} / (${requests} > 0)`;
}

function burnRateRule(window: string, slo: SloDefinition, select: Select): RecordingRule {
	return {
		record: recordedNames.burnRate(window),
		expression: `${select(recordedNames.errorRatio(window))} / ${joinOne(slo)}${select(recordedNames.errorBudget)}`,
	};
}

/** Between the series of each group and the one that holds for all of them. */
function joinOne({ grouping }: SloDefinition): string {
	return grouping.length === 0 ? "" : "on (service, slo) group_left () ";
}
