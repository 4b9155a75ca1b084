import type { Objective } from "./objective.ts";
import { type AlertWindow, isSummedUp, type Period } from "./period.ts";

/** An alert window with the burn rate at which it fires. */
export interface BurnRateWindow extends AlertWindow {
	/** How many times faster than the objective allows the budget burns, at least; to three decimals. */
	readonly factor: number;
	/** The error ratio above which both windows must be, as PromQL: `14.4 * 0.001`. */
	readonly threshold: string;
	/** The same as a number. */
	readonly errorRatio: number;
	/** Seconds from the start of a total outage (every request fails) until the long window fires. */
	readonly secondsToNotice: number;
	/** `false` where the threshold is 1 or more: an error ratio cannot be above it, so this window could never fire. */
	readonly isReachable: boolean;
}

/**
 * A burn rate of 1 spends the whole budget in exactly the period. So the rate that spends `share` of it in a window is
 * share × period ÷ window (SRE workbook, chapter 5). The error ratio of a total outage is 1, and a window's error ratio
 * grows with the part of the window that the outage fills, so it reaches factor × budget after window × factor × budget.
 */
export function computeBurnRates(period: Period, objective: Objective): readonly BurnRateWindow[] {
	const budget = Number(objective.budget);
	return period.windows.map((window) => {
		const exact = (window.budgetShare * period.days * 86_400) / window.long.seconds;
		const factor = Math.round(exact * 1000) / 1000;
		return {
			...window,
			factor,
			threshold: `${factor} * ${objective.budget}`,
			errorRatio: factor * budget,
			secondsToNotice: delayBySumming(window.long.seconds * factor * budget, isSummedUp(window.long)),
			isReachable: factor * budget < 1,
		};
	});
}

/**
 * A window that is summed up from 5-minute rates sees an outage as those do: after t seconds of it they are at t ÷ 300,
 * and their sum over time at t² ÷ 600; from 300 seconds on they are at 1, and the sum is 150 seconds behind.
 */
function delayBySumming(seconds: number, isSummed: boolean): number {
	if (!isSummed) return seconds;
	return seconds <= 150 ? Math.sqrt(600 * seconds) : seconds + 150;
}

/** The objective in percent below which a window with this factor can never fire: 100 × (1 - 1 ÷ factor). */
export function lowestObjective(factor: number): number {
	return Math.ceil((1 - 1 / factor) * 10_000) / 100;
}
