import { type EmbeddedRegion, isExpression } from "../../documents/embedded/region.ts";
import type { DocumentModel, OutlineItem } from "../../documents/model.ts";
import type { SourceDocument } from "../../text/sourceDocument.ts";
import { contains, type Span } from "../../text/span.ts";
import { readAlertmanagerItems } from "./alertmanagerItems.ts";
import { findDashboardUses, readDashboardItems } from "./dashboardItems.ts";
import type { ItemDraft } from "./draft.ts";
import type { IndexedFile, NameUse } from "./indexedFile.ts";
import { IndexReading } from "./indexReading.ts";
import { findMarkdownLinks, readMarkdownItems } from "./markdownItems.ts";
import { readPrometheusItems } from "./prometheusItems.ts";
import { ExpressionReader } from "./regionUses.ts";
import { countRegions, RuleItemReader, readRuleItems } from "./ruleItems.ts";
import { readRuleTestItems } from "./ruleTestItems.ts";
import { readSloItems } from "./sloItems.ts";

/**
 * What a file brings to the graph of the workspace; `undefined` where there is nothing. What a file only shows, as a
 * runbook does, is defined nowhere, but what it asks for is used.
 */
export function readIndexedFile(
	{ uri, text, languageId }: SourceDocument,
	model: DocumentModel,
	{ expressions, rules }: IndexMemory = createIndexMemory(),
): IndexedFile | undefined {
	const reading = new IndexReading(uri, text);
	if (hasOnlyRules(model)) return { uri, items: rules.read(model.groups, reading) };
	const isPage = languageId === "markdown" || /\.(?:md|markdown)$/i.test(uri);
	if (!isPage && model.adapters.length === 0) return undefined;
	const defined = model.illustrates === true ? [] : readDefinitions(model, reading);
	const items = nest([...defined, ...(isPage ? readMarkdownItems(reading) : [])]);
	const found: NameUse[] = [];
	for (const region of model.regions) expressions.addUses(region, found);
	if (model.illustrates !== true) for (const use of findDashboardUses(model, text)) found.push(use);
	// Links of a page that is nobody's matter to nobody.
	if (isPage && items.length > 0) for (const use of findMarkdownLinks(reading)) found.push(use);
	const complete = place(items, model, found);
	const { prometheusConfigs } = model;
	const hasConfigs = prometheusConfigs.length > 0 && model.illustrates !== true;
	if (complete.length === 0 && !hasConfigs) return undefined;
	return { uri, items: complete, ...(hasConfigs ? { prometheusConfigs } : {}) };
}

/** What is known of expressions and rules that were read before, in whatever file. */
export interface IndexMemory {
	readonly expressions: ExpressionReader;
	readonly rules: RuleItemReader;
}

export function createIndexMemory(): IndexMemory {
	const expressions = new ExpressionReader();
	return { expressions, rules: new RuleItemReader(expressions) };
}

/** Claims that the file has groups, and nothing else besides what their rules have. */
function hasOnlyRules(model: DocumentModel): boolean {
	const { groups, dashboards, alertmanagers, prometheusConfigs, ruleTests, slos = [], illustrates } = model;
	if (groups.length === 0 || illustrates === true) return false;
	const others = [dashboards, alertmanagers, prometheusConfigs, ruleTests, slos];
	if (others.some(({ length }) => length > 0)) return false;
	let regions = 0;
	for (const { rules } of groups) for (const rule of rules) regions += countRegions(rule);
	return regions === model.regions.length;
}

function readDefinitions(model: DocumentModel, reading: IndexReading): readonly ItemDraft[] {
	return [
		...readRuleItems(model.groups, reading),
		...readDashboardItems(model.dashboards, reading),
		...readAlertmanagerItems(model.alertmanagers, reading),
		...readPrometheusItems(model.prometheusConfigs, reading),
		...readRuleTestItems(model.ruleTests, reading),
		...readSloItems(model.slos ?? [], reading),
	];
}

/** In the order of the file, what is around something before it. */
function nest(drafts: readonly ItemDraft[]): readonly ItemDraft[] {
	return drafts.toSorted(bySpan);
}

function bySpan(a: { readonly span: Span }, b: { readonly span: Span }): number {
	return a.span.start - b.span.start || b.span.end - a.span.end;
}

/** Gives each item its parent and each use the innermost item around it; expressions that stand in none are items. */
function place(items: readonly ItemDraft[], model: DocumentModel, found: readonly NameUse[]): IndexedFile["items"] {
	const all = addQueries(items, model);
	const uses = found.toSorted((a, b) => a.span.start - b.span.start);
	const open: number[] = [];
	let next = 0;
	const enter = (span: Span, upTo: number): void => {
		for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
			const around = all[top];
			if (top < upTo && around !== undefined && contains(around.span, span)) return;
			open.pop();
		}
	};
	const give = (before: number): void => {
		for (let use = uses[next]; use !== undefined && use.span.start < before; use = uses[next]) {
			next++;
			enter(use.span, all.length);
			const top = open.at(-1);
			if (top !== undefined) all[top]?.uses.push(use);
		}
	};
	for (const [index, item] of all.entries()) {
		give(item.span.start);
		enter(item.span, index);
		const parent = open.at(-1);
		if (parent !== undefined) item.parent = parent;
		open.push(index);
	}
	give(Number.POSITIVE_INFINITY);
	for (const item of all) item.uses.sort((a, b) => a.span.start - b.span.start);
	return all;
}

/** With an item of its own for each expression that nothing with a name is around. */
function addQueries(items: readonly ItemDraft[], model: DocumentModel): readonly ItemDraft[] {
	const queries: ItemDraft[] = [];
	let next = 0;
	const open: ItemDraft[] = [];
	for (const region of model.regions) {
		if (!isExpression(region) && region.context.role !== "selector") continue;
		for (let item = items[next]; item !== undefined && item.span.start <= region.hostSpan.start; item = items[next]) {
			open.push(item);
			next++;
		}
		while (open.length > 0 && (open.at(-1)?.span.end ?? 0) < region.hostSpan.end) open.pop();
		if (open.some(isHome)) continue;
		queries.push(describeQuery(region, model.outline));
	}
	return queries.length === 0 ? items : nest([...items, ...queries]);
}

/** What an expression belongs to; a configuration is only around it. */
function isHome({ kind }: ItemDraft): boolean {
	return kind !== "configuration" && kind !== "group";
}

function describeQuery({ hostSpan }: EmbeddedRegion, outline: readonly OutlineItem[]): ItemDraft {
	const around = findAround(outline, hostSpan);
	return {
		kind: "query",
		// What the outline calls a query is its own text.
		name: around === undefined || around.kind === "query" ? "" : around.name,
		span: hostSpan,
		nameSpan: hostSpan,
		uses: [],
	};
}

function findAround(outline: readonly OutlineItem[], span: Span): OutlineItem | undefined {
	const item = outline.find((one) => contains(one.span, span));
	return item && (findAround(item.children, span) ?? item);
}
