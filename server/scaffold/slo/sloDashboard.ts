import { writeSelector } from "../../metrics/selectorText.ts";
import { isClassicLabelName, quote } from "../../promql/names.ts";
import { writeClassicDashboard, writeDashboardText } from "../dashboard/classicDashboard.ts";
import type { LabelVariable, PanelDesign, ThresholdStep } from "../dashboard/dashboardDesign.ts";
import { makeSlug } from "../quoting/slug.ts";
import type { BurnRateWindow } from "./burnRates.ts";
import { wordIndicator } from "./indicatorWords.ts";
import { nameSlo, recordedNames } from "./names.ts";
import { listWindows } from "./recordingRules.ts";
import type { SloDefinition } from "./sloDefinition.ts";

/** The dashboard of one SLO over its recorded series: budget, burn rates, indicator, volume and alerts. */
export function writeSloDashboard(slo: SloDefinition, windows: readonly BurnRateWindow[], runbookUrl: string): string {
	const names = nameSlo(slo);
	const { good, subject } = wordIndicator(slo);
	const links = /^https?:/.test(runbookUrl) ? [{ kind: "page", title: "Runbook", url: runbookUrl } as const] : [];
	return writeDashboardText(
		writeClassicDashboard({
			// Grafana takes at most 40 characters.
			uid: makeSlug(`slo-${names.id}`, 40),
			title: `SLO: ${slo.service}, ${slo.name}`,
			description: `${slo.objective.percent} % of ${subject}: ${good}, over ${slo.period.words}.`,
			tags: ["slo"],
			from: "now-24h",
			refresh: "1m",
			variables: listVariables(slo),
			annotations: [],
			links,
			rows: [
				{ panels: summarise(slo) },
				{ title: "Error budget", panels: [drawBudget(slo), drawBurnRates(slo, windows)] },
				{ title: "Indicator", panels: [drawIndicator(slo), drawVolume(slo)] },
				{ title: "Alerts", panels: [drawAlerts(slo)] },
			],
		}),
	);
}

function summarise(slo: SloDefinition): readonly PanelDesign[] {
	const { duration, words } = slo.period;
	const least = (record: string) => leastOf(slo, record);
	const budget: readonly ThresholdStep[] = [
		{ color: "red", value: null },
		{ color: "orange", value: 0 },
		{ color: "green", value: 0.25 },
	];
	return [
		{
			type: "stat",
			title: "Budget left",
			description: `What is left of the error budget of ${words}: 100 % is all of it, below 0 it is overspent.`,
			queries: [{ expression: least(recordedNames.budgetRemaining), legend: "left" }],
			unit: "percentunit",
			decimals: 1,
			thresholds: budget,
			filled: true,
			noValue: "not measured",
		},
		{
			type: "stat",
			title: `Good over ${words}`,
			description: `The share of good ${wordIndicator(slo).unit} over ${words}; ${slo.objective.percent} % is promised.`,
			queries: [{ expression: `1 - ${mostOf(slo, recordedNames.errorRatio(duration))}`, legend: "good" }],
			unit: "percentunit",
			decimals: 3,
			thresholds: [
				{ color: "red", value: null },
				{ color: "green", value: Number(slo.objective.ratio) },
			],
			noValue: "not measured",
		},
		{
			type: "stat",
			title: "Objective",
			description: "The share that is promised.",
			queries: [{ expression: leastOf({ ...slo, grouping: [] }, recordedNames.objective), legend: "objective" }],
			unit: "percentunit",
			decimals: 3,
		},
		{
			type: "stat",
			title: "Burn rate now",
			description:
				"How many times faster than the objective allows the budget burns, over 5 minutes: at 1 it just lasts.",
			queries: [{ expression: mostOf(slo, recordedNames.burnRate("5m")), legend: "burn rate" }],
			unit: "none",
			decimals: 2,
			thresholds: [
				{ color: "green", value: null },
				{ color: "orange", value: 1 },
				{ color: "red", value: 6 },
			],
			graph: true,
			noValue: "no traffic",
		},
	];
}

function drawBudget(slo: SloDefinition): PanelDesign {
	return {
		type: "timeseries",
		title: "Error budget left",
		description: `At 0 the budget of ${slo.period.words} is spent.`,
		queries: [{ expression: select(slo, recordedNames.budgetRemaining), legend: legend(slo, "left") }],
		unit: "percentunit",
		max: 1,
		thresholds: [
			{ color: "red", value: null },
			{ color: "green", value: 0 },
		],
	};
}

