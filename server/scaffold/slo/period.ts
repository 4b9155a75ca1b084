/** How long the error budget has to last, and the windows over which its burning is watched. */
export interface Period {
	/** As in PromQL and in the answers: `30d`; of a calendar month `month`. */
	readonly duration: string;
	/** Of a calendar month 30, by which its burn rates are reckoned. */
	readonly days: number;
	/** `30 days`, `a calendar month`. */
	readonly words: string;
	/** Fast to slow; the first two page, the others open a ticket. */
	readonly windows: readonly AlertWindow[];
	/** It begins with each month instead of rolling. */
	readonly isCalendar?: true;
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

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** A window of whole minutes, written in the largest unit that it is a whole number of. */
export function createWindow(seconds: number): Window {
	const [size, letter, name] = seconds % day === 0 ? ([day, "d", "day"] as const) : pickUnit(seconds);
	const count = seconds / size;
	return { duration: `${count}${letter}`, seconds, words: `${count} ${name}${count === 1 ? "" : "s"}` };
}

function pickUnit(seconds: number) {
	return seconds % hour === 0 ? ([hour, "h", "hour"] as const) : ([minute, "m", "minute"] as const);
}

/**
 * The windows and budget shares of the SRE workbook, chapter 5 ("Multiwindow, Multi-Burn-Rate Alerts"), which are meant
 * for about a month: 2 % in 1 h and 5 % in 6 h page; 10 % in 1 d and in 3 d open a ticket. `least` is the shortest long
 * window that still holds several scrapes.
 */
const monthly = [
	{ severity: "page", short: 5 * minute, long: hour, budgetShare: 0.02, least: 15 * minute },
	{ severity: "page", short: 30 * minute, long: 6 * hour, budgetShare: 0.05, least: 30 * minute },
	{ severity: "ticket", short: 2 * hour, long: day, budgetShare: 0.1, least: hour },
	{ severity: "ticket", short: 6 * hour, long: 3 * day, budgetShare: 0.1, least: 2 * hour },
] as const;

/**
 * The windows of a period of so many days. About a month has those of the workbook. Others are as long as their part of
 * the period: a week is a quarter of four weeks, and with a month's windows the same shares would be burn rates below 1,
 * which a service that keeps its objective reaches too; a quarter's would be rates that a slow burn never reaches.
 * The short windows are a twelfth, and not below 5 minutes, because a rate wants several scrapes; that delays the end of
 * an alert, not its beginning. Where a long window would be too short, a longer one with the larger share that the same
 * burn rate spends in it takes its place.
 */
function scaleWindows(days: number): readonly AlertWindow[] {
	if (days >= 28 && days <= 31) {
		return monthly.map(({ severity, short, long, budgetShare }) => {
			return { severity, short: createWindow(short), long: createWindow(long), budgetShare };
		});
	}
	const scale = days / (days < 28 ? 28 : 30);
	return monthly.map(({ severity, long, budgetShare, least }) => {
		const wanted = roundWindow(long * scale);
		const seconds = Math.max(wanted, least);
		const share = seconds === wanted ? budgetShare : Math.round((budgetShare * seconds * 1000) / (long * scale)) / 1000;
		return {
			severity,
			short: createWindow(Math.max(5 * minute, roundWindow(seconds / 12))),
			long: createWindow(seconds),
			budgetShare: share,
		};
	});
}

/** To durations that people use: steps of 5 minutes below 2 hours, of half an hour below half a day, then of hours. */
function roundWindow(seconds: number): number {
	const step = seconds < 2 * hour ? 5 * minute : seconds < 12 * hour ? 30 * minute : hour;
	return Math.ceil(seconds / step - 1e-9) * step;
}

/** A period of the last so many days, 1 to 366. */
export function createPeriod(days: number): Period {
	return { duration: `${days}d`, days, words: days === 1 ? "1 day" : `${days} days`, windows: scaleWindows(days) };
}

/**
 * From the first of the month on, in UTC. Its alerts roll, with the windows of 30 days: how fast the budget burns does not
 * hang on the day of the month.
 */
export const calendarMonth: Period = {
	duration: "month",
	days: 30,
	words: "a calendar month",
	windows: scaleWindows(30),
	isCalendar: true,
};

/** The usual ones. */
export const periods = {
	"30d": createPeriod(30),
	"28d": createPeriod(28),
	"7d": createPeriod(7),
} as const satisfies Readonly<Record<string, Period>>;

/**
 * Claims that the window's error ratio is summed up from the recorded 5-minute rates instead of read from the service's
 * own series. A `rate` over days of every series of a busy service costs millions of samples at each evaluation; two
 * recorded series cost a few thousand. Each 5-minute rate counts with its requests, so the ratio stays weighted by
 * requests; it differs from the direct one only at the window's edges, by the length of one 5-minute rate.
 */
export function isSummedUp({ seconds }: Window): boolean {
	return seconds >= 12 * hour;
}

/** The longest that can be asked for: more than the retention of most servers already. */
const mostDays = 366;

/** Reads `30d`, `30`, `4w` or `month`; `undefined` for anything else. */
export function findPeriod(answer: string | undefined): Period | undefined {
	if (answer === "month") return calendarMonth;
	const match = /^([1-9]\d{0,2})\s*(d|w|days?|weeks?)?$/.exec(answer ?? "");
	if (match === null) return undefined;
	const days = Number(match[1]) * (match[2]?.startsWith("w") ? 7 : 1);
	return days <= mostDays ? createPeriod(days) : undefined;
}

/** Answers a message for the user where this is no period. */
export function checkPeriod(answer: string): string | undefined {
	if (findPeriod(answer) !== undefined) return undefined;
	return `"${answer}" is no period; give whole days, 1d to ${mostDays}d, such as 30d, or month for the calendar month.`;
}
