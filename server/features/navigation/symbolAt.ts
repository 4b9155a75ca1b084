import type { MetricRegistration } from "../../code/metricRegistration.ts";
import type { EmbeddedRegion } from "../../documents/embedded/region.ts";
import type { Dashboard } from "../../documents/model/dashboard.ts";
import { type DocumentModel, type Rule, regionAt } from "../../documents/model.ts";
import { findOccurrences } from "../../promql/occurrences.ts";
import { parsePromql } from "../../promql/parse.ts";
import { walk } from "../../promql/visit.ts";
import { contains, overlaps, type Span, shift, touches } from "../../text/span.ts";
import type { IndexedFile } from "../../workspace/graph/indexedFile.ts";
import type { GraphSymbol } from "../../workspace/graph/workspaceGraph.ts";
import { labelsIn, ruleAt } from "../highlights.ts";
import { findWritten } from "./encodings.ts";
import { findNamePlacesAt } from "./findNamePlaces.ts";
import type { NamePlace } from "./namePlace.ts";
import { wordsOf } from "./patternWords.ts";
import { findVariablePlaces } from "./variablePlaces.ts";

/** What the cursor names; `span`, in the file's offsets, is where it does so. */
export type SymbolAt =
	| ({ readonly span: Span } & GraphSymbol)
	/** An interval of Alertmanager or a unit test, which only its own file knows. */
	| { readonly kind: "timeInterval" | "test"; readonly name: string; readonly span: Span }
	| { readonly kind: "variable"; readonly name: string; readonly span: Span; readonly dashboard: Dashboard }
	| LabelAt
	/** `uri` may have a fragment, and may be a pattern of Go's `filepath.Match` where it is in a list of files. */
	| { readonly kind: "file"; readonly uri: string; readonly span: Span }
	/** A metric in the code that registers it. */
	| { readonly kind: "registration"; readonly registration: MetricRegistration; readonly span: Span };

export interface LabelAt {
	readonly kind: "label";
	readonly name: string;
	readonly span: Span;
	/** The rule that the place belongs to. */
	readonly rule?: Rule;
	/** The expression that gives the label or asks for it, and where in it, in offsets of its text. */
	readonly region?: EmbeddedRegion;
	readonly at?: number;
	/** The place is a text by which the expression itself writes the label, as the target of `label_replace`. */
	readonly written?: true;
}

/** The file under the cursor, as far as it is known. */
export interface NavigatedFile {
	readonly model: DocumentModel;
	readonly text: string;
	/** What its code registers; empty for files of other kinds. */
	readonly registrations: readonly MetricRegistration[];
	/** What the graph knows of the file, which may be of an earlier version of it. */
	readonly indexed?: IndexedFile | undefined;
	/** Claims that the workspace has an alert of that name: a heading of the same name is about it. */
	readonly hasAlert?: (name: string) => boolean;
}

/** What `offset` is in or touches; `undefined` where nothing there has a name that stands elsewhere too. */
export function symbolAt(file: NavigatedFile, offset: number): SymbolAt | undefined {
	const { model, text, registrations } = file;
	const registration = registrations.find(({ nameSpan }) => touches(nameSpan, offset));
	if (registration !== undefined) return { kind: "registration", registration, span: registration.nameSpan };
	const place = findNamePlacesAt(model, text, offset).at(-1);
	if (place !== undefined) {
		const named = nameOf(place, text, offset);
		if (named !== undefined) return named;
	}
	return variableAt(file, offset) ?? labelAt(model, text, offset) ?? indexedAt(file, offset);
}

function nameOf({ kind, name, span, pattern }: NamePlace, text: string, offset: number): SymbolAt | undefined {
	if (pattern !== true) return { kind, name, span };
	const written = text.slice(span.start, span.end);
	const word = wordsOf(written).findLast((each) => touches(shift(each.span, span.start), offset));
	return word && { kind, name: word.literal, span: shift(word.span, span.start) };
}

function variableAt({ model, text }: NavigatedFile, offset: number): SymbolAt | undefined {
	for (const dashboard of model.dashboards) {
		if (!touches(dashboard.span, offset)) continue;
		const place = findVariablePlaces(dashboard, text).findLast(({ span }) => touches(span, offset));
		if (place !== undefined) return { kind: "variable", name: place.name, span: place.span, dashboard };
	}
	return undefined;
}

