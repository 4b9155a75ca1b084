/** What a chart covers: the last seconds before now, or a span that stays. Times are Unix seconds. */
export type TimeChoice =
	| { readonly kind: "last"; readonly seconds: number }
	| { readonly kind: "absolute"; readonly from: number; readonly to: number };

export interface TimeRange {
	readonly start: number;
	readonly end: number;
	/** Seconds. */
	readonly step: number;
}

/** Points of a chart: about one for every two pixels of a panel beside an editor. */
const chartPoints = 240;
/** Prometheus refuses more than 11,000 points of a series. */
const mostPoints = 11_000;

export type ResolvedRange = TimeRange | { readonly mistake: string };

/**
 * The range to ask for at `now`, on a grid of its step, so that a chart that is refreshed does not flicker between grids.
 * `step` is what the user wrote, or `undefined` for one that suits the span.
 */
export function resolveRange(choice: TimeChoice, step: number | undefined, now: number): ResolvedRange {
	const [from, to] = choice.kind === "last" ? [now - choice.seconds, now] : [choice.from, choice.to];
	if (!Number.isFinite(from) || !Number.isFinite(to)) return { mistake: "Give both ends of the time range." };
	if (from >= to) return { mistake: "The time range ends before it begins: swap its ends." };
	const chosen = step ?? autoStep(to - from);
	if ((to - from) / chosen > mostPoints) {
		const least = Math.ceil((to - from) / mostPoints);
		return {
			mistake: `That is more than ${mostPoints.toLocaleString("en-US")} points: take a step of ${least}s or more.`,
		};
	}
	const start = Math.floor(from / chosen) * chosen;
	return { start, end: Math.max(start, Math.floor(to / chosen) * chosen), step: chosen };
}

/** The next round number of seconds that gives a chart enough points. */
export function autoStep(seconds: number): number {
	const wanted = seconds / chartPoints;
	return roundSteps.find((step) => step >= wanted) ?? Math.ceil(wanted / 86_400) * 86_400;
}

const roundSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400];

/** `15s`, `1m30s`, `0.5` or `2h` in seconds; `undefined` where it is none or nothing. */
export function readDuration(text: string): number | undefined {
	const written = text.trim();
	if (/^\d+(?:\.\d+)?$/.test(written)) return Number(written) > 0 ? Number(written) : undefined;
	if (!/^(?:\d+(?:ms|[smhdwy]))+$/.test(written)) return undefined;
	let seconds = 0;
	for (const [, count, unit = ""] of written.matchAll(/(\d+)(ms|[smhdwy])/g))
		seconds += Number(count) * (units[unit] ?? 0);
	return seconds > 0 ? seconds : undefined;
}

const units: Readonly<Record<string, number>> = {
	ms: 0.001,
	s: 1,
	m: 60,
	h: 3600,
	d: 86_400,
	w: 604_800,
	y: 31_536_000,
};

/** As a field for a date and a time holds it, in the user's own zone: `2027-01-15T08:00:00`. */
export function writeLocalTime(seconds: number): string {
	const date = new Date(seconds * 1000);
	if (Number.isNaN(date.getTime())) return "";
	const two = (value: number): string => String(value).padStart(2, "0");
	const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
	return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** `undefined` where the field is empty or no time. */
export function readLocalTime(text: string): number | undefined {
	if (text.trim() === "") return undefined;
	const milliseconds = new Date(text).getTime();
	return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000);
}
