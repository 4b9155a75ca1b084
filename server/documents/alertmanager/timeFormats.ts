// Source: timeinterval/timeinterval.go of Alertmanager 0.34.

import type { StringFormat } from "../structure/structure.ts";

const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const months = [
	"january",
	"february",
	"march",
	"april",
	"may",
	"june",
	"july",
	"august",
	"september",
	"october",
	"november",
	"december",
];

/** Why a text of a time interval is not of its format, as the end of a sentence; `undefined` where it is. */
export function findTimeFault(format: StringFormat, written: string): string | undefined {
	switch (format) {
		case "timeOfDay":
			return parseTimeOfDay(written) === undefined ? "is no time of the day such as `09:00` or `24:00`" : undefined;
		case "weekdays":
			return findRangeFault(written, (text) => indexOf(weekdays, text), "a day such as `monday` or `monday:friday`");
		case "months":
			return findRangeFault(written, parseMonth, "a month such as `may` or `1:3`");
		case "years":
			return findRangeFault(written, parseWhole, "a year such as `2026` or `2026:2028`");
		case "daysOfMonth":
			return findDaysFault(written);
		case "timeZone":
			return isTimeZone(written) ? undefined : "is no time zone such as `Europe/Berlin`";
		default:
			return undefined;
	}
}

/** Minutes since midnight. */
export function parseTimeOfDay(written: string): number | undefined {
	if (!/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.test(written)) return undefined;
	return Number(written.slice(0, 2)) * 60 + Number(written.slice(3));
}

function parseWhole(text: string): number | undefined {
	return /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}

function indexOf(names: readonly string[], text: string): number | undefined {
	const index = names.indexOf(text);
	return index === -1 ? undefined : index;
}

/** Alertmanager does not look whether the number is one of a month. */
function parseMonth(text: string): number | undefined {
	const index = indexOf(months, text);
	return index === undefined ? parseWhole(text) : index + 1;
}

function findRangeFault(
	written: string,
	parse: (text: string) => number | undefined,
	wanted: string,
): string | undefined {
	const ends = written.toLowerCase().split(":");
	const [begin, end] = [parse(ends[0] ?? ""), parse(ends.at(-1) ?? "")];
	if (ends.length > 2 || begin === undefined || end === undefined) return `is not ${wanted}`;
	return begin > end ? "ends before it begins" : undefined;
}

function findDaysFault(written: string): string | undefined {
	const ends = written.split(":");
	const [begin, end] = [parseWhole(ends[0] ?? ""), parseWhole(ends.at(-1) ?? "")];
	if (ends.length > 2 || begin === undefined || end === undefined)
		return "is not a day of the month such as `1` or `1:5`";
	for (const day of [begin, end]) {
		if (day === 0 || Math.abs(day) > 31) return `has the day ${day}; days go from 1 to 31, or from -31 to -1`;
	}
	if (begin < 0 && end > 0) return "begins with a day counted from the end, so it must end with one too";
	const [from, to] = [begin < 0 ? 28 + begin : begin, end < 0 ? 28 + end : end];
	return from > to ? "ends before it begins" : undefined;
}

function isTimeZone(written: string): boolean {
	if (written === "" || written === "Local") return true;
	try {
		new Intl.DateTimeFormat("en", { timeZone: written });
		return true;
	} catch {
		return false;
	}
}
