import type { PanelDesign, RowDesign } from "./dashboardDesign.ts";
import { drawMetric, type ShownMetric, titleOf } from "./metricPanels.ts";
import type { AskQuery } from "./requestPanels.ts";

/**
 * Counts of what the business lives on. How often something happened is the increase of its counter, summed over all
 * processes that count it: a number of series says nothing of that.
 */
export function designBusiness(ask: AskQuery, metrics: readonly ShownMetric[]): readonly RowDesign[] {
	const counters = metrics.filter(({ type }) => type === "counter");
	const others = metrics.filter(({ type }) => type !== "counter");
	return [
		{ panels: counters.map((metric) => tellCount(ask, metric)) },
		...counters.map(
			(metric): RowDesign => ({
				title: titleOf(metric.name.replace(/_total$/, "")),
				panels: [compareWeeks(ask, metric), drawDays(ask, metric)],
			}),
		),
		{ title: "Further figures", panels: others.flatMap((metric) => drawMetric(ask, metric, [])) },
	].filter(({ panels }) => panels.length > 0);
}

function tellCount(ask: AskQuery, { name }: ShownMetric): PanelDesign {
	return {
		type: "stat",
		title: titleOf(name.replace(/_total$/, "")),
		description: `How often it happened in the time range that is chosen above (${name}).`,
		queries: [
			{ expression: ask((write) => `sum(increase(${write.select(name)}[$__range]))`), legend: "in the time range" },
		],
		unit: "short",
		decimals: 0,
		noValue: "0",
	};
}

/** People and their habits repeat weekly, so last week is what a moment is compared with. */
function compareWeeks(ask: AskQuery, { name }: ShownMetric): PanelDesign {
	return {
		type: "timeseries",
		title: "An hour, and the same hour a week before",
		description: `How often it happened in the hour before each moment (${name}), and a week earlier.`,
		queries: [
			{ expression: ask((write) => `sum(increase(${write.select(name)}[1h]))`), legend: "now" },
			{ expression: ask((write) => `sum(increase(${write.select(name)}[1h] offset 1w))`), legend: "a week before" },
		],
		unit: "short",
		min: 0,
		legend: "table",
	};
}

function drawDays(ask: AskQuery, { name }: ShownMetric): PanelDesign {
	return {
		type: "timeseries",
		title: "The last 24 hours at each moment",
		description: `How often it happened in the 24 hours before each moment (${name}).`,
		queries: [{ expression: ask((write) => `sum(increase(${write.select(name)}[1d]))`), legend: "24 hours" }],
		unit: "short",
		min: 0,
	};
}
