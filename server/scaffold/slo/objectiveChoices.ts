import type { ChoiceSource } from "../scaffoldLogic.ts";
import { writeDuration } from "./durationWords.ts";
import { parseObjective } from "./objective.ts";
import { findPeriod, periods } from "./period.ts";

/** Usual objectives with how much of the period may fail altogether. */
export const chooseObjective: ChoiceSource = async (answers) => {
	const period = findPeriod(answers["period"]) ?? periods["30d"];
	const choices = ["99.9", "99.95", "99.99", "99.5", "99", "95"].flatMap((percent) => {
		const result = parseObjective(percent);
		if (result.kind === "invalid") return [];
		const seconds = Number(result.objective.budget) * period.days * 86_400;
		const description = `at most ${writeDuration(seconds)} of total outage in ${period.words}`;
		return [{ value: percent, label: `${percent} %`, description }];
	});
	return { choices };
};
