import { writeSelector } from "../../metrics/selectorText.ts";
import { awaitKnowledge } from "../awaitKnowledge.ts";
import { splitAnswer } from "../scaffold.ts";
import type { ChoiceSource } from "../scaffoldLogic.ts";
import { mayTellErrors } from "./errorMatchers.ts";
import { readSelectorAnswer } from "./metricChoices.ts";

/** The metric's labels that split it into a handful of parts, with their values. */
export const chooseGrouping: ChoiceSource = async (answers, { metrics: knowledge, facts }, signal) => {
	const base = answers["metric"] ?? "";
	const isClassic = answers["kind"] === "latency" && answers["histogram"] !== "native";
	const metric = isClassic ? `${base.replace(/_bucket$/, "")}_count` : base;
	if (metric === "") return { choices: [] };
	const selector = writeSelector(metric, readSelectorAnswer(answers));
	const labels = await awaitKnowledge(() => knowledge.labelNames([selector]), signal);
	const known = labels.value?.values ?? facts.describe(metric)?.labels ?? [];
	const offered = known.filter((label) => checkGroupingLabel(label) === undefined && !mayTellErrors(label));
	const described = offered.slice(0, 12).map(async (label) => {
		const { value } = await awaitKnowledge(() => knowledge.labelValues(label, [selector]), signal);
		const values = value?.values ?? [];
		const description = values.length === 0 ? "" : `${values.length} values: ${values.slice(0, 5).join(", ")}`;
		return { value: label, label, ...(description === "" ? {} : { description }), amount: values.length };
	});
	const found = await Promise.all(described);
	// A label that has one value splits nothing, and one with hundreds makes hundreds of budgets.
	const useful = found.filter(({ amount }) => amount !== 1 && amount <= 200);
	return { choices: useful.map(({ amount, ...choice }) => choice) };
};

/** A message where there cannot be an objective for each value of the label. */
export function checkGroupingLabel(label: string): string | undefined {
	if (ownLabels.has(label)) return `"${label}" is a label that the rules set themselves; group by another one.`;
	if (label === "le" || label === "__name__") return `"${label}" does not tell one series of requests from another.`;
	return undefined;
}

const ownLabels = new Set(["service", "slo", "severity", "month", "alertname", "alertstate"]);

/** A message where the labels to group by will not do. */
export function checkGrouping(value: string): string | undefined {
	const labels = splitAnswer(value);
	const odd = labels.find((label) => /["'`\\{}]/.test(label));
	if (odd !== undefined) return `"${odd}" is no label's name; give names alone, separated by commas.`;
	return labels.map(checkGroupingLabel).find((message) => message !== undefined);
}
