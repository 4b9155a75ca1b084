/** What a sample's value counts, as far as its metric's name or its declared unit says it. */
export type SampleUnit = "none" | "seconds" | "bytes" | "ratio" | "percent" | "celsius" | "timestamp";

/**
 * The unit of a metric's own samples: the declared one, or the last part of a name that follows
 * https://prometheus.io/docs/practices/naming/#base-units. It says nothing about what a function makes of them: the
 * rate of seconds is a ratio.
 */
export function unitOfMetric(name: string, declared = ""): SampleUnit {
	// These count observations, whatever is observed.
	if (/_(?:count|bucket)$/.test(name)) return "none";
	if (/_timestamp(?:_seconds)?$|(?:^|_)(?:start|boot|push|expiry|node)_time_seconds$/.test(name)) return "timestamp";
	const word = declared === "" ? /_([a-z]+)(?:_(?:total|sum))?$/.exec(name)?.[1] : declared;
	return unitWords.get(word ?? "") ?? "none";
}

const unitWords: ReadonlyMap<string, SampleUnit> = new Map([
	["seconds", "seconds"],
	["bytes", "bytes"],
	["ratio", "ratio"],
	["ratios", "ratio"],
	["percent", "percent"],
	["celsius", "celsius"],
]);

/** A value as people read it, of four or five significant digits: `1.5 GiB`, `2h 5m`, `99.95 %`, `1.234M`, `NaN`. */
export function formatSample(value: number, unit: SampleUnit = "none"): string {
	if (Number.isNaN(value)) return "NaN";
	if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
	switch (unit) {
		case "none":
			return formatPlain(value);
		case "bytes":
			return formatBytes(value);
		case "seconds":
			return formatDuration(value);
		case "ratio":
			return `${trim((value * 100).toPrecision(4))} %`;
		case "percent":
			return `${trim(value.toPrecision(4))} %`;
		case "celsius":
			return `${trim(value.toPrecision(4))} °C`;
		case "timestamp":
			return formatTimestamp(value);
		default:
			return unit satisfies never;
	}
}

const scales = [
	{ from: 1e12, size: 1e12, letter: "T" },
	{ from: 1e9, size: 1e9, letter: "G" },
	{ from: 1e6, size: 1e6, letter: "M" },
	{ from: 1e5, size: 1e3, letter: "k" },
] as const;

function formatPlain(value: number): string {
	const size = Math.abs(value);
	if (size !== 0 && (size < 1e-4 || size >= 1e15)) return value.toExponential(2);
	const scale = scales.find(({ from }) => size >= from);
	// Below 100,000 five digits hold every whole number.
	if (scale === undefined) return trim(value.toPrecision(5));
	return `${trim((value / scale.size).toPrecision(4))}${scale.letter}`;
}

const byteUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"] as const;

function formatBytes(value: number): string {
	let scaled = value;
	let index = 0;
	while (Math.abs(scaled) >= 1024 && index < byteUnits.length - 1) {
		scaled /= 1024;
		index += 1;
	}
	return `${trim(scaled.toPrecision(4))} ${byteUnits[index]}`;
}

function formatDuration(seconds: number): string {
	const size = Math.abs(seconds);
	const sign = seconds < 0 ? "-" : "";
	if (size === 0) return "0 s";
	if (size < 1e-6) return `${sign}${trim((size * 1e9).toPrecision(3))} ns`;
	if (size < 1e-3) return `${sign}${trim((size * 1e6).toPrecision(3))} µs`;
	if (size < 1) return `${sign}${trim((size * 1e3).toPrecision(3))} ms`;
	if (size < 60) return `${sign}${trim(size.toPrecision(4))} s`;
	const whole = Math.round(size);
	const parts = [
		[Math.floor(whole / 86_400), "d"],
		[Math.floor(whole / 3600) % 24, "h"],
		[Math.floor(whole / 60) % 60, "m"],
		[whole % 60, "s"],
	] as const;
	const first = parts.findIndex(([count]) => count > 0);
	// Two parts are enough: nobody needs the seconds of a week.
	const shown = parts.slice(first, first + 2).filter(([count], index) => index === 0 || count > 0);
	return sign + shown.map(([count, letter]) => `${count}${letter}`).join(" ");
}

/** One outside of what a date can hold stays a number. */
function formatTimestamp(seconds: number): string {
	const date = new Date(seconds * 1000);
	if (Number.isNaN(date.getTime())) return formatPlain(seconds);
	return `${date.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

function trim(digits: string): string {
	const plain = digits.includes("e") ? String(Number(digits)) : digits;
	return plain.includes(".") ? plain.replace(/\.?0+$/, "") : plain;
}
