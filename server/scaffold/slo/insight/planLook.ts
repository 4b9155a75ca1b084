import type { CostBounds, QueryCostEstimate } from "../../../metrics/cost.ts";

/** How far, how densely and in which pieces the past is looked at. Durations in seconds. */
export interface Look {
	/** Seconds from one evaluation to the next. */
	readonly step: number;
	/** Seconds that each rate is over: the evaluations leave nothing out unless it is less than a step. */
	readonly over: number;
	readonly span: number;
	/** Evaluations of one request, so that it stays within the bounds of a single query. */
	readonly points: number;
}

/** A preview may read so many times what one query may, in pieces that are each within its bounds. */
const queriesWorth = 5;
const minute = 60;
const hour = 3600;
const day = 24 * hour;

/** The recorded rates are over 5 minutes. */
export const shortest = 5 * minute;

/** Samples that one evaluation of both expressions over 5 minutes reads; what is not known is taken for a small service. */
export function samplesPerLook(estimates: readonly (QueryCostEstimate | undefined)[]): number {
	return Math.max(
		1,
		estimates.reduce((sum, estimate) => sum + (estimate?.samples ?? unknownSamples), 0),
	);
}

const unknownSamples = 2_000;

/**
 * For the alerts: each minute where that can be had, each five minutes otherwise; the span is cut where even that is too
 * much. `undefined` where not even a few hours can be had.
 */
export function planBacktest(wanted: number, perLook: number, bounds: CostBounds): Look | undefined {
	const affordable = bounds.samples * queriesWorth;
	const step = [minute, 2 * minute, shortest].find((one) => (wanted / one) * perLook <= affordable) ?? shortest;
	const span = Math.min(wanted, Math.floor(affordable / perLook) * step);
	if (span < leastSpan) return undefined;
	return { step, over: shortest, span, points: pointsAtOnce(perLook, bounds) };
}

/** Shorter pasts say nothing about an alert. */
const leastSpan = 6 * hour;

/**
 * For the whole period: every request of it, hour by hour or in longer pieces; where that is too much, 5 minutes of each
 * hour, or of each few hours.
 */
export function planPeriod(span: number, perLook: number, bounds: CostBounds): Look | undefined {
	const affordable = bounds.samples * queriesWorth;
	const whole = (hour / shortest) * perLook;
	if ((span / hour) * whole <= affordable) {
		return { step: hour, over: hour, span, points: pointsAtOnce(whole, bounds) };
	}
	const step = [hour, 2 * hour, 4 * hour].find((one) => (span / one) * perLook <= affordable);
	return step === undefined ? undefined : { step, over: shortest, span, points: pointsAtOnce(perLook, bounds) };
}

function pointsAtOnce(perEvaluation: number, { samples }: CostBounds): number {
	return Math.min(mostPoints, Math.max(1, Math.floor(samples / perEvaluation)));
}

/** Prometheus refuses more than 11,000 evaluations at once. */
const mostPoints = 10_000;

/** The last evaluation: at a whole minute, so that what is asked again soon is the same question. */
export function lastLook(now: number): number {
	return Math.floor(now / minute) * minute;
}

/** Evaluations back from now on. */
export function layLook({ step, span }: Look, now: number) {
	const last = lastLook(now);
	const count = Math.max(1, Math.floor(span / step));
	return { start: last - (count - 1) * step, step, count };
}

export function describeSpan(seconds: number): string {
	if (seconds >= 2 * day) return `${Math.round(seconds / day)} days`;
	if (seconds >= 2 * hour) return `${Math.round(seconds / hour)} hours`;
	return `${Math.max(1, Math.round(seconds / minute))} minutes`;
}
