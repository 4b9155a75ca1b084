import type { InsightFigure } from "../../insight.ts";
import type { BurnRateWindow } from "../burnRates.ts";
import { writeDuration } from "../durationWords.ts";
import type { SloDefinition } from "../sloDefinition.ts";
import type { Measured } from "./measure.ts";
import { writeFactor, writePercent } from "./words.ts";

const day = 86_400;

export function describeObjective({ objective, period, service, name }: SloDefinition): string {
	return `${objective.percent} % for ${service} (${name}), over ${period.words}`;
}

/** What was kept of the promise in a stretch. */
export function describeIndicator(words: string, measured: Measured, { objective }: SloDefinition): InsightFigure {
	const kept = measured.ratio <= Number(objective.budget);
	return {
		label: `SLI, ${words}`,
		value: writePercent(1 - measured.ratio),
		detail: `${kept ? "Within" : "Below"} the objective of ${objective.percent} %.${nameWorst(measured)}`,
		tone: kept ? "good" : "bad",
	};
}

export function describeBurn(measured: Measured, { objective, period }: SloDefinition): InsightFigure {
	const rate = measured.ratio / Number(objective.budget);
	const lasts = rate === 0 ? "" : ` At this rate a whole budget lasts ${writeDuration((period.days * day) / rate)}.`;
	return {
		label: "Burning now",
		value: `${writeFactor(rate)} times`,
		detail: `How many times as fast as the objective allows the budget burnt in the last hour.${lasts}`,
		tone: rate <= 1 ? "good" : rate < 6 ? "warning" : "bad",
	};
}

/** `elapsed` is the part of the period that the measure is of: of a month that goes on as it has begun. */
export function describeBudgetLeft(
	measured: Measured,
	{ objective, period }: SloDefinition,
	elapsed: number,
): InsightFigure {
	const whole = Number(objective.budget) * period.days * day;
	const left = 1 - (measured.ratio / Number(objective.budget)) * elapsed;
	const detail =
		left > 0
			? `As much as a total outage of ${writeDuration(left * whole)}, of ${writeDuration(whole)} in ${period.words}.`
			: left === 0
				? "All of it is spent."
				: `It is overspent by as much as a total outage of ${writeDuration(-left * whole)}.`;
	return {
		label: "Error budget left",
		value: `${Number((left * 100).toFixed(Math.abs(left) < 0.1 ? 1 : 0))} %`,
		detail,
		tone: left > 0.25 ? "good" : left > 0 ? "warning" : "bad",
	};
}

/** What holds of any service: the budget in minutes, and how soon a total outage is noticed. */
export function describePromises(
	{ objective, period }: SloDefinition,
	windows: readonly BurnRateWindow[],
): readonly InsightFigure[] {
	const whole = Number(objective.budget) * period.days * day;
	const figures: InsightFigure[] = [
		{
			label: "Error budget",
			value: writeDuration(whole),
			detail: `${writePercent(Number(objective.budget))} of ${period.words}: as long may everything fail.`,
		},
	];
	for (const severity of ["page", "ticket"] as const) {
		const reachable = windows.filter((window) => window.severity === severity && window.isReachable);
		const [first] = reachable.toSorted((a, b) => a.secondsToNotice - b.secondsToNotice);
		const label = `A total outage ${severity === "page" ? "pages" : "opens a ticket"} after`;
		if (first === undefined) {
			const detail = "The budget is so large that no error ratio burns it as fast as that.";
			figures.push({ label, value: "never", detail, tone: "warning" });
			continue;
		}
		figures.push({
			label,
			value: writeDuration(first.secondsToNotice),
			detail: `Then ${writePercent(first.factor * Number(objective.budget))} of the requests of ${first.long.words} have failed, ${first.factor} times the budget; a scrape and an evaluation come on top.`,
		});
	}
	return figures;
}

function nameWorst({ groups, labels }: Measured): string {
	if (groups < 2) return "";
	const written = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
	return ` The worst of ${groups}: ${written.join(", ")}.`;
}
