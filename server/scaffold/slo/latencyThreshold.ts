import type { LabelMatcher } from "../../metrics/selectorText.ts";
import { escapeRegexp } from "../quoting/regexpText.ts";

/**
 * Matches the bucket with this upper bound however the server writes it.
 *
 * Prometheus 3 stores `le` as OpenMetrics writes floats (`1.0`, `1e+06`), Prometheus 2 as the client library wrote it
 * (`1`, `1.0`, `1000000`), and during an upgrade both exist. Each series has one spelling, so nothing is counted twice.
 */
export function matchBound(threshold: string): LabelMatcher {
	const value = Number(threshold);
	const plain = writePlain(value);
	const scientific = writeAsGo(value);
	const spellings = new Set([threshold, plain, scientific]);
	for (const spelling of [plain, scientific]) if (/^\d+$/.test(spelling)) spellings.add(`${spelling}.0`);
	const [first = threshold, ...others] = spellings;
	if (others.length === 0) return { label: "le", op: "=", value: first };
	return { label: "le", op: "=~", value: [...spellings].map(escapeRegexp).join("|") };
}

/** Answers a message for the user where this is no bound that a request can stay below. */
export function checkThreshold(text: string): string | undefined {
	if (text === "") return "Give the upper bound of a bucket (a value of its label le), such as 0.3.";
	if (/^\d+,\d+$/.test(text)) return `Write the bound with a point: ${text.replace(",", ".")}.`;
	if (/^\+?inf(inity)?$/i.test(text)) return "Every request stays below infinity; choose a finite bucket.";
	const duration = /^([\d.]+)\s*(ms|s)$/.exec(text);
	if (duration !== null) {
		return `Give the number alone, as the label le has it, in the metric's unit (for seconds, 300 ms is 0.3).`;
	}
	if (!/^\d*\.?\d+(?:e[+-]?\d+)?$/i.test(text))
		return `"${text}" is not a number; give a value of the label le, such as 0.3.`;
	return Number(text) > 0 && Number.isFinite(Number(text)) ? undefined : "The bound must be above 0.";
}

/** The bound in words where the metric's name says its unit: `300 ms`, `2.5 s`. */
export function nameBound(threshold: string, metric: string): string {
	const unit = /_(seconds|milliseconds|microseconds)$/.exec(metric)?.[1];
	const value = Number(threshold);
	if (unit === undefined) return threshold;
	const seconds = value / { seconds: 1, milliseconds: 1e3, microseconds: 1e6 }[unit as "seconds"];
	if (seconds >= 1) return `${round(seconds)} s`;
	return seconds >= 1e-3 ? `${round(seconds * 1e3)} ms` : `${round(seconds * 1e6)} µs`;
}

function round(value: number): number {
	return Number(value.toPrecision(6));
}

/** The shortest digits that make this double, without an exponent. */
function writePlain(value: number): string {
	const [mantissa = "", exponent = "0"] = value.toExponential().split("e");
	const digits = mantissa.replace(".", "");
	const point = Number(exponent) + 1;
	if (point <= 0) return `0.${"0".repeat(-point)}${digits}`;
	return digits.length <= point ? digits.padEnd(point, "0") : `${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Go's shortest `%g`, which client_golang and Prometheus write: an exponent of two digits from 1e+06 and below 1e-04. */
function writeAsGo(value: number): string {
	const [mantissa = "", exponent = "0"] = value.toExponential().split("e");
	const power = Number(exponent);
	if (power >= -4 && power < 6) return writePlain(value);
	return `${mantissa}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}
