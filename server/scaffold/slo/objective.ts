/** What share of the requests must be good, exactly as it was written: no float gets between the objective and the rule. */
export interface Objective {
	/** Percent, such as `99.9`. */
	readonly percent: string;
	/** The same as a ratio, such as `0.999`. */
	readonly ratio: string;
	/** The error budget, 1 - objective, as a ratio, such as `0.001`. */
	readonly budget: string;
}

export type ObjectiveResult =
	| { readonly kind: "objective"; readonly objective: Objective }
	| { readonly kind: "invalid"; readonly message: string };

/** Reads a percentage between 0 and 100, both excluded; a `%` after it is accepted. */
export function parseObjective(text: string): ObjectiveResult {
	const number = text.trim().replace(/\s*%$/, "");
	if (number === "") return invalid("Give the objective in percent, such as 99.9.");
	if (/^\d+,\d+$/.test(number)) return invalid(`Write the objective with a point: ${number.replace(",", ".")}.`);
	const match = /^\+?0*(\d*)(?:\.(\d*?)0*)?$/.exec(number);
	if (match === null) return invalid(`"${text}" is not a number; give the objective in percent, such as 99.9.`);
	const [, whole = "", fraction = ""] = match;
	if (fraction.length > 8) return invalid("Eight digits after the point are the most that make sense; write fewer.");
	const scale = fraction.length;
	const units = BigInt((whole === "" ? "0" : whole) + fraction);
	const hundred = 100n * 10n ** BigInt(scale);
	if (units <= 0n) return invalid("An objective of 0 % would never be missed; give a percentage above 0.");
	if (units === hundred) {
		return invalid("An objective of 100 % leaves no error budget, so the first error would page; give one below it.");
	}
	if (units > hundred) return invalid(`${number} % is more than all requests; give an objective below 100.`);
	const percent = writeDecimal(units, scale);
	const ratio = writeDecimal(units, scale + 2);
	return { kind: "objective", objective: { percent, ratio, budget: writeDecimal(hundred - units, scale + 2) } };
}

function invalid(message: string): ObjectiveResult {
	return { kind: "invalid", message };
}

/** `units` × 10^-scale without trailing zeros. */
function writeDecimal(units: bigint, scale: number): string {
	const digits = units.toString().padStart(scale + 1, "0");
	if (scale === 0) return digits;
	return `${digits.slice(0, -scale)}.${digits.slice(-scale)}`.replace(/\.?0+$/, "");
}
