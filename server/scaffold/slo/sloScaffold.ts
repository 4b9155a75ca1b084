import type { Answers } from "../scaffold.ts";
import type { Composition, ScaffoldLogic } from "../scaffoldLogic.ts";
import { answerChecks } from "./answerChecks.ts";
import { chooseBound } from "./boundChoices.ts";
import { computeBurnRates } from "./burnRates.ts";
import { composeSloView } from "./composeSloView.ts";
import { chooseErrors } from "./errorChoices.ts";
import { foreseeSlo } from "./insight/foreseeSlo.ts";
import { chooseMetric } from "./metricChoices.ts";
import { chooseObjective } from "./objectiveChoices.ts";
import { readSlo } from "./readSlo.ts";
import { chooseSelector, chooseService, suggestSelector } from "./serviceChoices.ts";
import { warnOfUnreachable } from "./sloNotes.ts";

/** "Add SLO": recording rules, burn-rate alerts and a runbook for one objective of one service. */
export const sloScaffold: ScaffoldLogic = {
	id: "slo",
	choices: {
		services: chooseService,
		selectors: chooseSelector,
		metrics: chooseMetric,
		errors: chooseErrors,
		bounds: chooseBound,
		objectives: chooseObjective,
	},
	validate: answerChecks,
	suggest: { selector: (answers) => suggestSelector("job", answers["service"] ?? "") },
	compose: composeSlo,
	foresee: foreseeSlo,
};

function composeSlo(answers: Answers): Composition {
	const slo = readSlo(answers);
	const windows = computeBurnRates(slo.period, slo.objective);
	const view = composeSloView(slo, windows, answers);
	return {
		view,
		notes: [...warnOfUnreachable(slo, windows), ...tellNextSteps(answers, view.rulesPath, slo.period.days)],
	};
}

function tellNextSteps(answers: Answers, rulesPath: string, days: number): readonly string[] {
	const load =
		answers["output"] === "prometheusRule"
			? `Apply ${rulesPath}; its labels have to match the ruleSelector of your Prometheus resource.`
			: `Let rule_files in prometheus.yml include ${rulesPath}, then reload Prometheus.`;
	const notes = [
		load,
		'The alerts carry severity="critical" for a page and "warning" for a ticket; route them so in Alertmanager.',
	];
	notes.push(describeHistory(days));
	if (answers["runbookUrl"] === "") {
		notes.push("runbook_url is the runbook's path in this folder; give a base URL to have a link in notifications.");
	}
	return notes;
}

/** 15 days is the default of --storage.tsdb.retention.time. */
function describeHistory(days: number): string {
	const start = "Windows of half a day and more, and the budget, begin empty and fill up from the first evaluation on";
	if (days <= 15) return `${start}.`;
	return `${start}; for all ${days} days the retention has to be as long, and Prometheus keeps 15 days unless told.`;
}
