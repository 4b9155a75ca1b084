import type { Answers } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import type { ChoiceSource } from "../scaffoldLogic.ts";
import { askNumbers } from "./askNumbers.ts";
import { type BurnRateWindow, computeBurnRates } from "./burnRates.ts";
import { wordIndicator } from "./indicatorWords.ts";
import { readSlo } from "./readSlo.ts";
import { writeIndicator } from "./sli.ts";
import type { SloDefinition } from "./sloDefinition.ts";
import { countTooFew } from "./sloNotes.ts";

/** Guards against too little traffic, with how much there is. */
export const chooseGuard: ChoiceSource = async (answers, context, signal) => {
	const choices = [
		{ value: "none", label: "none", description: "every failure counts, however few requests there are" },
		{ value: "2 errors", label: "2 errors", description: "one failure alone never fires an alert" },
		{ value: "5 errors", label: "5 errors", description: "for services with few requests" },
	];
	const known = await measure(answers, context, signal);
	if (known === undefined) return { choices };
	const { few, volume, window, unit } = known;
	const enough = {
		value: `${few} requests`,
		label: `${few} requests`,
		description: "so many that one failure is none",
	};
	const offered = volume === undefined || volume >= few ? [...choices, enough] : choices;
	const now = volume === undefined ? "" : ` The last ${window.long.words} had ${Math.round(volume)}.`;
	return { choices: offered, note: `With fewer than ${few} ${unit} in ${window.long.words} one failure pages.${now}` };
};

/** A few errors where the traffic of now is so low that a single one would page. */
export async function suggestGuard(
	answers: Answers,
	context: ScaffoldContext,
	signal: AbortSignal,
): Promise<string | undefined> {
	const known = await measure(answers, context, signal);
	return known?.volume !== undefined && known.volume < known.few ? "5 errors" : undefined;
}

async function measure(answers: Answers, context: ScaffoldContext, signal: AbortSignal) {
	const slo = readWhole(answers);
	if (slo === undefined || wordIndicator(slo).isState) return undefined;
	const windows = computeBurnRates(slo.period, slo.objective);
	const window = windows.find(({ severity, isReachable }) => severity === "page" && isReachable);
	if (window === undefined) return undefined;
	const volume = await countRequests(slo, window, context, signal);
	return { few: countTooFew(window), volume, window, unit: wordIndicator(slo).unit };
}

/** In the long window, of the quietest group; `undefined` where nobody knows. */
async function countRequests(
	slo: SloDefinition,
	{ long }: BurnRateWindow,
	context: ScaffoldContext,
	signal: AbortSignal,
): Promise<number | undefined> {
	const { requestRate } = writeIndicator(slo.indicator, slo.grouping);
	const rates = await askNumbers(context, requestRate(long.duration), signal);
	return rates.length === 0 ? undefined : Math.min(...rates.map(({ value }) => value)) * long.seconds;
}

/** The definition where the answers before make one. */
function readWhole(answers: Answers): SloDefinition | undefined {
	try {
		return readSlo({ period: "30d", objective: "99.9", ...answers });
	} catch {
		return undefined;
	}
}
