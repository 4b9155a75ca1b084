import { recordedNames } from "../slo/names.ts";
import type { RowDesign } from "./dashboardDesign.ts";
import type { QueryText } from "./queryWriter.ts";
import { type AskQuery, type RequestMetrics, writeErrorRatio } from "./requestPanels.ts";
import { budgetSteps, listSlos, type SloSeries } from "./sloPanels.ts";

/** Several services by what was promised of them. The scope chooses the services by the label `service`. */
export function designPromises(ask: AskQuery, slos: Pick<SloSeries, "period" | "words">): readonly RowDesign[] {
	const series = (metric: string) => ask((write) => `min by (service, slo) (${write.select(metric)})`);
	return [
		{
			panels: [
				{
					type: "stat",
					title: "Error budget left",
					description: `What is left of what may go wrong, over ${slos.words}. Red: the promise is broken.`,
					queries: [{ expression: series(recordedNames.budgetRemaining), legend: "{{service}} {{slo}}" }],
					unit: "percentunit",
					decimals: 1,
					thresholds: budgetSteps,
					filled: true,
					noValue: "not measured",
					width: 24,
					height: 6,
				},
			],
		},
		{
			title: "Promises",
			panels: [
				listSlos(ask, slos),
				{
					type: "timeseries",
					title: "Error budget left",
					description: `How the budgets of ${slos.words} went. Below 0 the promise is broken.`,
					queries: [{ expression: series(recordedNames.budgetRemaining), legend: "{{service}} {{slo}}" }],
					unit: "percentunit",
					max: 1,
					thresholds: budgetSteps,
					legend: "table",
					width: 24,
				},
			],
		},
	];
}

/** Several services by what their requests say. The scope chooses the services by the label `by`. */
export function designAvailabilities(ask: AskQuery, metrics: RequestMetrics, by: string): readonly RowDesign[] {
	const availability: QueryText = (write) => `1 - (${writeErrorRatio(metrics, [by])(write)})`;
	// Both sides of the ratio grow by the same length of time, so increases do as well as rates.
	const overRange: QueryText = (write) =>
		availability({
			...write,
			window: "$__range",
			rate: (metric, matchers) => `increase(${write.select(metric, matchers)}[$__range])`,
		});
	const legend = `{{${by}}}`;
	return [
		{
			panels: [
				{
					type: "stat",
					title: "Availability",
					description: "Which part of the requests of the time range that is chosen above succeeded, of each service.",
					queries: [{ expression: ask(overRange), legend }],
					unit: "percentunit",
					decimals: 2,
					filled: true,
					noValue: "no requests",
					thresholds: [
						{ color: "red", value: null },
						{ color: "orange", value: 0.99 },
						{ color: "green", value: 0.999 },
					],
					width: 24,
					height: 6,
				},
			],
		},
		{
			title: "Over time",
			panels: [
				{
					type: "timeseries",
					title: "Availability",
					description: "Which part of the requests succeeded.",
					queries: [{ expression: ask(availability), legend }],
					unit: "percentunit",
					max: 1,
					legend: "table",
				},
				{
					type: "timeseries",
					title: "Requests",
					description: "Requests per second of each service.",
					queries: [{ expression: ask((write) => `sum by (${by}) (${write.rate(metrics.requests)})`), legend }],
					unit: "reqps",
					min: 0,
					legend: "table",
					stacked: true,
				},
			],
		},
	];
}
