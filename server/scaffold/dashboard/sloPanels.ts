import { recordedNames } from "../slo/names.ts";
import type { PanelDesign, RowDesign, StatPanel, ThresholdStep, TimeSeriesPanel } from "./dashboardDesign.ts";
import { nameByLabels, writeBy } from "./queryWriter.ts";
import type { AskQuery } from "./requestPanels.ts";

/**
 * What SLO rules record, as a dashboard asks for it; the names are those that the SLO scaffold's rules record. A budget is
 * a ratio: 1 is all of it, below 0 more is spent than there was.
 */
export interface SloSeries {
	/** The duration of the period, such as `30d`; the windows whose burn rate is recorded or can be worked out. */
	readonly period: string;
	/** `30 days`, `a calendar month`. */
	readonly words: string;
	/** Windows that error ratios are recorded for, shortest first: `5m`, `1h`. */
	readonly windows: readonly string[];
	/** Labels beside `service` and `slo` that the SLO is kept for each value of. */
	readonly grouping?: readonly string[];
	/** By the severity of the alert: the burn rate from which on it fires. */
	readonly burnThresholds: readonly { readonly label: string; readonly value: number }[];
}

/** From bad to good: nothing left, a quarter left. */
export const budgetSteps: readonly ThresholdStep[] = [
	{ color: "red", value: null },
	{ color: "orange", value: 0 },
	{ color: "green", value: 0.25 },
];

/** Rows of the SLOs that the scope chooses. Queries keep the labels `service` and `slo`, so several can be looked at. */
export function designSlos(ask: AskQuery, slos: SloSeries): readonly RowDesign[] {
	const labels = ["service", "slo", ...(slos.grouping ?? [])];
	const which = nameByLabels(labels);
	const series = (metric: string) => ask((write) => `max${writeBy(labels)}(${write.select(metric)})`);
	const ratio = (window: string) => series(recordedNames.errorRatio(window));
	return [
		{
			panels: [
				tell(
					"Objective",
					"Which part of the requests has to be good.",
					"percentunit",
					series(recordedNames.objective),
					which,
				),
				{
					...tell(
						"Budget left",
						`What is left of the error budget of ${slos.words}: 100 % is all of it.`,
						"percentunit",
						series(recordedNames.budgetRemaining),
						which,
					),
					thresholds: budgetSteps,
					filled: true,
				},
				tell(
					`Good in ${slos.words}`,
					`Which part of the requests was good, over ${slos.words}.`,
					"percentunit",
					`1 - ${ratio(slos.period)}`,
					which,
				),
				{
					...tell(
						"Burn rate now",
						"How fast the budget is spent: at 1 it lasts exactly for the period.",
						"short",
						series(recordedNames.burnRate("5m")),
						which,
					),
					thresholds: burnSteps(slos),
				},
			],
		},
		{
			title: "Error budget",
			panels: [
				{
					type: "timeseries",
					title: "Budget left",
					description: `How the error budget of ${slos.words} went. Below 0 the objective is missed.`,
					queries: [{ expression: series(recordedNames.budgetRemaining), legend: which }],
					unit: "percentunit",
					max: 1,
					thresholds: budgetSteps,
					legend: "table",
					width: 24,
				},
			],
		},
		{
			title: "Burn rate",
			panels: slos.windows.map(
				(window): TimeSeriesPanel => ({
					type: "timeseries",
					title: `Burn rate over ${window}`,
					description: `How many times faster than the objective allows the budget is spent, over ${window}. The lines are where alerts begin to fire.`,
					queries: [
						{
							expression: ask(
								(write) =>
									`max${writeBy(labels)}(${write.select(recordedNames.errorRatio(window))}) / on (service, slo) group_left () max by (service, slo) (${write.select(recordedNames.errorBudget)})`,
							),
							legend: which,
						},
					],
					unit: "short",
					min: 0,
					thresholds: burnSteps(slos),
					legend: "table",
					width: 8,
				}),
			),
		},
		{
			title: "Indicator",
			panels: [
				{
					type: "timeseries",
					title: "Good requests",
					description: "Which part of the requests of the last five minutes was good, and which part has to be.",
					queries: [
						{ expression: `1 - ${ratio("5m")}`, legend: which },
						{ expression: series(recordedNames.objective), legend: `objective of ${which}` },
					],
					unit: "percentunit",
					max: 1,
					legend: "table",
				},
				{
					type: "timeseries",
					title: "Requests",
					description: "Requests per second that the SLO counts. Of few requests a single bad one is a large part.",
					queries: [{ expression: series(recordedNames.requestRate), legend: which }],
					unit: "reqps",
					min: 0,
					legend: "table",
				},
			],
		},
	];
}

/** One table of many SLOs, worst first, for those who look at all of them. */
export function listSlos(ask: AskQuery, { period, words }: Pick<SloSeries, "period" | "words">): PanelDesign {
	const series = (metric: string) => ask((write) => `max by (service, slo) (${write.select(metric)})`);
	return {
		type: "table",
		title: "All objectives",
		description: `What was promised, what was kept over ${words}, and what is left of the error budget.`,
		queries: [
			{ expression: series(recordedNames.objective) },
			{ expression: `1 - ${series(recordedNames.errorRatio(period))}` },
			{ expression: series(recordedNames.budgetRemaining) },
			{ expression: series(recordedNames.burnRate("5m")) },
		],
		unit: "percentunit",
		renamed: {
			service: "Service",
			slo: "SLO",
			"Value #A": "Objective",
			"Value #B": `Good in ${words}`,
			"Value #C": "Budget left",
			"Value #D": "Burn rate now",
		},
		units: { "Burn rate now": "short" },
		height: 10,
	};
}

function tell(title: string, description: string, unit: string, expression: string, legend: string): StatPanel {
	return {
		type: "stat",
		title,
		description,
		queries: [{ expression, legend }],
		unit,
		noValue: "not measured",
		...(unit === "percentunit" ? { decimals: 3 } : { decimals: 2 }),
	};
}

function burnSteps({ burnThresholds }: SloSeries): readonly ThresholdStep[] {
	const colors = { page: "red", ticket: "orange" } as const;
	const steps = burnThresholds
		.map(({ label, value }): ThresholdStep => ({ color: label === "page" ? colors.page : colors.ticket, value }))
		.toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0));
	return [{ color: "green", value: null }, ...steps];
}
