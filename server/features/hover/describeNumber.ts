import { durationUnits, parseDuration, printDuration } from "../../promql/duration.ts";
import { parseNumber } from "../../promql/literals.ts";
import { inlineCode } from "../markdown.ts";

/** What a number stands for: its place decides whether it counts seconds, from 1970 or from now. */
export type NumberPlace = "timestamp" | "duration" | "value";

/**
 * What a number or duration as it is written amounts to, in Markdown; `undefined` where it says so itself, as `12` does,
 * and where it is none.
 */
export function describeNumber(written: string, place: NumberPlace): string | undefined {
	const duration = durationOnly(written);
	if (duration !== undefined) return `${inlineCode(written)} is ${describeSeconds(duration)}.`;
	const value = parseNumber(written);
	if (value === undefined) return undefined;
	if (Number.isNaN(value)) return notANumber;
	if (!Number.isFinite(value)) return infinite;
	if (place === "timestamp") return describeTime(value);
	if (place === "duration") return `${inlineCode(written)} seconds are ${inlineCode(printDuration(value))}.`;
	return /^\d*\.?\d*$/.test(written) && !/^0\d/.test(written)
		? undefined
		: `${inlineCode(written)} is ${printNumber(value)}.`;
}

const notANumber =
	"`NaN`, not a number: what 0 / 0 gives. Every comparison with it is false, apart from `!=`, which is true even between two of them.";
const infinite = "Infinity: larger than every other number. It is the bound of a histogram's last bucket.";

/** A bare 0 is a number. */
function durationOnly(written: string): number | undefined {
	return /[a-z]$/.test(written) ? parseDuration(written) : undefined;
}

const unitNames: Readonly<Record<string, string>> = {
	y: "year",
	w: "week",
	d: "day",
	h: "hour",
	m: "minute",
	s: "second",
	ms: "millisecond",
};

/** `1 day 12 hours, 129,600 seconds`. A year has 365 days here, as in Prometheus. */
function describeSeconds(seconds: number): string {
	const words = durationUnits.flatMap(([unit]) => {
		const amount = new RegExp(`(\\d+)${unit}(?![a-z])`).exec(printDuration(seconds))?.[1];
		return amount === undefined ? [] : [count(Number(amount), unitNames[unit] ?? unit)];
	});
	const inSeconds = count(seconds, "second");
	return words.length === 1 && words[0] === inSeconds ? inSeconds : `${words.join(" ")}, ${inSeconds}`;
}

function count(amount: number, unit: string): string {
	return `${printNumber(amount)} ${unit}${amount === 1 ? "" : "s"}`;
}

/** With separators between thousands, and every digit that a double holds. */
function printNumber(value: number): string {
	const size = Math.abs(value);
	if (size !== 0 && (size >= 1e21 || size < 1e-6)) return String(value);
	const [whole = "", fraction] = String(value).split(".");
	return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (fraction === undefined ? "" : `.${fraction}`);
}

/** The furthest time from 1970 that a date can be made of, in seconds. */
const furthestDate = 8.64e12;

function describeTime(seconds: number): string | undefined {
	if (Math.abs(seconds) > furthestDate) return undefined;
	const date = new Date(Math.round(seconds * 1000));
	const weekday = date.toLocaleDateString("en-GB", { weekday: "long", timeZone: "UTC" });
	const time = date
		.toISOString()
		.replace("T", " ")
		.replace(/(?:\.000)?Z$/, "");
	return `${time} UTC, a ${weekday}.`;
}
