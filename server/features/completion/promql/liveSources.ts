import { waitAtMost } from "../../../base/waiting.ts";
import { describeMetric, type MetricKnowledge, type Peek } from "../../../metrics/knowledge.ts";
import type { Listing, MetricMetadata } from "../../../metrics/port.ts";
import {
	canStandBare,
	printGroupingLabel,
	printMatcherLabel,
	printMetricSelector,
	quote,
} from "../../../promql/names.ts";
import { escapeMarkdown } from "../../markdown.ts";
import { escapeFor } from "../../promqlSelectors.ts";
import { chooseByTyped } from "../bound.ts";
import type { Candidate, Candidates } from "../candidate.ts";
import type { ClauseLabels } from "./clauseLabels.ts";
import type { FileNames } from "./fileNames.ts";
import type { LabelName, LabelValue, Operand } from "./situation.ts";

/** Milliseconds that completion waits where there is nothing to offer without the server. */
const PATIENCE = 1000;

/** Names of metrics, from the server as far as they are known by now, and from the file. Never waits. */
export function metricCandidates(situation: Operand, knowledge: MetricKnowledge, file: FileNames): Candidates {
	const names = knowledge.metricNames();
	const metadata = knowledge.metadata().value;
	const live = chooseByTyped(names.value?.values ?? [], situation.typed);
	const written = chooseByTyped([...file.metrics.keys()], situation.typed);
	return {
		candidates: [...new Set([...live.values, ...written.values])].map((name) => {
			const described = metadata === undefined ? undefined : describeMetric(metadata, name);
			return metricCandidate(situation, name, described, file);
		}),
		incomplete: live.cut || written.cut || names.state === "loading" || names.value?.complete === false,
	};
}

/** Functions that only make sense on counters. */
const COUNTER_FUNCTIONS: ReadonlySet<string> = new Set(["rate", "irate", "increase", "resets"]);

function metricCandidate(
	situation: Operand,
	name: string,
	described: MetricMetadata | undefined,
	file: FileNames,
): Candidate {
	const counter = described?.type === "counter" || described?.type === "histogram";
	const fits = COUNTER_FUNCTIONS.has(situation.call?.toLowerCase() ?? "") && counter;
	const recorded = file.metrics.get(name)?.recorded === true;
	const detail = described?.type ?? (recorded ? "recorded in this file" : undefined);
	return {
		label: name,
		kind: "metric",
		...insertMetric(situation, name),
		...(detail === undefined ? {} : { detail }),
		...(described === undefined ? {} : { documentation: documentMetric(described) }),
		rank: fits ? 1 : 2,
	};
}

/** A UTF-8 name stands quoted inside the braces, and moves into those that are there. */
function insertMetric({ next, replace }: Operand, name: string): Pick<Candidate, "insert" | "replace"> {
	if (canStandBare(name) || next?.bracket !== "{") return { insert: printMetricSelector(name) };
	// A comma before the closing brace is allowed, should nothing stand between the braces.
	return { insert: `{${quote(name)}, `, replace: { start: replace.start, end: next.end } };
}

/** The type stands beside the label already. */
function documentMetric({ unit, help }: MetricMetadata): string {
	return [help, unit === "" ? "" : `Unit: ${unit}`]
		.filter((part) => part !== "")
		.map(escapeMarkdown)
		.join("\n\n");
}

/** Names of labels of the series that the situation is about; waits a moment where none is known yet. */
export async function labelCandidates(
	situation: LabelName,
	knowledge: MetricKnowledge,
	file: FileNames,
	signal: AbortSignal,
	clause?: ClauseLabels,
): Promise<Candidates> {
	const known = await peekPatiently(() => knowledge.labelNames(situation.scope), signal);
	const live = known.value?.values;
	// What the file says elsewhere is a guess, and no match for what the series really have.
	const listed = live ?? [...file.labels];
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
		const candidate = labelCandidate(situation, name, live === undefined && !told.has(name));
		return told.has(name) && candidate.rank === 2 ? { ...candidate, rank: 1 } : candidate;
	});
	const metrics = situation.metricToo && situation.quote !== "" ? quotedMetrics(situation, knowledge) : [];
	return {
		candidates: [...labels, ...metrics],
		incomplete: chosen.cut || known.state === "loading" || known.value?.complete === false,
	};
}

function labelCandidate(situation: LabelName, name: string, guessed: boolean): Candidate {
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
		...(guessed ? { detail: "used in this file" } : {}),
		rank: name.startsWith("__") ? 3 : 2,
	};
}

function quotedMetrics(situation: LabelName, knowledge: MetricKnowledge): Candidate[] {
	const names = knowledge.metricNames().value?.values ?? [];
	return chooseByTyped(names, situation.typed).values.map((name) => ({
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
