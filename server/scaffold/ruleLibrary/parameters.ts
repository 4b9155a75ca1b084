import { parseDuration } from "../../promql/duration.ts";
import { isClassicLabelName } from "../../promql/names.ts";

/** A number or name in a rule of the library that a team may set: what it is, what it is usually, and in which unit. */
export interface Parameter {
	/** What it is, to be read after its name. */
	readonly title: string;
	readonly kind: ParameterKind;
	readonly default: string;
	/** Another value at which the entry's tests hold as well; what is tried beside the default. */
	readonly other: string;
}

/**
 * `ratio` from 0 to 1, `seconds`, `bytes`, `celsius`, `perSecond` and `count` are numbers; `window` is a duration such as
 * `5m`; `labels` are names with commas between.
 */
export type ParameterKind =
	| "ratio"
	| "seconds"
	| "milliseconds"
	| "bytes"
	| "celsius"
	| "perSecond"
	| "count"
	| "window"
	| "labels";

export type Parameters = Readonly<Record<string, Parameter>>;

const define =
	(kind: ParameterKind) =>
	(value: string, other: string, title: string): Parameter => ({ kind, default: value, other, title });

export const ratio = define("ratio");
export const seconds = define("seconds");
export const milliseconds = define("milliseconds");
export const bytes = define("bytes");
export const celsius = define("celsius");
export const perSecond = define("perSecond");
export const count = define("count");
export const labels = define("labels");

/** How far back a rate or a sum looks. */
export function window(value: string, other: string, title = "how far back it looks"): Parameter {
	return { kind: "window", default: value, other, title };
}

/** Answers a message for the user where the value will not do. */
export function checkParameter(name: string, { kind }: Pick<Parameter, "kind">, value: string): string | undefined {
	if (kind === "window") {
		const length = parseDuration(value);
		if (length !== undefined && length >= 1) return undefined;
		return `"${value}" for ${name} is no duration of a second or more; write it like 5m or 1h30m.`;
	}
	if (kind === "labels") {
		const names = listLabels(value);
		const odd = names.find((label) => !isClassicLabelName(label) || label === "le" || label.startsWith("__"));
		if (odd !== undefined) return `"${odd}" for ${name} is no label that series can be told apart by.`;
		return names.length > 0 ? undefined : `Give at least one label for ${name}, such as job.`;
	}
	if (!/^-?\d+(\.\d+)?(e-?\d+)?$/i.test(value)) {
		const meant = value.replace(",", ".").replace(/\s*%$/, "");
		return `"${value}" for ${name} is no number; write it like ${/^\d+(\.\d+)?$/.test(meant) ? suggest(kind, value, meant) : "0.05"}.`;
	}
	const number = Number(value);
	if (number < 0) return `${name} cannot be below 0.`;
	if (kind === "ratio" && number > 1) return `${name} is a ratio from 0 to 1: write 5 % as 0.05.`;
	return undefined;
}

function suggest(kind: ParameterKind, value: string, meant: string): string {
	return kind === "ratio" && value.endsWith("%") ? String(Number((Number(meant) / 100).toPrecision(12))) : meant;
}

/** The label names of a value of the kind `labels`. */
export function listLabels(value: string): readonly string[] {
	return value.split(/[\s,]+/).filter((name) => name !== "");
}

/** The value as it stands in an expression. */
export function writeInExpression({ kind }: Pick<Parameter, "kind">, value: string): string {
	return kind === "labels" ? listLabels(value).join(", ") : value;
}

/** The value as people read it in a sentence: `5 %`, `300 ms`, `10 minutes`. */
export function writeInText({ kind }: Pick<Parameter, "kind">, value: string): string {
	const number = Number(value);
	switch (kind) {
		case "ratio":
			return `${round(number * 100)} %`;
		case "seconds":
			return number < 1 ? `${round(number * 1000)} ms` : wordDuration(number);
		case "milliseconds":
			return number < 1000 ? `${round(number)} ms` : wordDuration(number / 1000);
		case "bytes":
			return wordBytes(number);
		case "celsius":
			return `${round(number)} °C`;
		case "perSecond":
			return `${round(number)} per second`;
		case "count":
			return round(number);
		case "window":
			return wordDuration(parseDuration(value) ?? 0);
		case "labels":
			return listLabels(value).join(", ");
		default:
			return kind satisfies never;
	}
}

const units = [
	["day", 86_400],
	["hour", 3600],
	["minute", 60],
] as const;

/** 5400 as `90 minutes`, 0.25 as `0.25 seconds`. */
export function wordDuration(length: number): string {
	const [unit, size] = units.find(([, each]) => length >= each && length % each === 0) ?? ["second", 1];
	const amount = length / size;
	return `${round(amount)} ${unit}${amount === 1 ? "" : "s"}`;
}

function wordBytes(number: number): string {
	const [unit, size] = (
		[
			["GiB", 2 ** 30],
			["MiB", 2 ** 20],
			["KiB", 1024],
		] as const
	).find(([, each]) => number >= each) ?? ["B", 1];
	return `${round(number / size)} ${unit}`;
}

function round(number: number): string {
	return String(Number(number.toPrecision(6)));
}
