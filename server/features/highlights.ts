import { lexTemplate } from "../documents/embedded/goTemplate/lexer.ts";
import type { Token as TemplateToken } from "../documents/embedded/goTemplate/tokens.ts";
import type { EmbeddedRegion, Mask } from "../documents/embedded/region.ts";
import { type DocumentModel, type Rule, regionAt } from "../documents/model.ts";
import { findOccurrences, type Occurrence } from "../promql/occurrences.ts";
import { parsePromql } from "../promql/parse.ts";
import { walk } from "../promql/visit.ts";
import { contains, overlaps, type Span, touches } from "../text/span.ts";
import type { Highlight } from "./answers.ts";
import { maskAt } from "./maskAt.ts";

/**
 * What means the same as the name under the cursor: the same metric in the whole file with the rule that records it, the
 * same label in the rule's expression and templates, the brackets of a function. A name that means something else there
 * is left out, however it is written.
 */
export function findHighlights(model: DocumentModel, offset: number): readonly Highlight[] {
	const region = regionAt(model, offset);
	if (region === undefined) return highlightRecord(model, offset);
	return region.language === "promql"
		? highlightInExpression(model, region, offset)
		: highlightInTemplate(model, region, offset);
}

function highlightRecord(model: DocumentModel, offset: number): readonly Highlight[] {
	const rule = ruleAt(model, offset);
	if (rule?.kind !== "record" || rule.name === undefined || !touches(rule.name.span, offset)) return [];
	return highlightMetric(model, rule.name.value);
}

function highlightInExpression(model: DocumentModel, region: EmbeddedRegion, offset: number): readonly Highlight[] {
	const mask = maskAt(region, region.map.toEmbedded(offset));
	if (mask !== undefined) return highlightMask(mask, region);
	const name = nameAt(occurrencesIn(region), region, offset);
	if (name?.role === "metric") return highlightMetric(model, name.name);
	if (name?.role === "label") return highlightLabel(ruleAt(model, offset), region, name.name);
	return highlightCall(region, offset);
}

/** The same variable or action in the expression. */
function highlightMask(mask: Mask, { masks = [], map }: EmbeddedRegion): readonly Highlight[] {
	return masks
		.filter(({ kind, name, source }) => kind === mask.kind && (name ?? source) === (mask.name ?? mask.source))
		.map(({ span }) => ({ span: map.toHostSpan(span), kind: "read" }));
}

/** Of two names that touch the cursor, the one that begins there. */
function nameAt(names: readonly Occurrence[], { map }: EmbeddedRegion, offset: number): Occurrence | undefined {
	return names.findLast(({ span }) => touches(map.toHostSpan(span), offset));
}

function highlightMetric(model: DocumentModel, name: string): readonly Highlight[] {
	const records = model.groups
		.flatMap(({ rules }) => rules)
		.flatMap(({ kind, name: recorded }): readonly Highlight[] =>
			kind === "record" && recorded?.value === name ? [{ span: recorded.span, kind: "write" }] : [],
		);
	const uses = model.regions.flatMap((region) =>
		region.language === "promql" ? highlightIn(region, "metric", name) : [],
	);
	return inOrder([...records, ...uses]);
}

function highlightLabel(rule: Rule | undefined, region: EmbeddedRegion, name: string): readonly Highlight[] {
	const found = highlightIn(region, "label", name);
	for (const { template } of [...(rule?.labels ?? []), ...(rule?.annotations ?? [])]) {
		if (template === undefined) continue;
		for (const { label, span } of labelsIn(template)) {
			if (label === name) found.push({ span: template.map.toHostSpan(span), kind: "read" });
		}
	}
	return inOrder(found);
}

