/** Durations that people write most, shortest first. */
export const RANGE_DURATIONS = [
	"1m",
	"2m",
	"5m",
	"10m",
	"15m",
	"30m",
	"1h",
	"2h",
	"6h",
	"12h",
	"1d",
	"3d",
	"7d",
	"30d",
];
export const HOST_DURATIONS = ["15s", "30s", "1m", "2m", "5m", "10m", "15m", "30m", "1h", "2h", "6h"];

const UNITS: Readonly<Record<string, string>> = {
	ms: "millisecond",
	s: "second",
	m: "minute",
	h: "hour",
	d: "day",
	w: "week",
	y: "year",
};

/** The likeliest units first, for a number that is typed without one. */
const UNIT_ORDER = ["m", "s", "h", "d", "w"];

/** For `5`, the durations that it may become; nothing where a unit is there or no number. */
export function unitsFor(typed: string): string[] {
	return /^[1-9]\d*$/.test(typed) ? UNIT_ORDER.map((unit) => typed + unit) : [];
}

/** `1h30m` in words. */
export function describeDuration(duration: string): string {
	const parts = [...duration.matchAll(/(\d+)(ms|[smhdwy])/g)];
	return parts.map(([, count = "", unit = ""]) => `${count} ${UNITS[unit]}${count === "1" ? "" : "s"}`).join(" ");
}