function labelAt(model: DocumentModel, text: string, offset: number): LabelAt | undefined {
	const region = regionAt(model, offset);
	const rule = ruleAt(model, offset);
	const own = rule === undefined ? {} : { rule };
	if (region?.language === "promql") {
		const occurrence = findOccurrences(parsePromql(region.text).expression).findLast(
			({ role, span }) => role === "label" && touches(region.map.toHostSpan(span), offset),
		);
		if (occurrence === undefined) return writtenLabelAt(region, offset, own);
		if (region.masks?.some(({ span }) => overlaps(span, occurrence.span))) return undefined;
		const span = region.map.toHostSpan(occurrence.span);
		return { kind: "label", name: occurrence.name, span, ...own, region, at: occurrence.span.start };
	}
	if (region?.language === "gotemplate") {
		const cursor = region.map.toEmbedded(offset);
		const label = labelsIn(region).find(({ span }) => touches(span, cursor));
		if (label === undefined) return undefined;
		return { kind: "label", name: label.label, span: region.map.toHostSpan(label.span), ...own, ...expressionOf(rule) };
	}
	const entry = rule?.labels.find(({ key }) => touches(key.span, offset));
	if (entry !== undefined) return { kind: "label", name: entry.key.value, span: entry.key.span, ...own };
	return legendLabelAt(model, text, offset);
}

/** In `label_replace` and `label_join` labels are texts: the target, and the sources behind it. */
function writtenLabelAt(region: EmbeddedRegion, offset: number, own: Pick<LabelAt, "rule">): LabelAt | undefined {
	for (const node of walk(parsePromql(region.text).expression)) {
		if (node.kind !== "call" || !/^label_(?:replace|join)$/.test(node.function.name)) continue;
		const sources = node.function.name === "label_replace" ? node.arguments.slice(3, 4) : node.arguments.slice(3);
		for (const argument of [...node.arguments.slice(1, 2), ...sources]) {
			if (argument.kind !== "string" || !argument.terminated || argument.value === "") continue;
			const inside = { start: argument.span.start + 1, end: argument.span.end - 1 };
			const span = region.map.toHostSpan(inside);
			if (!touches(span, offset)) continue;
			const written = argument === node.arguments[1] ? { written: true as const } : {};
			return { kind: "label", name: argument.value, span, ...own, region, at: inside.start, ...written };
		}
	}
	return undefined;
}

function expressionOf(rule: Rule | undefined): Pick<LabelAt, "region"> {
	return rule?.expression === undefined ? {} : { region: rule.expression };
}

/** Of the legend of a dashboard's query: `{{instance}}` is a label of its result. */
function legendLabelAt(model: DocumentModel, text: string, offset: number): LabelAt | undefined {
	for (const { panels } of model.dashboards) {
		for (const { targets } of panels) {
			for (const { legend, expression } of targets) {
				if (legend === undefined || !touches(legend.span, offset)) continue;
				const raw = text.slice(legend.span.start, legend.span.end);
				for (const match of raw.matchAll(/\{\{\s*(\w+)\s*\}\}/g)) {
					const name = match[1] ?? "";
					const at = legend.span.start + match.index + match[0].indexOf(name);
					const span = { start: at, end: at + name.length };
					if (touches(span, offset)) {
						return { kind: "label", name, span, ...(expression === undefined ? {} : { region: expression }) };
					}
				}
			}
		}
	}
	return undefined;
}

/** What the graph knows that no model has: pages of Markdown, and links to them. */
function indexedAt({ indexed, text, hasAlert }: NavigatedFile, offset: number): SymbolAt | undefined {
	if (indexed === undefined) return undefined;
	for (const { uses } of indexed.items) {
		for (const { kind, name, span, pattern } of uses) {
			if (!touches(span, offset) || span.end > text.length || pattern === true) continue;
			if (kind === "file") return { kind, uri: name, span };
			if (kind === "variable") continue;
			if (findWritten(text.slice(span.start, span.end), name) !== undefined) return { kind, name, span };
		}
	}
	const cursor = { start: offset, end: offset };
	const named = indexed.items.filter(({ nameSpan }) => contains(nameSpan, cursor) && nameSpan.end <= text.length);
	const heading = named.find((item) => item.kind === "heading");
	if (heading !== undefined && hasAlert?.(heading.name) === true) {
		return { kind: "alert", name: heading.name, span: heading.nameSpan };
	}
	// Its first heading stands for the whole page.
	const page = named.find(({ kind }) => kind === "runbook");
	if (page !== undefined) return { kind: "runbook", name: indexed.uri, span: page.nameSpan };
	if (heading?.kind !== "heading") return undefined;
	return { kind: "runbook", name: `${indexed.uri}#${heading.slug}`, span: heading.nameSpan };
}
