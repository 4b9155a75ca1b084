/** A sample's value as Prometheus writes the special ones, and otherwise short enough to compare at a glance. */
export function formatValue(value: number): string {
	if (Number.isNaN(value)) return "NaN";
	if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
	if (Number.isInteger(value) && Math.abs(value) < 1e15) return value.toLocaleString("en-US");
	const size = Math.abs(value);
	return size >= 1e15 || size < 1e-4 ? value.toExponential(4) : Number(value.toPrecision(7)).toString();
}

/** A tick of an axis: `1.5M`, `20k`, `0.002`. */
export function formatTick(value: number): string {
	const size = Math.abs(value);
	for (const [limit, letter] of scales) {
		if (size >= limit) return `${Number((value / limit).toPrecision(5))}${letter}`;
	}
	return size !== 0 && size < 1e-4 ? value.toExponential(1) : `${Number(value.toPrecision(5))}`;
}

const scales = [
	[1e12, "T"],
	[1e9, "G"],
	[1e6, "M"],
	[1e3, "k"],
] as const;
