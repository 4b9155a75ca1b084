import { writeSelector } from "../../metrics/selectorText.ts";
import { awaitKnowledge } from "../awaitKnowledge.ts";
import type { Answers, Choice } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import type { ChoiceSource } from "../scaffoldLogic.ts";
import { listErrorValues, mayTellErrors, recognizeErrors, suggestErrors } from "./errorMatchers.ts";
import { readSelectorAnswer, suggestCounter } from "./metricChoices.ts";
import { withNote } from "./serviceChoices.ts";

/** Matchers for failed requests: from the labels and values that the metric has, or from its name without a server. */
export const chooseErrors: ChoiceSource = async (answers, { metrics: knowledge, facts }, signal) => {
	const metric = answers["metric"] ?? "";
	const guesses = suggestErrors(metric).map(({ text, reason }) => ({ value: text, label: text, description: reason }));
	const selector = writeSelector(metric, readSelectorAnswer(answers));
	const labels = await awaitKnowledge(() => knowledge.labelNames([selector]), signal);
	if (labels.value === undefined) return withNote(keepExisting(guesses, facts.describe(metric)?.labels), labels.note);
	const candidates = labels.value.values.filter(mayTellErrors).slice(0, 6);
	const found = await Promise.all(
		candidates.map(async (label) => {
			const values = await awaitKnowledge(() => knowledge.labelValues(label, [selector]), signal);
			return describeLabel(label, values.value?.values ?? []);
		}),
	);
	const choices = found.filter((choice) => choice !== undefined);
	if (choices.length > 0) return { choices };
	const names = labels.value.values.filter((label) => label !== "__name__").join(", ");
	const note =
		names === ""
			? `The server has no series of ${selector}, so these are guesses.`
			: `No label of ${selector} is known to tell errors (it has ${names}); type a matcher.`;
	return { choices: guesses, note };
};

/** Of what is guessed by the metric's name that which its labels bear out, where the workspace's code tells them. */
function keepExisting(guesses: readonly Choice[], labels: readonly string[] | undefined): readonly Choice[] {
	if (labels === undefined) return guesses;
	const own = labels.filter(mayTellErrors);
	const borneOut = guesses.filter(({ value }) => own.some((label) => value.startsWith(label)));
	const others = own
		.filter((label) => !borneOut.some(({ value }) => value.startsWith(label)))
		.flatMap((label) => recognizeErrors(label, ["200", "5xx", "error", "true", "OK", "SERVER_ERROR"]) ?? [])
		.map(({ text, reason }) => ({ value: text, label: text, description: reason }));
	const found = [...borneOut, ...others];
	return found.length === 0 ? guesses : found;
}

/** The first of what is offered. */
export async function suggestErrorMatcher(
	answers: Answers,
	context: ScaffoldContext,
	signal: AbortSignal,
): Promise<string | undefined> {
	const { choices } = await chooseErrors(answers, context, signal);
	return choices[0]?.value;
}

/** By a counter of its own where the metric has labels and none that tells errors, and there is such a counter. */
export async function suggestCountedBy(
	answers: Answers,
	context: ScaffoldContext,
	signal: AbortSignal,
): Promise<string | undefined> {
	const selector = writeSelector(answers["metric"] ?? "", readSelectorAnswer(answers));
	const labels = await awaitKnowledge(() => context.metrics.labelNames([selector]), signal);
	if (labels.value === undefined || labels.value.values.length === 0) return undefined;
	if (labels.value.values.some(mayTellErrors)) return undefined;
	const counter = await suggestCounter({ ...answers, countedBy: "errorCounter" }, context, signal);
	return counter !== undefined && /error|fail|exception/.test(counter) ? "errorCounter" : undefined;
}

function describeLabel(label: string, values: readonly string[]): Choice | undefined {
	const matcher = recognizeErrors(label, values);
	if (matcher === undefined) return undefined;
	const errors = listErrorValues(matcher.text, values);
	const shown = errors.length === 0 ? "none of them so far, which counts as no errors" : shorten(errors);
	return {
		value: matcher.text,
		label: matcher.text,
		description: matcher.reason,
		detail: `${label} has ${shorten(values)}; errors: ${shown}`,
	};
}

function shorten(values: readonly string[]): string {
	const first = values.slice(0, 12).join(", ");
	return values.length > 12 ? `${first} … (${values.length})` : first;
}