/** Every window of the alerts as a burn rate, with the rates that page and open tickets. */
function drawBurnRates(slo: SloDefinition, windows: readonly BurnRateWindow[]): PanelDesign {
	const factors = windows.filter(({ isReachable }) => isReachable).map(({ factor }) => factor);
	const ticket = Math.min(...factors);
	const page = Math.min(
		...windows.filter(({ severity, isReachable }) => severity === "page" && isReachable).map(({ factor }) => factor),
	);
	const steps: ThresholdStep[] = [{ color: "green", value: null }];
	if (Number.isFinite(ticket)) steps.push({ color: "orange", value: ticket });
	if (Number.isFinite(page)) steps.push({ color: "red", value: page });
	return {
		type: "timeseries",
		title: "Burn rate by window",
		description:
			"An alert fires where a long window and its short one are above its rate. The lines are the lowest rates of tickets and pages.",
		queries: listWindows(slo).map(({ duration }) => ({
			expression: `${select(slo, recordedNames.errorRatio(duration))} / ${slo.objective.budget}`,
			legend: legend(slo, duration),
		})),
		unit: "none",
		min: 0,
		thresholds: steps,
		legend: "table",
	};
}

function drawIndicator(slo: SloDefinition): PanelDesign {
	const windows = listWindows(slo);
	const shown = [
		windows[0],
		windows.find(({ seconds }) => seconds >= 3600),
		windows.find(({ seconds }) => seconds >= 86_400),
	];
	const durations = new Set([...shown.flatMap((window) => window?.duration ?? []), slo.period.duration]);
	return {
		type: "timeseries",
		title: "Share of good ones",
		description: `The indicator over windows and over ${slo.period.words}; the line is the objective.`,
		queries: [...durations].map((duration) => ({
			expression: `1 - ${select(slo, recordedNames.errorRatio(duration))}`,
			legend: legend(slo, duration),
		})),
		unit: "percentunit",
		max: 1,
		thresholds: [
			{ color: "red", value: null },
			{ color: "green", value: Number(slo.objective.ratio) },
		],
	};
}

function drawVolume(slo: SloDefinition): PanelDesign {
	const { isState, unit } = wordIndicator(slo);
	const errors = { expression: select(slo, recordedNames.errorRate), legend: legend(slo, "bad") };
	if (isState) {
		return {
			type: "timeseries",
			title: "Bad now",
			description: "1 where the state was bad as it was looked at, 0 where it was good.",
			queries: [{ expression: select(slo, recordedNames.badState), legend: legend(slo, "bad") }],
			unit: "none",
			min: 0,
			max: 1,
		};
	}
	return {
		type: "timeseries",
		title: `Volume of ${unit}`,
		description: `All ${unit} and the bad ones, per second. With few of them one failure moves the burn rate far.`,
		queries: [{ expression: select(slo, recordedNames.requestRate), legend: legend(slo, "all") }, errors],
		unit: unit === "requests" ? "reqps" : "cps",
		min: 0,
	};
}

function drawAlerts(slo: SloDefinition): PanelDesign {
	const names = nameSlo(slo);
	const matchers = [
		{ label: "alertname", op: "=~", value: `${names.pageAlert}|${names.ticketAlert}|${names.absenceAlert}` },
		{ label: "alertstate", op: "=", value: "firing" },
	] as const;
	return {
		type: "state-timeline",
		title: "Alerts that fired",
		description: "When the page, the ticket and the alert on missing series fired.",
		queries: [{ expression: `max by (alertname) (${writeSelector("ALERTS", matchers)})`, legend: "{{alertname}}" }],
		unit: "none",
		mappings: [{ value: "1", text: "firing", color: "red" }],
		noValue: "none",
	};
}

/** The worst group counts for a single number. */
function leastOf(slo: SloDefinition, record: string): string {
	return slo.grouping.length === 0 ? select(slo, record) : `min(${select(slo, record)})`;
}

function mostOf(slo: SloDefinition, record: string): string {
	return slo.grouping.length === 0 ? select(slo, record) : `max(${select(slo, record)})`;
}

/** The recorded series, of the groups that the reader has chosen. */
function select(slo: SloDefinition, record: string): string {
	const chosen = slo.grouping.filter(canBeVariable).map((label) => `${label}=~"$${label}"`);
	const own = `service=${quotePlain(slo.service)},slo=${quotePlain(slo.name)}`;
	return `${record}{${[own, ...chosen].join(",")}}`;
}

/** Grafana would fill in a variable where a dollar stands. */
function quotePlain(text: string): string {
	return quote(text).replaceAll("$", "\\x24");
}

function listVariables(slo: SloDefinition): readonly LabelVariable[] {
	const selector = select({ ...slo, grouping: [] }, recordedNames.budgetRemaining);
	return slo.grouping.filter(canBeVariable).map((name) => ({ name, selector }));
}

/** Grafana has names of its own, and takes no dots in one. */
function canBeVariable(label: string): boolean {
	return isClassicLabelName(label) && !label.startsWith("__") && label !== "datasource";
}

function legend({ grouping }: SloDefinition, text: string): string {
	return [text, ...grouping.map((label) => `{{${label}}}`)].join(" ");
}
