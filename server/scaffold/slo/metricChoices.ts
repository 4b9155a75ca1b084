import { describeMetric } from "../../metrics/knowledge.ts";
import type { MetricMetadata } from "../../metrics/port.ts";
import { writeSelector } from "../../metrics/selectorText.ts";
import { awaitKnowledge } from "../awaitKnowledge.ts";
import type { Answers, Choice } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import type { ChoiceSource, LiveChoices } from "../scaffoldLogic.ts";
import { parseMatchers } from "./matchers.ts";
import { type MetricKind, metricKinds } from "./metricKinds.ts";
import { findAtPlace } from "./placeEvidence.ts";
import { rankMetric } from "./requestMetrics.ts";
import { withNote } from "./serviceChoices.ts";

/** The service's metrics of the kind that is asked for, well-known ones first. */
export const chooseMetric: ChoiceSource = (answers, context, signal) =>
	listMetrics(metricKinds[answers["kind"] ?? ""] ?? availability, answers, context, signal);

const availability = metricKinds["availability"] as MetricKind;

/** Counters of errors, or of good ones, the likely ones first. */
export const chooseCounter: ChoiceSource = async (answers, context, signal) => {
	const offered = await listMetrics(availability, answers, context, signal);
	const isGood = answers["countedBy"] === "goodCounter";
	const wanted = isGood ? /success|succeeded|good|_ok(_|$)|completed/ : /error|fail|exception|rejected|bad(_|$)/;
	const others = offered.choices.filter(({ value }) => value !== answers["metric"]);
	const likely = others.filter(({ value }) => wanted.test(value));
	const rest = others.filter(({ value }) => !wanted.test(value));
	return { ...offered, choices: [...likely, ...rest] };
};

/** The metric at the cursor where it is of the kind, otherwise the first that would be offered. */
export async function suggestMetric(
	answers: Answers,
	context: ScaffoldContext,
	signal: AbortSignal,
): Promise<string | undefined> {
	const kind = metricKinds[answers["kind"] ?? ""] ?? availability;
	const here = findAtPlace(context)?.metric;
	const named = here === undefined ? undefined : kind.nameOf(here, typeOf(context, here));
	if (named !== undefined) return named;
	const { choices } = await listMetrics(kind, answers, context, signal);
	return choices[0]?.value;
}

/** The first counter whose name says that it counts what is asked for. */
export async function suggestCounter(
	answers: Answers,
	context: ScaffoldContext,
	signal: AbortSignal,
): Promise<string | undefined> {
	const { choices } = await chooseCounter(answers, context, signal);
	return choices[0]?.value;
}

/** What the metric at the cursor is good for. */
export function suggestKind(_answers: Answers, context: ScaffoldContext): string | undefined {
	const here = findAtPlace(context)?.metric;
	if (here === undefined) return undefined;
	const order = ["probe", "freshness", "latency", "availability"];
	return order.find((kind) => metricKinds[kind]?.nameOf(here, typeOf(context, here)) !== undefined);
}

function typeOf({ facts }: ScaffoldContext, name: string): MetricMetadata["type"] {
	return facts.describe(name)?.type ?? "unknown";
}

async function listMetrics(
	kind: MetricKind,
	answers: Answers,
	context: ScaffoldContext,
	signal: AbortSignal,
): Promise<LiveChoices> {
	const { metrics: knowledge } = context;
	const selector = writeSelector(undefined, readSelectorAnswer(answers));
	const [names, metadata] = await Promise.all([
		awaitKnowledge(() => knowledge.labelValues("__name__", selector === "{}" ? [] : [selector]), signal),
		awaitKnowledge(() => knowledge.metadata(), signal),
	]);
	if (names.value === undefined) return withNote(listOffline(kind, context), names.note);
	const known = metadata.value ?? new Map<string, MetricMetadata>();
	const typeOfSeries = (name: string) => describeMetric(known, name)?.type ?? "unknown";
	const helpOf = (name: string) => describeMetric(known, name)?.help;
	const choices = rank(kind, pick(kind, names.value.values, typeOfSeries), helpOf);
	if (choices.length === 0) {
		return { choices, note: `The server has no ${kind.words} with ${selector}; check the matchers, or type a name.` };
	}
	const cut = choices.length > limit || names.value.complete === false;
	return withNote(
		choices.slice(0, limit),
		cut ? "Not all metrics are listed; type the name of one that is missing." : undefined,
	);
}

/** What the code of the workspace registers and its rules record; then the usual names. */
function listOffline(kind: MetricKind, { facts, graph }: ScaffoldContext): readonly Choice[] {
	const own = new Set(graph.metricNames());
	const registered = facts
		.seriesNames()
		.filter((name) => own.has(name) || facts.describe(name)?.source.kind === "code");
	const found = pick(kind, registered, (name) => facts.describe(name)?.type ?? "unknown");
	const choices = rank(kind, found, (name) => facts.describe(name)?.help);
	const usual = kind.usual.map((name) => ({ value: name, label: name, description: "a usual name" }));
	const named = new Set(choices.map(({ value }) => value));
	return [
		...choices.map((choice) => ({ ...choice, description: choice.description ?? "of this workspace" })),
		...usual.filter(({ value }) => !named.has(value)),
	].slice(0, limit);
}

function pick(
	kind: MetricKind,
	series: readonly string[],
	typeOfSeries: (name: string) => MetricMetadata["type"],
): readonly string[] {
	return [...new Set(series.flatMap((name) => kind.nameOf(name, typeOfSeries(name)) ?? []))];
}

/** More than a person looks through; the list filters as one types. */
const limit = 1000;

/** The matchers of the answer, or none where it is not there or not complete. */
export function readSelectorAnswer(answers: Answers) {
	const result = parseMatchers(answers["selector"] ?? "");
	return result.kind === "matchers" ? result.matchers : [];
}

function rank(
	{ table }: MetricKind,
	names: readonly string[],
	helpOf: (name: string) => string | undefined,
): readonly Choice[] {
	const ranked = names.map((name) => ({ name, ...rankMetric(name, table) }));
	ranked.sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
	return ranked.map(({ name, from }) => {
		const help = helpOf(name);
		return {
			value: name,
			label: name,
			...(from === undefined ? {} : { description: from }),
			...(help === undefined || help === "" ? {} : { detail: help }),
		};
	});
}
