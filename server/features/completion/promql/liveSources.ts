import { waitAtMost } from "../../../base/waiting.ts";
import type { MetricKnowledge, Peek } from "../../../metrics/knowledge.ts";
import type { MetricFact } from "../../../metrics/offline/metricFacts.ts";
import type { Listing } from "../../../metrics/port.ts";
import { readSelector } from "../../../metrics/selectorText.ts";
import {
	canStandBare,
	printGroupingLabel,
	printMatcherLabel,
	printMetricSelector,
	quote,
} from "../../../promql/names.ts";
import { escapeMarkdown, shorten } from "../../markdown.ts";
import { describeSource, nameSource } from "../../metricFacts/describeSource.ts";
import type { KnownMetrics } from "../../metricFacts/knownMetrics.ts";
import { escapeFor } from "../../promqlSelectors.ts";
import { chooseByTyped } from "../bound.ts";
import type { Candidate, Candidates } from "../candidate.ts";
import type { ClauseLabels } from "./clauseLabels.ts";
import type { FileNames } from "./fileNames.ts";
import type { LabelName, LabelValue, Operand } from "./situation.ts";

/** Milliseconds that completion waits where there is nothing to offer without the server. */
const PATIENCE = 1000;

/** Of the catalogue so many are offered at most: they are a help to write a name, and no list of what there is. */
const mostOfCatalogue = 200;

/**
 * Names of metrics, from the server as far as they are known by now, from the file and the workspace, and from the
 * catalogue where no server tells what there is. Never waits.
 */
export function metricCandidates(
	situation: Operand,
	knowledge: MetricKnowledge,
	known: KnownMetrics,
	file: FileNames,
): Candidates {
	const names = knowledge.metricNames();
	const { typed } = situation;
	const live = chooseByTyped(names.value?.values ?? [], typed);
	const written = chooseByTyped([...file.metrics.keys()], typed);
	const workspace = chooseByTyped(known.workspaceNames(), typed);
	// Before anything is typed there is no telling which of thousands is meant.
	const catalogue =
		typed === ""
			? { values: [], cut: known.catalogueNames().length > 0 }
			: chooseByTyped(known.catalogueNames(), typed, mostOfCatalogue);
	const chosen = new Set([...live.values, ...written.values, ...workspace.values, ...catalogue.values]);
	const cut = live.cut || written.cut || workspace.cut || catalogue.cut;
	return {
		candidates: [...chosen].map((name) => metricCandidate(situation, name, known.describe(name), file)),
		incomplete: cut || names.state === "loading" || names.value?.complete === false,
	};
}

/** Functions that only make sense on counters, and those that a counter makes no sense in. */
const COUNTER_FUNCTIONS: ReadonlySet<string> = new Set(["rate", "irate", "increase", "resets"]);
const GAUGE_FUNCTIONS: ReadonlySet<string> = new Set([
	"delta",
	"idelta",
	"deriv",
	"predict_linear",
	"double_exponential_smoothing",
]);

function metricCandidate(situation: Operand, name: string, fact: MetricFact | undefined, file: FileNames): Candidate {
	const fits = fact !== undefined && suits(situation.call?.toLowerCase() ?? "", name, fact);
	// What the file names already is sure to be wanted, whoever describes it.
	const fromAfar = fact?.source.kind === "catalogue" && !file.metrics.has(name);
	const detail = detailOf(fact, file.metrics.get(name)?.recorded === true);
	return {
		label: name,
		kind: "metric",
		...insertMetric(situation, name),
		...(detail === undefined ? {} : { detail }),
		...(fact === undefined ? {} : { documentation: documentMetric(fact) }),
		rank: fromAfar ? (fits ? 3 : 9) : fits ? 1 : 2,
	};
}

/** Claims that the function is made for what the series counts or measures. */
function suits(call: string, series: string, { name, type }: MetricFact): boolean {
	if (GAUGE_FUNCTIONS.has(call)) return type === "gauge";
	if (!COUNTER_FUNCTIONS.has(call)) return false;
	// The count and the sum of a summary only grow, its quantiles go up and down.
	return type === "counter" || type === "histogram" || (type === "summary" && series !== name);
}

function detailOf(fact: MetricFact | undefined, recordedHere: boolean): string | undefined {
	if (recordedHere && (fact === undefined || fact.source.kind === "rule")) return "recorded in this file";
	if (fact === undefined) return undefined;
	if (fact.source.kind === "rule") return "recorded";
	return [fact.type, nameSource(fact.source)].filter((part) => part !== undefined).join(" · ");
}

/** A UTF-8 name stands quoted inside the braces, and moves into those that are there. */
function insertMetric({ next, replace }: Operand, name: string): Pick<Candidate, "insert" | "replace"> {
	if (canStandBare(name) || next?.bracket !== "{") return { insert: printMetricSelector(name) };
	// A comma before the closing brace is allowed, should nothing stand between the braces.
	return { insert: `{${quote(name)}, `, replace: { start: replace.start, end: next.end } };
}

/** More of a rule's expression is not read in passing. */
const longestExpression = 300;

/** The type stands beside the label already. */
function documentMetric({ unit, help, expression, source }: MetricFact): string {
	const recorded = expression === undefined ? "" : shorten(expression.trim(), longestExpression);
	return [
		...[help, recorded, unit === "" ? "" : `Unit: ${unit}`].map(escapeMarkdown),
		source.kind === "live" ? "" : describeSource(source, undefined),
	]
		.filter((part) => part !== "")
		.join("\n\n");
}

