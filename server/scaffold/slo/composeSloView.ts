import { isClassicLabelName, quote } from "../../promql/names.ts";
import { parsePromql } from "../../promql/parse.ts";
import { escapeGoTemplate } from "../quoting/goTemplateText.ts";
import { quoteMarkdownCode } from "../quoting/markdownCode.ts";
import { type Answers, splitAnswer } from "../scaffold.ts";
import { writeBurnAlert } from "./alertRules.ts";
import type { BurnRateWindow } from "./burnRates.ts";
import { writeDuration } from "./durationWords.ts";
import { writeOpenSloIndicator } from "./forms/openSloSpec.ts";
import { writePyrraIndicator } from "./forms/pyrraSpec.ts";
import { writeSlothSpec } from "./forms/slothSpec.ts";
import { sourceOf, wordIndicator } from "./indicatorWords.ts";
import { nameSlo, type SloNames } from "./names.ts";
import { formEndings, type OutputForm, readForm, writesRules } from "./outputForm.ts";
import { parseResourceLabels } from "./prometheusRuleMetadata.ts";
import { writeRecordingRules } from "./recordingRules.ts";
import { composeRuleTest } from "./ruleTest/composeRuleTest.ts";
import { writeRunbook } from "./runbookQueries.ts";
import { writeIndicator } from "./sli.ts";
import type { SloDefinition } from "./sloDefinition.ts";
import { writeGuard } from "./volumeGuard.ts";

/**
 * The values that `templates/slo/` lays out. Ratios and percentages come as the text to print; `…Text` values stand in
 * Go templates and are escaped for them.
 */
export function composeSloView(slo: SloDefinition, windows: readonly BurnRateWindow[], answers: Answers) {
	const names = nameSlo(slo);
	const form = readForm(answers["output"]);
	const prefix = locate(answers["folder"] ?? "");
	const extras = splitAnswer(answers["extras"]);
	const runbookPath = `${prefix}runbooks/${names.id}.md`;
	const labels = parseResourceLabels(answers["resourceLabels"] ?? "");
	const alerts = composeAlerts(slo, windows, form);
	const words = wordIndicator(slo);
	const hasRunbook = extras.includes("runbook");
	const runbookUrl = hasRunbook ? linkRunbook(answers["runbookUrl"] ?? "", runbookPath) : "";
	const existing = answers["file"] ?? "";
	const rulesPath = existing === "" ? `${prefix}${names.id}.${formEndings[form]}` : existing;
	const testPath = `${prefix}tests/${names.id}.test.yaml`;
	const { needed } = writeIndicator(slo.indicator, slo.grouping);
	return {
		...names,
		service: slo.service,
		serviceText: escapeGoTemplate(slo.service),
		name: slo.name,
		nameText: escapeGoTemplate(slo.name),
		metric: sourceOf(slo.indicator)?.metric ?? "",
		neededText: escapeGoTemplate(nameOfSeries(needed)),
		objective: slo.objective.percent,
		ratio: slo.objective.ratio,
		budget: slo.objective.budget,
		period: slo.period.duration,
		periodWords: slo.period.words,
		allow: slo.period.days === 1 || slo.period.isCalendar === true ? "allows" : "allow",
		fullName: `${slo.service}: ${slo.name}`,
		describe: describeSlo(slo),
		isCalendar: slo.period.isCalendar === true,
		wholeBudget: writeDuration(Number(slo.objective.budget) * slo.period.days * 86_400),
		...words,
		wordsText: { ...words, good: escapeGoTemplate(words.good), bad: escapeGoTemplate(words.bad) },
		// A sentence that is written into templates and into what they become.
		words,
		grouping: slo.grouping,
		groupingList: slo.grouping.map(quoteMarkdownCode).join(" and "),
		groupText: slo.grouping.map((label) => `, ${escapeGoTemplate(label)} ${writeLabelOf(label)}`).join(""),
		guard: slo.guard === undefined ? "" : writeGuard(slo.guard),
		mutedWhile: slo.mutedWhile ?? "",
		rules: writesRules(form) ? writeRecordingRules(slo) : { indicator: [], budget: [] },
		alerts,
		pages: alerts.some(({ severity }) => severity === "page"),
		// Below a burn rate of 1 the budget does last, if barely.
		ticketLasts: alerts.some(
			({ severity, windows: of }) => severity === "ticket" && of.some(({ factor }) => factor < 1),
		),
		windows,
		needed,
		absence: `absent(${needed})`,
		...writeRunbook(slo, form),
		form,
		rulesPath,
		runbookPath,
		dashboardPath: `${prefix}dashboards/${names.id}.json`,
		windowsPath: `${prefix}sloth-windows/${slo.period.duration}.yaml`,
		testPath,
		runbookUrl,
		runbookUrlText: escapeGoTemplate(runbookUrl),
		namespace: answers["namespace"] ?? "",
		resourceLabels: labels.kind === "labels" ? labels.labels.map(([key, value]) => ({ key, value })) : [],
		...composeForm(slo, form, alerts, windows),
		test: form === "ruleFile" && extras.includes("ruleTest") ? (composeRuleTest(slo, windows) ?? "") : "",
		rulesFromTest: pathFrom(testPath, rulesPath),
	};
}

