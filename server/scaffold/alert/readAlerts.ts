import type { LabelMatcher } from "../../metrics/selectorText.ts";
import { fillAlert } from "../ruleLibrary/fillEntry.ts";
import { ALERT_GROUPS, findAlertEntry } from "../ruleLibrary/library.ts";
import { findLiveDefaults } from "../ruleLibrary/liveDefaults.ts";
import type { AlertEntry } from "../ruleLibrary/ruleEntry.ts";
import { readSettings } from "../ruleLibrary/settingsAnswer.ts";
import { type Answers, splitAnswer } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import { parseMatchers } from "../slo/matchers.ts";
import type { AskedAlert } from "./askedAlert.ts";
import { readOwnAlert } from "./ownAlert.ts";

export function readScope(answers: Answers): readonly LabelMatcher[] {
	const result = parseMatchers(answers["scope"] ?? "");
	return result.kind === "matchers" ? result.matchers : [];
}

export function readEntries(answers: Answers): readonly AlertEntry[] {
	return splitAnswer(answers["alerts"]).flatMap((id) => findAlertEntry(id) ?? []);
}

/** The alerts that the answers ask for, which were found valid before. */
export async function readAlerts(answers: Answers, context: ScaffoldContext): Promise<readonly AskedAlert[]> {
	if (answers["source"] === "expression") return [readOwnAlert(answers, context)];
	const entries = readEntries(answers);
	const settings = readSettings(answers["settings"] ?? "", entries);
	const found = await findLiveDefaults(entries, context);
	return entries.map((entry): AskedAlert => {
		const own = settings.kind === "settings" ? settings.byEntry.get(entry.id) : undefined;
		const filled = fillAlert(entry, { ...found.get(entry.id), ...own }, readScope(answers));
		return { ...filled, alert: entry.alert, group: groupOf(entry), filled };
	});
}

function groupOf(entry: AlertEntry): string {
	return ALERT_GROUPS.find(({ entries }) => entries.includes(entry))?.name ?? "alerts";
}