/** Names of labels of the series that the situation is about; waits a moment where none is known yet. */
export async function labelCandidates(
	situation: LabelName,
	knowledge: MetricKnowledge,
	known: KnownMetrics,
	file: FileNames,
	signal: AbortSignal,
	clause?: ClauseLabels,
): Promise<Candidates> {
	const asked = await peekPatiently(() => knowledge.labelNames(situation.scope), signal);
	const live = asked.value?.values;
	const offline = live === undefined || live.length === 0 ? labelsOffline(situation.scope, known) : noLabels;
	// What the file says elsewhere is a guess, and no match for what the series really have.
	const listed = live === undefined ? [...new Set([...offline.keys(), ...file.labels])] : [...live, ...offline.keys()];
	const present = new Set(situation.present);
	const told = new Set(clause?.named);
	// What the operands can have goes before what their metrics have, as a function or a rule may have set it.
	const values = [
		...told,
		...listed.filter((name) => !told.has(name) && clause?.excludes(name, live === undefined) !== true),
	];
	const chosen = chooseByTyped(
		values.filter((name) => !present.has(name)),
		situation.typed,
	);
	const labels = chosen.values.map((name) => {
		const guess = live === undefined && !told.has(name) ? "used in this file" : undefined;
		const candidate = labelCandidate(situation, name, offline.get(name) ?? guess);
		// Beside what the metric itself has, what the file uses elsewhere is only a guess.
		if (offline.size > 0 && !offline.has(name) && !told.has(name)) return { ...candidate, rank: 4 };
		return told.has(name) && candidate.rank === 2 ? { ...candidate, rank: 1 } : candidate;
	});
	const metrics = situation.metricToo && situation.quote !== "" ? quotedMetrics(situation, knowledge, known) : [];
	return {
		candidates: [...labels, ...metrics],
		incomplete: chosen.cut || asked.state === "loading" || asked.value?.complete === false,
	};
}

const noLabels: ReadonlyMap<string, string> = new Map();

/** Labels that the metrics of the selectors have by code, rules or the catalogue, and the metric that each is of. */
function labelsOffline(scope: readonly string[], known: KnownMetrics): ReadonlyMap<string, string> {
	const labels = new Map<string, string>();
	for (const selector of scope) {
		const read = readSelector(selector);
		const metric = read?.metric ?? read?.matchers.find(({ label, op }) => label === "__name__" && op === "=")?.value;
		if (metric === undefined) continue;
		for (const label of known.labelsOf(metric) ?? []) if (!labels.has(label)) labels.set(label, `of ${metric}`);
	}
	return labels;
}

function labelCandidate(situation: LabelName, name: string, detail: string | undefined): Candidate {
	const { quote: mark, open, place, hasOperator } = situation;
	const bare = { matcher: printMatcherLabel, grouping: printGroupingLabel, string: quote }[place];
	const written = mark === "" ? bare(name) : inside(name, mark, open);
	// One choice leads to the next: the values come up as soon as the label is there.
	const withOperator = place === "matcher" && !hasOperator && (mark === "" || open);
	return {
		label: name,
		kind: "label",
		insert: withOperator ? `${written}="$0"` : written,
		...(withOperator ? { snippet: true, retrigger: true } : {}),
		...(detail === undefined ? {} : { detail }),
		rank: name.startsWith("__") ? 3 : 2,
	};
}

function quotedMetrics(situation: LabelName, knowledge: MetricKnowledge, known: KnownMetrics): Candidate[] {
	const names = new Set([...(knowledge.metricNames().value?.values ?? []), ...known.workspaceNames()]);
	return chooseByTyped([...names], situation.typed).values.map((name) => ({
		label: name,
		kind: "metric",
		insert: inside(name, situation.quote, situation.open),
		rank: 1,
	}));
}

/** Values of the label in the series that the other matchers select; waits a moment where none is known yet. */
export async function valueCandidates(
	situation: LabelValue,
	knowledge: MetricKnowledge,
	file: FileNames,
	signal: AbortSignal,
): Promise<Candidates> {
	const known = await peekPatiently(() => knowledge.labelValues(situation.label, situation.scope), signal);
	const live = known.value?.values;
	const values = live ?? [...(file.values.get(situation.label) ?? [])];
	const chosen = chooseByTyped(values, situation.typed);
	return {
		candidates: chosen.values.map((value) => ({
			label: value,
			kind: "value",
			insert: writeValue(situation, value),
			...(live === undefined ? { detail: "used in this file" } : {}),
			rank: 1,
		})),
		incomplete: chosen.cut || known.state === "loading" || known.value?.complete === false,
	};
}

function writeValue({ regex, quote: mark, open }: LabelValue, value: string): string {
	const text = regex ? value.replace(/[\\.+*?()|[\]{}^$]/g, "\\$&") : value;
	return mark === "" ? quote(text) : inside(text, mark, open);
}

/** `text` for a literal whose opening quote is there. */
function inside(text: string, mark: string, open: boolean): string {
	const written = mark === '"' || mark === "'" ? escapeFor(text, mark) : text;
	return open ? written + mark : written;
}

/** What is known, after waiting a moment where nothing is. */
export async function peekPatiently(peek: () => Peek<Listing>, signal: AbortSignal): Promise<Peek<Listing>> {
	const first = peek();
	if (first.state !== "loading" || first.value !== undefined) return first;
	await waitAtMost(first.ready, PATIENCE, signal);
	return peek();
}