function highlightIn(region: EmbeddedRegion, role: Occurrence["role"], name: string): Highlight[] {
	// A name may be written with escapes, but hardly ever is; reading every expression for that would take too long.
	if (!region.text.includes(name)) return [];
	return occurrencesIn(region)
		.filter((occurrence) => occurrence.role === role && occurrence.name === name)
		.map(({ span }) => ({ span: region.map.toHostSpan(span), kind: "read" }));
}

/** A name with a variable in it says nothing: its stand-in may be that of another one elsewhere. */
function occurrencesIn({ text, masks = [] }: EmbeddedRegion): readonly Occurrence[] {
	const all = findOccurrences(parsePromql(text).expression);
	return all.filter((occurrence) => !masks.some(({ span }) => overlaps(span, occurrence.span)));
}

/** The name of a call or an aggregation and its two parentheses, from any of the three. */
function highlightCall({ text, map }: EmbeddedRegion, offset: number): readonly Highlight[] {
	const found: { readonly spans: readonly Span[] }[] = [];
	for (const node of walk(parsePromql(text).expression)) {
		if (node.kind !== "call" && node.kind !== "aggregation") continue;
		const name = node.kind === "call" ? node.function.span : node.operator.span;
		const { start, end } = node.argumentsSpan;
		if (text[start] !== "(") continue;
		const spans: Span[] = [name, { start, end: start + 1 }];
		if (text[end - 1] === ")" && end > start + 1) spans.push({ start: end - 1, end });
		found.push({ spans: spans.map((span) => map.toHostSpan(span)) });
	}
	// Of two brackets that touch the cursor, the one behind it.
	const own =
		found.findLast(({ spans }) => spans.some(({ start, end }) => start <= offset && offset < end)) ??
		found.findLast(({ spans }) => spans.some((span) => touches(span, offset)));
	return (own?.spans ?? []).map((span) => ({ span, kind: "text" }));
}

function highlightInTemplate(model: DocumentModel, region: EmbeddedRegion, offset: number): readonly Highlight[] {
	const cursor = region.map.toEmbedded(offset);
	const label = labelsIn(region).find(({ span }) => touches(span, cursor));
	const rule = ruleAt(model, offset);
	if (label !== undefined && rule?.expression !== undefined) return highlightLabel(rule, rule.expression, label.label);
	const variables = lexTemplate(region.text).filter(({ kind }) => kind === "variable");
	const variable = variables.find(({ span }) => touches(span, cursor));
	return variables
		.filter(({ text }) => text === variable?.text)
		.map(({ span }) => ({ span: region.map.toHostSpan(span), kind: "read" }));
}

export interface TemplateLabel {
	readonly label: string;
	readonly span: Span;
}

/** The labels that a template reads: `$labels.job`, `.Labels.job` and `index $labels "job"`. */
export function labelsIn({ text }: EmbeddedRegion): readonly TemplateLabel[] {
	const found: TemplateLabel[] = [];
	const words = lexTemplate(text).filter(({ kind }) => kind !== "space");
	for (const [index, word] of words.entries()) {
		const before = words[index - 1];
		if (before === undefined || !namesLabels(before)) continue;
		const { start, end } = word.span;
		if (word.kind === "field" && before.span.end === start) {
			found.push({ label: word.text.slice(1), span: { start: start + 1, end } });
		} else if (word.kind === "string" && words[index - 2]?.text === "index") {
			found.push({ label: word.text.slice(1, -1), span: { start: start + 1, end: end - 1 } });
		}
	}
	return found;
}

function namesLabels({ kind, text }: TemplateToken): boolean {
	return (kind === "variable" && text === "$labels") || (kind === "field" && text === ".Labels");
}

export function ruleAt(model: DocumentModel, offset: number): Rule | undefined {
	const cursor = { start: offset, end: offset };
	return model.groups.find(({ span }) => contains(span, cursor))?.rules.find(({ span }) => contains(span, cursor));
}

function inOrder(highlights: readonly Highlight[]): readonly Highlight[] {
	return highlights.toSorted((a, b) => a.span.start - b.span.start);
}
