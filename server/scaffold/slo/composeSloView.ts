import { writeSelector } from "../../metrics/selectorText.ts";
import { escapeGoTemplate } from "../quoting/goTemplateText.ts";
import type { Answers } from "../scaffold.ts";
import { writeBurnAlert } from "./alertRules.ts";
import type { BurnRateWindow } from "./burnRates.ts";
import { writeDuration } from "./durationWords.ts";
import { sourceOf, wordIndicator } from "./indicatorWords.ts";
import { nameSlo, recordedNames } from "./names.ts";
import { parseResourceLabels } from "./prometheusRuleMetadata.ts";
import { recordedSelector, writeRecordingRules } from "./recordingRules.ts";
import { writeRunbookQueries } from "./runbookQueries.ts";
import { writeIndicator } from "./sli.ts";
import type { SloDefinition } from "./sloDefinition.ts";

/**
 * The values that `templates/slo/` lays out. Ratios and percentages come as the text to print; `…Text` values stand in
 * Go templates and are escaped for them.
 */
export function composeSloView(slo: SloDefinition, windows: readonly BurnRateWindow[], answers: Answers) {
	const names = nameSlo(slo);
	const prefix = locate(answers["folder"] ?? "");
	const isResource = answers["output"] === "prometheusRule";
	const runbookPath = `${prefix}runbooks/${names.id}.md`;
	const labels = parseResourceLabels(answers["resourceLabels"] ?? "");
	const select = recordedSelector(slo);
	const alerts = composeAlerts(slo, windows);
	const { needed } = writeIndicator(slo.indicator, slo.grouping);
	return {
		...names,
		service: slo.service,
		serviceText: escapeGoTemplate(slo.service),
		name: slo.name,
		metric: sourceOf(slo.indicator)?.metric ?? "what the queries select",
		objective: slo.objective.percent,
		budget: slo.objective.budget,
		days: slo.period.days,
		period: slo.period.duration,
		wholeBudget: writeDuration(Number(slo.objective.budget) * slo.period.days * 86_400),
		...wordIndicator(slo),
		periodWords: slo.period.words,
		rules: writeRecordingRules(slo),
		alerts,
		pages: alerts.some(({ severity }) => severity === "page"),
		windows,
		needed,
		absence: `absent(${needed})`,
		burnRate: select(recordedNames.burnRate("5m")),
		budgetRemaining: select(recordedNames.budgetRemaining),
		queries: writeRunbookQueries(slo),
		mended: `${select(recordedNames.errorRatio("5m"))} < ${slo.objective.budget}`,
		targets: writeTargetSelector(slo),
		rulesPath: `${prefix}${names.id}.${isResource ? "prometheusrule" : "rules"}.yaml`,
		runbookPath,
		runbookUrlText: escapeGoTemplate(linkRunbook(answers["runbookUrl"] ?? "", runbookPath)),
		namespace: answers["namespace"] ?? "",
		resourceLabels: labels.kind === "labels" ? labels.labels.map(([key, value]) => ({ key, value })) : [],
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

function composeAlerts(slo: SloDefinition, all: readonly BurnRateWindow[]): readonly SloAlert[] {
	const names = nameSlo(slo);
	return (["page", "ticket"] as const).flatMap((severity) => {
		const windows = all.filter((window) => window.severity === severity && window.isReachable);
		const expression = writeBurnAlert(slo, windows);
		if (expression === undefined) return [];
		const name = severity === "page" ? names.pageAlert : names.ticketAlert;
		const [first = "", ...others] = windows.map(({ budgetShare }) => `${Math.round(budgetShare * 100)} %`);
		const shares = [`${first} of the budget`, ...others];
		const spent = windows.map(({ long }, index) => `${shares[index]} within ${long.words}`);
		const notice = writeDuration(Math.min(...windows.map(({ secondsToNotice }) => secondsToNotice)));
		const label = severity === "page" ? "critical" : "warning";
		return [{ name, severity, label, expression, spent: spent.join(", or "), notice, windows }];
	});
}

/** Selects the targets, by those of the indicator's matchers that are about targets: `up{job="api"}`. */
function writeTargetSelector({ indicator }: SloDefinition): string {
	const selector = sourceOf(indicator)?.selector ?? [];
	const matchers = selector.filter(({ label }) => ["job", "instance", "namespace"].includes(label));
	return writeSelector("up", matchers);
}

function locate(folder: string): string {
	const trimmed = folder.replace(/\/+$/, "");
	return trimmed === "" || trimmed === "." ? "" : `${trimmed}/`;
}

/** The team's address for the file where there is one; otherwise the path, which an editor can follow. */
function linkRunbook(base: string, path: string): string {
	const encoded = path.split("/").map(encodeURIComponent).join("/");
	if (base === "") return path;
	return base.includes("{path}") ? base.replaceAll("{path}", encoded) : `${base.replace(/\/+$/, "")}/${encoded}`;
}
