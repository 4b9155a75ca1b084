/** The units of a duration from the largest to the smallest, each with its seconds. */
export const durationUnits: readonly (readonly [unit: string, seconds: number])[] = [
	["y", 365 * 24 * 3600],
	["w", 7 * 24 * 3600],
	["d", 24 * 3600],
	["h", 3600],
	["m", 60],
	["s", 1],
	["ms", 0.001],
];

/** The longest duration that Prometheus can hold (2^63 nanoseconds), in seconds. */
export const largestDurationSeconds = 2 ** 63 / 1e9;

const pattern = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;

/**
 * Parses a duration such as `1h30m` or `500ms` and returns its seconds; `undefined` where it is none or is longer than
 * Prometheus can hold. Units come once each and from large to small, and take whole numbers.
 */
export function parseDuration(text: string): number | undefined {
	if (text === "0") return 0;
	const match = text === "" ? null : pattern.exec(text);
	if (match === null) return undefined;
	let milliseconds = 0;
	for (const [index, [, seconds]] of durationUnits.entries()) {
		const amount = match[index + 1];
		if (amount !== undefined) milliseconds += Number(amount) * Math.round(seconds * 1000);
	}
	return milliseconds / 1000 < largestDurationSeconds ? milliseconds / 1000 : undefined;
}

/** Prints seconds as Prometheus does: exact, in the largest units that leave no rest, such as `1h30m` and `36h` as `1d12h`. */
export function printDuration(seconds: number): string {
	let rest = Math.round(Math.abs(seconds) * 1000);
	if (rest === 0) return "0s";
	let printed = seconds < 0 ? "-" : "";
	for (const [unit, unitSeconds] of durationUnits) {
		const size = Math.round(unitSeconds * 1000);
		// Weeks and years are only written where nothing is left over: 8d stays 8d.
		if ((unit === "y" || unit === "w") && rest % size !== 0) continue;
		const amount = Math.floor(rest / size);
		if (amount > 0) printed += `${amount}${unit}`;
		rest -= amount * size;
	}
	return printed;
}
