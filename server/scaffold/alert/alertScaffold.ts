import { parseDuration } from "../../promql/duration.ts";
import { entryChoices } from "../ruleLibrary/entryChoices.ts";
import { ALERT_GROUPS, findAlertEntry } from "../ruleLibrary/library.ts";
import { findLiveDefaults } from "../ruleLibrary/liveDefaults.ts";
import { chooseScope } from "../ruleLibrary/scopeChoices.ts";
import { readSettings, writeSettings } from "../ruleLibrary/settingsAnswer.ts";
import {
	checkAnnotationNames,
	checkFields,
	checkSeverities,
	writeAnnotationNames,
	writeFields,
	writeSeverities,
} from "../ruleLibrary/styleAnswers.ts";
import { checkRuleFile, suggestForm, suggestRuleFile } from "../ruleLibrary/targetFile.ts";
import { findTeamStyle } from "../ruleLibrary/teamStyle.ts";
import { type Answers, splitAnswer } from "../scaffold.ts";
import type { ScaffoldLogic } from "../scaffoldLogic.ts";
import { parseMatchers } from "../slo/matchers.ts";
import { checkNamespace, parseResourceLabels } from "../slo/prometheusRuleMetadata.ts";
import { pathIn } from "../sources/pathIn.ts";
import { checkTargetPath } from "../targetPath.ts";
import { isAlertName } from "./alertName.ts";
import { composeAlerts } from "./composeAlerts.ts";
import { foreseeAlerts } from "./foreseeAlerts.ts";
import { checkExpression, findExpression, suggestName, suggestThreshold, watchExpression } from "./ownAlert.ts";
import { readEntries } from "./readAlerts.ts";

/** "Add Alert": alerts of the library, or one on an expression of the user's own, with runbooks and tests. */
export const alertScaffold: ScaffoldLogic = {
	id: "alert",
	choices: { entries: entryChoices(ALERT_GROUPS), scopes: chooseScope },
	validate: {
		alerts: (value) => checkAlerts(value),
		expression: (value) => checkExpression(value),
		threshold: (value, answers, { facts }) => {
			if (value === "" && watchExpression(answers["expression"] ?? "", facts).isCondition) return undefined;
			return /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value)
				? undefined
				: `"${value}" is no number; write it like 0.05, without a unit.`;
		},
		hold: (value) =>
			parseDuration(value) === undefined
				? `"${value}" is no duration; write it like 5m, or 0s for at once.`
				: undefined,
		alertName: (value) => checkAlertName(value),
		scope: (value) => {
			const result = parseMatchers(value);
			return result.kind === "invalid" ? result.message : undefined;
		},
		settings: (value, answers) => {
			const result = readSettings(value, readEntries(answers));
			return result.kind === "invalid" ? result.message : undefined;
		},
		severities: (value) => checkSeverities(value),
		labels: (value) => checkFields(value),
		annotations: (value) => checkAnnotationNames(value),
		file: (value) => checkRuleFile(value),
		namespace: (value) => checkNamespace(value),
		resourceLabels: (value) => {
			const result = parseResourceLabels(value);
			return result.kind === "invalid" ? result.message : undefined;
		},
		runbookFolder: (value) => (value === "" || value === "." ? undefined : checkTargetPath(value)),
		runbookUrl: (value) => checkAddress(value),
	},
	suggest: {
		source: (_answers, context) => (findExpression(context) === undefined ? undefined : "expression"),
		expression: (_answers, context) => findExpression(context),
		alertName: (answers) => suggestName(answers),
		threshold: suggestThreshold,
		settings: async (answers, context) => {
			const entries = readEntries(answers);
			return writeSettings(entries, await findLiveDefaults(entries, context));
		},
		severities: (_answers, context) => writeSeverities(findTeamStyle(context).style),
		labels: (_answers, context) => writeFields(findTeamStyle(context).style.labels),
		annotations: (_answers, context) => writeAnnotationNames(findTeamStyle(context).style),
		file: (answers, context) => suggestRuleFile(context, nameOfFile(answers), "alerts"),
		output: suggestForm,
		runbookFolder: (_answers, context) => {
			const placed = [...context.graph.items("runbook")].find(({ item }) => item.placed);
			const path = placed === undefined ? undefined : pathIn(context, placed.uri);
			return path?.includes("/") ? path.split("/").slice(0, -1).join("/") : undefined;
		},
		runbookUrl: (_answers, context) => findTeamStyle(context).runbook,
	},
	compose: composeAlerts,
	foresee: foreseeAlerts,
};

function checkAlerts(value: string): string | undefined {
	const ids = splitAnswer(value);
	if (ids.length === 0) return "Choose at least one alert.";
	const stranger = ids.find((id) => findAlertEntry(id) === undefined);
	return stranger === undefined ? undefined : `The library has no alert "${stranger}".`;
}

function checkAlertName(value: string): string | undefined {
	if (value === "") return "Give the alert a name, such as OrdersStuck.";
	return isAlertName(value)
		? undefined
		: `"${value}" cannot be the name of an alert: letters, digits, "_" and ":" only.`;
}

function checkAddress(value: string): string | undefined {
	if (value === "" || /^https?:\/\/[^\s/]+/.test(value)) return undefined;
	return `"${value}" is no address; write it like https://runbooks.acme.io/{alert}.`;
}

/** One group's file is named for it. */
function nameOfFile(answers: Answers): string {
	const entries = readEntries(answers);
	const groups = ALERT_GROUPS.filter((group) => group.entries.some((entry) => entries.includes(entry)));
	const [first] = groups;
	return groups.length === 1 && first !== undefined ? first.name : "alerts";
}
