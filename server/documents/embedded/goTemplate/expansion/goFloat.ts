/**
 * Floats as Go's strconv.FormatFloat writes them: an exact tie goes to the even digit, and where JavaScript would write
 * `1.5e+6` or `1500000` Go has rules of its own.
 */
export function formatFloat(value: number, verb: "e" | "f" | "g", precision?: number): string {
	if (Number.isNaN(value)) return "NaN";
	if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
	const sign = value < 0 || Object.is(value, -0) ? "-" : "";
	return sign + formatPositive(Math.abs(value), verb, precision);
}

/** The significant digits without a point; the value is `0.DIGITS × 10^point`. */
interface Decimal {
	readonly digits: string;
	readonly point: number;
}

function formatPositive(value: number, verb: "e" | "f" | "g", precision: number | undefined): string {
	switch (verb) {
		case "e":
			return withExponent(round(value, precision === undefined ? undefined : precision + 1), precision);
		case "f": {
			const shortest = round(value, undefined);
			if (precision === undefined) return plain(shortest, Math.max(shortest.digits.length - shortest.point, 0));
			return plain(round(value, exactly(value).point + precision), precision);
		}
		case "g": {
			const decimal = round(value, precision === undefined ? undefined : Math.max(precision, 1));
			const exponent = decimal.point - 1;
			// The shortest form decides as if six digits had been asked for, but cuts none that it has.
			const threshold = precision === undefined ? 6 : Math.max(precision, 1);
			const digits = decimal.digits.replace(/0+$/, "") || "0";
			const trimmed = { digits, point: decimal.point };
			if (exponent < -4 || exponent >= threshold) return withExponent(trimmed, undefined);
			return plain(trimmed, Math.max(digits.length - decimal.point, 0));
		}
	}
}

function withExponent({ digits, point }: Decimal, precision: number | undefined): string {
	const fraction = digits.slice(1).padEnd(precision ?? 0, "0");
	const zero = /^0*$/.test(digits);
	const exponent = zero ? 0 : point - 1;
	const shown = `${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
	return `${digits[0] ?? "0"}${fraction === "" ? "" : `.${fraction}`}e${shown}`;
}

function plain({ digits, point }: Decimal, fractionDigits: number): string {
	const whole = point <= 0 ? "0" : digits.slice(0, point).padEnd(point, "0");
	if (fractionDigits === 0) return whole;
	const fraction = point < 0 ? "0".repeat(-point) + digits : digits.slice(Math.max(point, 0));
	return `${whole}.${fraction.slice(0, fractionDigits).padEnd(fractionDigits, "0")}`;
}

/** Rounded to so many significant digits, half to even; the fewest that mean the same number where none are asked for. */
function round(value: number, count: number | undefined): Decimal {
	if (value === 0) return { digits: "0", point: 1 };
	if (count === undefined) return read(value.toExponential());
	const exact = exactly(value);
	if (count < 0) return { digits: "0", point: exact.point - count };
	const kept = exact.digits.slice(0, count);
	const rest = exact.digits.slice(count);
	const next = rest.charAt(0);
	const tie = /^50*$/.test(rest);
	const up = tie ? Number(kept.at(-1) ?? "0") % 2 === 1 : next >= "5";
	if (!up) return { digits: kept === "" ? "0" : kept, point: kept === "" ? exact.point + 1 : exact.point };
	const raised = (BigInt(kept === "" ? "0" : kept) + 1n).toString().padStart(kept.length, "0");
	return { digits: raised, point: exact.point + (raised.length - kept.length) };
}

/** As many digits as JavaScript gives, which holds every tie exactly. */
function exactly(value: number): Decimal {
	return read(value.toExponential(100));
}

function read(text: string): Decimal {
	const [mantissa = "", exponent = "0"] = text.split("e");
	return { digits: mantissa.replace(".", ""), point: Number(exponent) + 1 };
}
