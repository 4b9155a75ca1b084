/** Writes seconds as a person says them, in the two largest units that matter: `52 seconds`, `1 hour 26 minutes`. */
export function writeDuration(seconds: number): string {
	const unit = units.findIndex(({ size }) => seconds >= size);
	const large = units[unit];
	const small = units[unit + 1];
	if (large === undefined) return `${Math.max(1, Math.round(seconds))} seconds`.replace(/^1 seconds$/, "1 second");
	if (small === undefined) return count(Math.round(seconds / large.size), large.name);
	const total = Math.round(seconds / small.size);
	const perLarge = large.size / small.size;
	const rest = total % perLarge;
	const whole = count(Math.floor(total / perLarge), large.name);
	return rest === 0 ? whole : `${whole} ${count(rest, small.name)}`;
}

const units = [
	{ size: 86_400, name: "day" },
	{ size: 3600, name: "hour" },
	{ size: 60, name: "minute" },
	{ size: 1, name: "second" },
] as const;

function count(amount: number, name: string): string {
	return `${amount} ${name}${amount === 1 ? "" : "s"}`;
}
