import { NotEvaluated } from "./evaluationFault.ts";

/** Functions that make of each value another one, with the numbers that follow the vector. Source: promql/functions.go. */
export const valueFunctions: ReadonlyMap<string, (value: number, ...parameters: readonly number[]) => number> = new Map<
	string,
	(value: number, ...parameters: readonly number[]) => number
>([
	["abs", Math.abs],
	["ceil", Math.ceil],
	["floor", Math.floor],
	["exp", Math.exp],
	["sqrt", Math.sqrt],
	["ln", Math.log],
	["log2", Math.log2],
	["log10", Math.log10],
	["sgn", Math.sign],
	["sin", Math.sin],
	["cos", Math.cos],
	["tan", Math.tan],
	["asin", Math.asin],
	["acos", Math.acos],
	["atan", Math.atan],
	["sinh", Math.sinh],
	["cosh", Math.cosh],
	["tanh", Math.tanh],
	["asinh", Math.asinh],
	["acosh", Math.acosh],
	["atanh", Math.atanh],
	["deg", (value) => (value * 180) / Math.PI],
	["rad", (value) => (value * Math.PI) / 180],
	["round", (value, to = 1) => Math.floor(value * (1 / to) + 0.5) / (1 / to)],
	["clamp_min", (value, least = 0) => Math.max(value, least)],
	["clamp_max", (value, most = 0) => Math.min(value, most)],
	["clamp", (value, least = 0, most = 0) => Math.max(least, Math.min(most, value))],
]);

/** Functions of a time in Unix seconds, in UTC; without an argument they take the time of the evaluation. */
export const timeFunctions: ReadonlyMap<string, (seconds: number) => number> = new Map([
	["minute", (seconds: number) => dateOf(seconds).getUTCMinutes()],
	["hour", (seconds: number) => dateOf(seconds).getUTCHours()],
	["day_of_month", (seconds: number) => dateOf(seconds).getUTCDate()],
	["day_of_week", (seconds: number) => dateOf(seconds).getUTCDay()],
	["month", (seconds: number) => dateOf(seconds).getUTCMonth() + 1],
	["year", (seconds: number) => dateOf(seconds).getUTCFullYear()],
	[
		"day_of_year",
		(seconds: number) => {
			const date = dateOf(seconds);
			return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
		},
	],
	[
		"days_in_month",
		(seconds: number) => {
			const date = dateOf(seconds);
			return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
		},
	],
]);

function dateOf(seconds: number): Date {
	const date = new Date(Math.trunc(seconds) * 1000);
	if (Number.isNaN(date.getTime())) throw new NotEvaluated("the date of such a number");
	return date;
}
