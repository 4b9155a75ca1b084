import type { TemplateNode } from "../../documents/embedded/goTemplate/ast.ts";
import {
	type Expansion,
	type ExpansionData,
	expandTemplate,
	type QueryFailure,
} from "../../documents/embedded/goTemplate/expansion/expandTemplate.ts";
import type { TemplateSample } from "../../documents/embedded/goTemplate/expansion/goValue.ts";
import { parseTemplate } from "../../documents/embedded/goTemplate/parser.ts";
import type { EmbeddedRegion } from "../../documents/embedded/region.ts";
import type { DocumentModel, Rule, RuleEntry, RuleGroup } from "../../documents/model.ts";
import type { ActiveAlert, InstantSeries, LabelSet } from "../../metrics/port.ts";
import { formatSample } from "../../metrics/sampleFormat.ts";
import { type Span, touches } from "../../text/span.ts";
import type { Hover } from "../answers.ts";
import { fillMasks } from "../fillMasks.ts";
import { escapeMarkdown, inlineCode, shorten } from "../markdown.ts";
import { evaluateWhole } from "./evaluable.ts";
import type { LiveHoverRequest } from "./liveHoverRequest.ts";
import { renderFailure } from "./renderValue.ts";
import { withoutCondition } from "./withoutCondition.ts";

/** A template may ask for more queries than anybody wants to run for a hover. */
const MOST_QUERIES = 5;
/** Series that an answer may have; only the first ones are looked at. */
const MOST_SERIES = 1000;
const LONGEST_TEXT = 3000;
const LONGEST_LABELS = 300;

/** What the label or annotation at `offset` would be if the alert were sent now: with a sample that there really is. */
export async function renderedTemplateAt(request: LiveHoverRequest): Promise<Hover | undefined> {
	const found = findTemplate(request.model, request.offset);
	if (found === undefined) return undefined;
	const { rule, group, template, span } = found;
	const { nodes, problem } = parseTemplate(template.text);
	const query = readQuery(rule.expression);
	if (problem !== undefined || query === undefined) return undefined;
	const { signal } = request;
	const sample = await findSample(query, request.activeOf?.(rule, group), request);
	if (signal.aborted) return undefined;
	if (sample.kind === "unavailable") return { markdown: renderFailure(sample.reason), span };
	if (sample.kind === "none") {
		const nor = sample.loosened ? ", nor would one without the condition" : "";
		return { markdown: `**No series matches now**${nor}, so there is nothing to show this with.`, span };
	}
	const expansion = await expand(nodes, sample.series, request);
	if (expansion === undefined) return undefined;
	return { markdown: [describeSample(sample), renderExpansion(expansion, template.text)].join("\n\n"), span };
}

interface FoundTemplate {
	readonly rule: Rule;
	readonly group: RuleGroup;
	readonly template: EmbeddedRegion;
	readonly span: Span;
}

/** The label or annotation of an alert whose key or value is at `offset`; nothing where its text is the same every time. */
function findTemplate({ groups }: DocumentModel, offset: number): FoundTemplate | undefined {
	for (const group of groups) {
		if (!touches(group.span, offset)) continue;
		for (const rule of group.rules) {
			if (rule.kind !== "alert" || !touches(rule.span, offset)) continue;
			const entry = [...rule.annotations, ...rule.labels].find((one) => isAt(one, offset));
			const template = entry?.template;
			// What a chart's action brings is not known before it is rendered.
			if (entry === undefined || template === undefined || (template.masks?.length ?? 0) > 0) return undefined;
			if (!template.text.includes("{{")) return undefined;
			const span = touches(entry.key.span, offset) ? entry.key.span : template.hostSpan;
			return { rule, group, template, span };
		}
	}
	return undefined;
}

function isAt({ key, template }: RuleEntry, offset: number): boolean {
	return touches(key.span, offset) || (template !== undefined && touches(template.hostSpan, offset));
}

/** `undefined` where it has a fault, or a part that is not known. */
function readQuery(region: EmbeddedRegion | undefined): string | undefined {
	if (region === undefined || region.text.trim() === "") return undefined;
	const filled = fillMasks(region);
	if (filled.isOpen({ start: 0, end: region.text.length })) return undefined;
	return evaluateWhole(filled.text)?.query;
}

type FoundSample =
	| {
			readonly kind: "found";
			readonly series: InstantSeries;
			/** How many series match now; 0 where the sample is one for which the condition does not hold. */
			readonly matching: number;
			readonly truncated: boolean;
			readonly firing: boolean;
	  }
	/** `loosened`: it has a condition, and was asked for without it. */
	| { readonly kind: "none"; readonly loosened: boolean }
	| { readonly kind: "unavailable"; readonly reason: string };

