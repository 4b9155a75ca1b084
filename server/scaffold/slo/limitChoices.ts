import { writeSelector } from "../../metrics/selectorText.ts";
import { printDuration } from "../../promql/duration.ts";
import type { Answers } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import type { ChoiceSource } from "../scaffoldLogic.ts";
import { askNumbers } from "./askNumbers.ts";
import { freshnessUnits } from "./freshness.ts";
import { readSelectorAnswer } from "./metricChoices.ts";

/** How many per second are enough: parts of the least that the server saw in a day. */
export const chooseMinimum: ChoiceSource = async (answers, context, signal) => {
	const least = await measureLeast(answers, context, signal);
	if (least === undefined) return { choices: ["1", "0.1", "10"].map((value) => ({ value, label: value })) };
	const choices = [0.5, 0.8, 0.25].map((part) => {
		const value = round(least * part);
		return { value, label: value, description: `${part * 100} % of the least of the last day, ${round(least)}` };
	});
	return { choices };
};

export async function suggestMinimum(answers: Answers, context: ScaffoldContext, signal: AbortSignal): Promise<string> {
	const least = await measureLeast(answers, context, signal);
	return least === undefined ? "1" : round(least * 0.5);
}

async function measureLeast(answers: Answers, context: ScaffoldContext, signal: AbortSignal) {
	const series = writeSelector(answers["metric"] ?? "", readSelectorAnswer(answers));
	const [least] = await askNumbers(context, `min_over_time(sum(rate(${series}[5m]))[1d:15m])`, signal);
	return least !== undefined && least.value > 0 ? least.value : undefined;
}

function round(value: number): string {
	return String(Number(value.toPrecision(2)));
}

const ages = ["5m", "15m", "1h", "2h", "6h", "12h", "26h", "50h", "8d"] as const;

/** How old a success may be: usual limits, with how old it was at the most in a day. */
export const chooseAge: ChoiceSource = async (answers, context, signal) => {
	const oldest = await measureOldest(answers, context, signal);
	const choices = ages.map((value) => ({ value, label: value, ...describeAge(value) }));
	if (oldest === undefined) return { choices };
	return { choices, note: `In the last day the last success was at most ${printDuration(Math.round(oldest))} ago.` };
};

/** Runs once a day, or an hour, come a little late now and then. */
function describeAge(age: string): { readonly description?: string } {
	if (age === "2h") return { description: "for what is done every hour" };
	return age === "26h" ? { description: "for what is done every day" } : {};
}

/** The first limit that is well above what is usual. */
export async function suggestAge(answers: Answers, context: ScaffoldContext, signal: AbortSignal): Promise<string> {
	const oldest = await measureOldest(answers, context, signal);
	const seconds = { m: 60, h: 3600, d: 86_400 };
	const secondsOf = (age: string) => Number(age.slice(0, -1)) * seconds[age.slice(-1) as keyof typeof seconds];
	if (oldest !== undefined) return ages.find((age) => secondsOf(age) >= oldest * 1.5) ?? "8d";
	return /backup|daily|nightly|day/.test(answers["metric"] ?? "") ? "26h" : "1h";
}

async function measureOldest(answers: Answers, context: ScaffoldContext, signal: AbortSignal) {
	const metric = answers["metric"] ?? "";
	const series = writeSelector(metric, readSelectorAnswer(answers));
	const { measures, unitsPerSecond } = freshnessUnits(metric);
	const age = measures === "age" ? `min(${series})` : `time() - max(${series}) / ${unitsPerSecond}`;
	const [oldest] = await askNumbers(context, `max_over_time((${age})[1d:5m])`, signal);
	if (oldest === undefined) return undefined;
	return measures === "age" ? oldest.value / unitsPerSecond : oldest.value;
}
