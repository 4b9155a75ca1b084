/** Prometheus's duration syntax: whole numbers with units from large to small, each unit once; a bare `0` is allowed. */
const pattern = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;
/** Milliseconds of a year, week, day, hour, minute, second and millisecond. */
const unitMilliseconds = [31_536_000_000, 604_800_000, 86_400_000, 3_600_000, 60_000, 1000, 1];
/** Go counts durations in nanoseconds in 63 bits. */
const maxMilliseconds = 9_223_372_036_854;

/** The seconds of a duration such as `1h30m`, or why it is none. */
export function parseRuleDuration(text: string): { readonly seconds: number } | { readonly fault: DurationFault } {
	if (text === "0") return { seconds: 0 };
	const match = pattern.exec(text);
	if (text === "" || match === null) return { fault: "malformed" };
	let milliseconds = 0;
	for (const [index, unit] of unitMilliseconds.entries()) milliseconds += Number(match[index + 1] ?? 0) * unit;
	if (milliseconds > maxMilliseconds) return { fault: "outOfRange" };
	return { seconds: milliseconds / 1000 };
}

export type DurationFault = "malformed" | "outOfRange";