/** The metric whose series are waited for; empty where it is a query of several. */
function nameOfSeries(needed: string): string {
	const { expression } = parsePromql(needed);
	return expression.kind === "selector" ? (expression.name?.name ?? "") : "";
}

/** In one sentence. */
function describeSlo(slo: SloDefinition): string {
	const { isState, subject, good } = wordIndicator(slo);
	const comma = isState ? ", " : " ";
	return `${slo.objective.percent} % of ${subject} ${good}${comma}over ${slo.period.words}.`;
}

/** What the specifications of other tools hold; empty of those that are not written. */
function composeForm(
	slo: SloDefinition,
	form: OutputForm,
	alerts: readonly SloAlert[],
	windows: readonly BurnRateWindow[],
) {
	const isSloth = form === "sloth" || form === "slothResource";
	const severities = new Set(alerts.map(({ severity }) => severity));
	return {
		sloth: isSloth ? writeSlothSpec(slo) : "",
		slothPages: severities.has("page"),
		slothTickets: severities.has("ticket"),
		slothWindows: windows.map(({ short, long, budgetShare }) => ({
			percent: Number((budgetShare * 100).toPrecision(6)),
			short: short.duration,
			long: long.duration,
		})),
		pyrra: form === "pyrra" ? writePyrraIndicator(slo) : "",
		// What Kubernetes takes as a label's value; other names are in the description alone.
		pyrraService: /^(?=.{1,63}$)[A-Za-z0-9]([-\w.]*[A-Za-z0-9])?$/.test(slo.service) ? slo.service : "",
		openSlo: form === "openSlo" ? writeOpenSloIndicator(slo) : "",
	};
}

export interface SloAlert {
	readonly name: string;
	readonly severity: "page" | "ticket";
	/** The value of the label `severity`, in the words that most Alertmanager routes know. */
	readonly label: "critical" | "warning";
	readonly expression: string;
	/** What is gone when it fires: `2 % of the budget within 1 hour, or 5 % within 6 hours`. */
	readonly spent: string;
	/** From the start of a total outage, in words. */
	readonly notice: string;
	readonly windows: readonly BurnRateWindow[];
}

function composeAlerts(slo: SloDefinition, all: readonly BurnRateWindow[], form: OutputForm): readonly SloAlert[] {
	const names = nameSlo(slo);
	return (["page", "ticket"] as const).flatMap((severity) => {
		const windows = all.filter((window) => window.severity === severity && window.isReachable);
		const expression = writeBurnAlert(slo, windows);
		if (expression === undefined) return [];
		const [first = "", ...others] = windows.map(({ budgetShare }) => `${Number((budgetShare * 100).toFixed(1))} %`);
		const shares = [`${first} of the budget`, ...others];
		const spent = windows.map(({ long }, index) => `${shares[index]} within ${long.words}`);
		const notice = writeDuration(Math.min(...windows.map(({ secondsToNotice }) => secondsToNotice)));
		const label = severity === "page" ? "critical" : "warning";
		return [
			{
				name: nameAlert(names, severity, form),
				severity,
				label,
				expression,
				spent: spent.join(", or "),
				notice,
				windows,
			},
		];
	});
}

/** Sloth and Pyrra have one name for all alerts of an SLO. */
function nameAlert(names: SloNames, severity: "page" | "ticket", form: OutputForm): string {
	if (!writesRules(form)) return names.burnAlert;
	return severity === "page" ? names.pageAlert : names.ticketAlert;
}

/** In an annotation: the value of the label that the alert has. */
function writeLabelOf(label: string): string {
	return isClassicLabelName(label) ? `{{ $labels.${label} }}` : `{{ index $labels ${quote(label)} }}`;
}

function locate(folder: string): string {
	const trimmed = folder.replace(/\/+$/, "");
	return trimmed === "" || trimmed === "." ? "" : `${trimmed}/`;
}

/** How a file leads to another one of the folder. */
function pathFrom(file: string, target: string): string {
	const from = file.split("/").slice(0, -1);
	const to = target.split("/");
	while (from.length > 0 && to.length > 1 && from[0] === to[0]) {
		from.shift();
		to.shift();
	}
	return [...from.map(() => ".."), ...to].join("/");
}

/** The team's address for the file where there is one; otherwise the path, which an editor can follow. */
function linkRunbook(base: string, path: string): string {
	const encoded = path.split("/").map(encodeURIComponent).join("/");
	if (base === "") return path;
	return base.includes("{path}") ? base.replaceAll("{path}", encoded) : `${base.replace(/\/+$/, "")}/${encoded}`;
}
