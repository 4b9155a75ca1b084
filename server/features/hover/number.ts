/**
 * A sample's value as people read it: at most five significant digits, an SI letter for large numbers. ASCII only.
 * No unit is guessed, as Prometheus does not say which it is.
 */
export function formatValue(value: number): string {
	if (Number.isNaN(value)) return "NaN";
	if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
	const size = Math.abs(value);
	if (size !== 0 && (size < 1e-4 || size >= 1e15)) return value.toExponential(2);
	const scale = SCALES.find(({ from }) => size >= from);
	// Below 100,000 five digits are enough for every whole number.
	if (scale === undefined) return trim(value.toPrecision(5));
	return `${trim((value / scale.unit).toPrecision(4))}${scale.letter}`;
}

const SCALES = [
	{ from: 1e12, unit: 1e12, letter: "T" },
	{ from: 1e9, unit: 1e9, letter: "G" },
	{ from: 1e6, unit: 1e6, letter: "M" },
	{ from: 1e5, unit: 1e3, letter: "k" },
] as const;

function trim(digits: string): string {
	const plain = digits.includes("e") ? String(Number(digits)) : digits;
	return plain.includes(".") ? plain.replace(/\.?0+$/, "") : plain;
}

/** A duration as people read it: `12 ms`, `1.4 s`. */
export function formatSeconds(seconds: number): string {
	return seconds < 1 ? `${Math.max(1, Math.round(seconds * 1000))} ms` : `${trim(seconds.toPrecision(2))} s`;
}
