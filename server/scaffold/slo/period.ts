/** How long the error budget has to last, and the windows over which its burning is watched. */
export interface Period {
	/** As in PromQL and in the answers. */
	readonly duration: string;
	readonly days: number;
	/** Fast to slow; the first two page, the others open a ticket. */
	readonly windows: readonly AlertWindow[];
}

export interface AlertWindow {
	readonly severity: "page" | "ticket";
	/** Has to burn too, so that the alert ends soon after the burning does. */
	readonly short: Window;
	readonly long: Window;
	/** The share of the period's budget that is gone when the long window fires, as a ratio. */
	readonly budgetShare: number;
}

export interface Window {
	/** As in PromQL. */
	readonly duration: string;
	readonly seconds: number;
	/** In words, such as `5 minutes`. */
	readonly words: string;
}

export type PeriodDuration = "30d" | "28d" | "7d";

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

function minutes(count: number): Window {
	return { duration: `${count}m`, seconds: count * minute, words: `${count} minutes` };
}

function hours(count: number): Window {
	return { duration: `${count}h`, seconds: count * hour, words: count === 1 ? "1 hour" : `${count} hours` };
}

function days(count: number): Window {
	return { duration: `${count}d`, seconds: count * day, words: count === 1 ? "1 day" : `${count} days` };
}

/**
 * The windows and budget shares of the SRE workbook, chapter 5 ("Multiwindow, Multi-Burn-Rate Alerts"), which are meant
 * for about a month: 2 % in 1 h and 5 % in 6 h page; 10 % in 1 d and in 3 d open a ticket.
 */
const monthly: readonly AlertWindow[] = [
	{ severity: "page", short: minutes(5), long: hours(1), budgetShare: 0.02 },
	{ severity: "page", short: minutes(30), long: hours(6), budgetShare: 0.05 },
	{ severity: "ticket", short: hours(2), long: days(1), budgetShare: 0.1 },
	{ severity: "ticket", short: hours(6), long: days(3), budgetShare: 0.1 },
];

/**
 * A week is a quarter of four weeks, and so are its long windows: with the monthly ones the same shares would be burn
 * rates below 1, which a service that keeps its objective reaches too. The short windows are not below 5 minutes,
 * because a rate wants several scrapes; that delays the end of an alert, not its beginning.
 */
const weekly: readonly AlertWindow[] = [
	{ severity: "page", short: minutes(5), long: minutes(15), budgetShare: 0.02 },
	{ severity: "page", short: minutes(10), long: minutes(90), budgetShare: 0.05 },
	{ severity: "ticket", short: minutes(30), long: hours(6), budgetShare: 0.1 },
	{ severity: "ticket", short: minutes(90), long: hours(18), budgetShare: 0.1 },
];

export const periods: Readonly<Record<PeriodDuration, Period>> = {
	"30d": { duration: "30d", days: 30, windows: monthly },
	"28d": { duration: "28d", days: 28, windows: monthly },
	"7d": { duration: "7d", days: 7, windows: weekly },
};

/**
 * Claims that the window's error ratio is summed up from the recorded 5-minute rates instead of read from the service's
 * own series. A `rate` over days of every series of a busy service costs millions of samples at each evaluation; two
 * recorded series cost a few thousand. Each 5-minute rate counts with its requests, so the ratio stays weighted by
 * requests; it differs from the direct one only at the window's edges, by the length of one 5-minute rate.
 */
export function isSummedUp({ seconds }: Window): boolean {
	return seconds >= 12 * hour;
}

export function findPeriod(answer: string | undefined): Period | undefined {
	return Object.values(periods).find(({ duration }) => duration === answer);
}
