import { describeMetric } from "../../metrics/knowledge.ts";
import type { MetricMetadata } from "../../metrics/port.ts";
import { writeSelector } from "../../metrics/selectorText.ts";
import { awaitKnowledge } from "../awaitKnowledge.ts";
import type { Answers, Choice } from "../scaffold.ts";
import type { ChoiceSource } from "../scaffoldLogic.ts";
import { parseMatchers } from "./matchers.ts";
import { latencyMetrics, type RequestMetric, rankMetric, requestMetrics } from "./requestMetrics.ts";
import { withNote } from "./serviceChoices.ts";

/** The service's counters (availability) or histograms (latency), well-known request metrics first. */
export const chooseMetric: ChoiceSource = async (answers, { metrics: knowledge }, signal) => {
	const isLatency = answers["kind"] === "latency";
	const selector = writeSelector(undefined, readSelectorAnswer(answers));
	const [names, metadata] = await Promise.all([
		awaitKnowledge(() => knowledge.labelValues("__name__", selector === "{}" ? [] : [selector]), signal),
		awaitKnowledge(() => knowledge.metadata(), signal),
	]);
	if (names.value === undefined) return withNote([isLatency ? usualHistogram : usualCounter], names.note);
	const known = metadata.value ?? new Map<string, MetricMetadata>();
	const series = names.value.values;
	const choices = isLatency ? listHistograms(series, known) : listCounters(series, known);
	if (choices.length === 0) {
		const kind = isLatency ? "classic histogram (series that end in _bucket)" : "counter";
		return {
			choices,
			note: `The server has no ${kind} with ${selector}; check the matchers, or type a name.`,
		};
	}
	const cut = choices.length > limit || names.value.complete === false;
	return withNote(
		choices.slice(0, limit),
		cut ? "Not all metrics are listed; type the name of one that is missing." : undefined,
	);
};

const usualCounter = { value: "http_requests_total", label: "http_requests_total", description: "a usual name" };
const usualHistogram = {
	value: "http_request_duration_seconds",
	label: "http_request_duration_seconds",
	description: "a usual name",
};

/** More than a person looks through; the list filters as one types. */
const limit = 1000;

/** The matchers of the answer, or none where it is not there or not complete. */
export function readSelectorAnswer(answers: Answers) {
	const result = parseMatchers(answers["selector"] ?? "");
	return result.kind === "matchers" ? result.matchers : [];
}

type Metadata = ReadonlyMap<string, MetricMetadata>;

function listCounters(series: readonly string[], metadata: Metadata): readonly Choice[] {
	const counters = series.filter((name) => {
		if (/_(bucket|sum|created|info)$/.test(name)) return false;
		const type = describeMetric(metadata, name)?.type ?? "unknown";
		// The count of a histogram or a summary counts requests as well as a counter does.
		if (name.endsWith("_count") && (type === "histogram" || type === "summary")) return true;
		return type === "counter" || (type === "unknown" && /_(total|count)$/.test(name));
	});
	return rank(counters, requestMetrics, metadata);
}

function listHistograms(series: readonly string[], metadata: Metadata): readonly Choice[] {
	const bases = series.filter((name) => name.endsWith("_bucket")).map((name) => name.slice(0, -"_bucket".length));
	return rank(bases, latencyMetrics, metadata);
}

function rank(names: readonly string[], table: readonly RequestMetric[], metadata: Metadata): readonly Choice[] {
	const ranked = names.map((name) => ({ name, ...rankMetric(name, table) }));
	ranked.sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
	return ranked.map(({ name, from }) => {
		const help = describeMetric(metadata, name)?.help;
		return {
			value: name,
			label: name,
			...(from === undefined ? {} : { description: from }),
			...(help === undefined || help === "" ? {} : { detail: help }),
		};
	});
}