async function findSample(
	query: string,
	active: readonly ActiveAlert[] | undefined,
	request: AskRequest,
): Promise<FoundSample> {
	const now = await askSeries(query, request);
	if (now.kind === "unavailable") return now;
	const firing = now.series.find(({ labels }) =>
		active?.some((alert) => alert.state === "firing" && holds(alert, labels)),
	);
	const series = firing ?? now.series[0];
	if (series !== undefined) {
		const { truncated } = now;
		return { kind: "found", series, matching: now.series.length, truncated, firing: firing !== undefined };
	}
	const loose = withoutCondition(query);
	if (loose === undefined) return { kind: "none", loosened: false };
	// One series is enough, and the server picks it.
	const near = await askSeries(`${loose.nearest}(1, ${loose.query})`, request);
	if (near.kind === "unavailable") return near;
	const [nearest] = near.series;
	if (nearest === undefined) return { kind: "none", loosened: true };
	return { kind: "found", series: nearest, matching: 0, truncated: false, firing: false };
}

/** The alert has the series' labels and its own. */
function holds(alert: ActiveAlert, labels: LabelSet): boolean {
	return Object.entries(labels).every(([name, value]) => name === "__name__" || alert.labels[name] === value);
}

type AskRequest = Pick<LiveHoverRequest, "knowledge" | "cost" | "signal">;

type AskedSeries =
	| { readonly kind: "ok"; readonly series: readonly InstantSeries[]; readonly truncated: boolean }
	| { readonly kind: "unavailable"; readonly reason: string };

async function askSeries(query: string, { knowledge, cost, signal }: AskRequest): Promise<AskedSeries> {
	const verdict = await cost?.judge(query, { evaluations: 1 }, signal);
	if (verdict?.kind === "above")
		return { kind: "unavailable", reason: `${verdict.message} A hover does not ask for that.` };
	const answer = await knowledge.instantQuery(query, { signal, limit: MOST_SERIES });
	if (answer.kind === "unavailable") return { kind: "unavailable", reason: answer.reason };
	if (answer.kind === "unsupported") {
		return { kind: "unavailable", reason: `This server does not offer ${answer.what}.` };
	}
	const { data, truncated } = answer.value;
	switch (data.kind) {
		case "vector":
			return { kind: "ok", series: data.series, truncated };
		case "scalar":
			return { kind: "ok", series: [{ labels: {}, sample: data.sample }], truncated };
		default:
			return { kind: "ok", series: [], truncated };
	}
}

type Expanded = Exclude<Expansion, { kind: "asks" }>;

/** Asks for the queries of the template one after the other, as each decides what comes next. */
async function expand(
	nodes: readonly TemplateNode[],
	{ labels, sample, histogram }: InstantSeries,
	request: LiveHoverRequest,
): Promise<Expanded | undefined> {
	const { now, externalLabels, signal } = request;
	const results = new Map<string, readonly TemplateSample[] | QueryFailure>();
	const data: ExpansionData = {
		labels,
		results,
		now,
		...(histogram === undefined ? { value: sample.value } : {}),
		...(externalLabels === undefined ? {} : { externalLabels }),
	};
	for (;;) {
		const expansion = expandTemplate(nodes, data);
		if (expansion.kind !== "asks") return expansion;
		const { query } = expansion;
		if (results.size >= MOST_QUERIES) {
			results.set(query, { failure: `Only the first ${MOST_QUERIES} queries of a template are run here.` });
			continue;
		}
		const answer = await askSeries(query, request);
		if (signal.aborted) return undefined;
		results.set(
			query,
			answer.kind === "ok"
				? answer.series.map((series) => ({ labels: series.labels, value: series.sample.value }))
				: { failure: answer.reason },
		);
	}
}

function describeSample({ series, matching, truncated, firing }: Extract<FoundSample, { kind: "found" }>): string {
	const { labels, sample, histogram } = series;
	const value = histogram === undefined ? formatSample(sample.value) : "a native histogram";
	const shown = Object.entries(labels)
		.map(([name, text]) => (name === "__name__" ? text : `${name}="${text}"`))
		.join(" ");
	const which = shown === "" ? "the series without labels" : escapeMarkdown(shorten(shown, LONGEST_LABELS));
	const place = `${which}, value ${escapeMarkdown(value)}`;
	if (matching === 0) {
		return `**No series matches now.** The nearest is ${place}: the condition does not hold for it, but with it this would be`;
	}
	const count = `${matching}${truncated ? "+" : ""}`;
	const others =
		matching === 1
			? "the one series that matches"
			: `${firing ? "one that fires, of" : "the first of"} ${count} series`;
	return `**As it would be sent now** for ${others}: ${place}`;
}

function renderExpansion(expansion: Expanded, template: string): string {
	if (expansion.kind === "failed") {
		const { message, span } = expansion;
		const part = inlineCode(shorten(template.slice(span.start, span.end), 80));
		return `**The template fails** at ${part}: ${escapeMarkdown(message)} The text that is sent is then that of an error.`;
	}
	const { text } = expansion;
	if (text.trim() === "") return "*Nothing: the text is empty.*";
	const quoted = shorten(text.trim(), LONGEST_TEXT)
		.split("\n")
		.map((line) => `> ${escapeMarkdown(line)}`.trimEnd())
		.join("  \n");
	return text.includes("‹") ? `${quoted}\n\n‹…› is known to the server alone.` : quoted;
}
