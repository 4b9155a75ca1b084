import { type Answers, splitAnswer } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import type { Composition, ScaffoldLogic } from "../scaffoldLogic.ts";
import { answerChecks } from "./answerChecks.ts";
import { chooseBound, suggestBound } from "./boundChoices.ts";
import { computeBurnRates } from "./burnRates.ts";
import { composeSloView } from "./composeSloView.ts";
import { chooseErrors, suggestCountedBy, suggestErrorMatcher } from "./errorChoices.ts";
import { chooseGrouping } from "./groupingChoices.ts";
import { chooseGuard, suggestGuard } from "./guardChoices.ts";
import { suggestHistogram } from "./histogramForm.ts";
import { foreseeSlo } from "./insight/foreseeSlo.ts";
import { chooseAge, chooseMinimum, suggestAge, suggestMinimum } from "./limitChoices.ts";
import { chooseCounter, chooseMetric, suggestCounter, suggestKind, suggestMetric } from "./metricChoices.ts";
import { warnOfMissingData } from "./missingData.ts";
import { chooseObjective } from "./objectiveChoices.ts";
import { type OutputForm, readForm, writesRules } from "./outputForm.ts";
import { choosePeriod } from "./periodChoices.ts";
import { groupingOfQueries } from "./queryLabels.ts";
import { readSlo } from "./readSlo.ts";
import { chooseSelector, chooseService, suggestSelector, suggestService } from "./serviceChoices.ts";
import { writeSloDashboard } from "./sloDashboard.ts";
import { chooseName, suggestName, warnOfSecondCopy } from "./sloName.ts";
import { tellNextSteps, tellWhatIsLeftOut, warnOfFewRequests, warnOfUnreachable } from "./sloNotes.ts";
import { chooseRuleFile, suggestForm } from "./teamForm.ts";

/** "Add SLO": recording rules, burn-rate alerts, a runbook, a dashboard and a test for one objective of one service. */
export const sloScaffold: ScaffoldLogic = {
	id: "slo",
	choices: {
		services: chooseService,
		selectors: chooseSelector,
		metrics: chooseMetric,
		errors: chooseErrors,
		counters: chooseCounter,
		bounds: chooseBound,
		minimums: chooseMinimum,
		ages: chooseAge,
		groupings: chooseGrouping,
		periods: choosePeriod,
		objectives: chooseObjective,
		guards: chooseGuard,
		names: chooseName,
		ruleFiles: chooseRuleFile,
	},
	validate: answerChecks,
	suggest: {
		service: suggestService,
		kind: suggestKind,
		selector: suggestSelector,
		metric: suggestMetric,
		countedBy: suggestCountedBy,
		errors: suggestErrorMatcher,
		counter: suggestCounter,
		histogram: suggestHistogram,
		threshold: suggestBound,
		minimum: suggestMinimum,
		maximumAge: suggestAge,
		grouping: (answers) => groupingOfQueries(answers)?.join(", "),
		output: suggestForm,
		guard: suggestGuard,
		name: suggestName,
		extras: (answers) => suggestExtras(readForm(answers["output"])),
	},
	compose: composeSlo,
	foresee: foreseeSlo,
};

/** What goes with the form: other tools bring dashboards, and promtool tests plain rule files alone. */
function suggestExtras(form: OutputForm): string {
	if (form === "ruleFile") return "runbook, dashboard, ruleTest";
	return form === "prometheusRule" ? "runbook, dashboard" : "runbook";
}

async function composeSlo(answers: Answers, context: ScaffoldContext): Promise<Composition> {
	const slo = readSlo(answers);
	const windows = computeBurnRates(slo.period, slo.objective);
	const view = composeSloView(slo, windows, answers);
	const extras = splitAnswer(answers["extras"]);
	const drawsDashboard = extras.includes("dashboard") && writesRules(view.form);
	return {
		view,
		notes: [
			...warnOfUnreachable(slo, windows),
			...(await warnOfMissingData(slo, context)),
			...(writesRules(view.form) ? warnOfSecondCopy(slo, view.rulesPath, context) : []),
			...warnOfFewRequests(slo, windows, view.form),
			...tellWhatIsLeftOut(slo, view.form, extras, view.test !== ""),
			...tellNextSteps(slo, view, answers),
		],
		facts: {
			into: (answers["file"] ?? "") === "" ? "own" : "existing",
			test: view.test === "" ? "no" : "yes",
			slothWindows: typeof view.sloth !== "string" && view.sloth.needsWindows ? "yes" : "no",
		},
		...(drawsDashboard
			? {
					files: [
						{
							path: view.dashboardPath,
							content: writeSloDashboard(slo, windows, view.runbookUrl),
							description: "Grafana dashboard of the budget, the burn rates and the indicator",
						},
					],
				}
			: {}),
	};
}
