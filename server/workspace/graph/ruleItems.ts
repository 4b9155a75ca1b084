import type { EmbeddedRegion } from "../../documents/embedded/region.ts";
import type { Rule, RuleEntry, RuleGroup } from "../../documents/model.ts";
import { type Span, shift } from "../../text/span.ts";
import { findAnnotationUses } from "./annotationUses.ts";
import { type ItemDraft, withoutQuotes } from "./draft.ts";
import type { IndexedItem, Labels } from "./indexedFile.ts";
import type { IndexReading } from "./indexReading.ts";
import type { ExpressionReader } from "./regionUses.ts";

type RuleItem = Extract<IndexedItem, { kind: "record" | "alert" }>;

interface Remembered {
	readonly groupLabels: Labels;
	readonly item: RuleItem;
}

/**
 * Groups with their rules and what those use; what has no name yet is none. A rule whose YAML was read before costs no
 * more than a look at where it stands now.
 */
export class RuleItemReader {
	readonly #expressions: ExpressionReader;
	readonly #known = new WeakMap<object, Remembered>();

	constructor(expressions: ExpressionReader) {
		this.#expressions = expressions;
	}

	/** The items of a file that has nothing but groups. */
	read(groups: readonly RuleGroup[], reading: IndexReading): readonly IndexedItem[] {
		const items: IndexedItem[] = [];
		for (const group of groups) {
			const labels = reading.labels(group.labels ?? []);
			const parent = items.length;
			items.push(readGroup(group, labels, reading));
			for (const rule of group.rules) {
				const item = this.#readRule(rule, labels, parent, reading);
				if (item !== undefined) items.push(item);
			}
		}
		return items;
	}

	#readRule(rule: Rule, groupLabels: Labels, parent: number, reading: IndexReading): RuleItem | undefined {
		const { name, kind, origin, span } = rule;
		if (name === undefined || kind === "incomplete") return undefined;
		const known = origin === undefined ? undefined : this.#known.get(origin);
		if (
			known !== undefined &&
			lengthOf(known.item.span) === lengthOf(span) &&
			haveSame(known.groupLabels, groupLabels)
		) {
			const delta = span.start - known.item.span.start;
			if (delta === 0 && known.item.parent === parent) return known.item;
			return this.#keep(origin, groupLabels, move(known.item, delta, parent));
		}
		const draft = readRule(rule, groupLabels, reading);
		for (const region of regionsOf(rule)) this.#expressions.addUses(region, draft.uses);
		draft.uses.sort((a, b) => a.span.start - b.span.start);
		return this.#keep(origin, groupLabels, { ...draft, parent });
	}

	#keep(origin: object | undefined, groupLabels: Labels, item: RuleItem): RuleItem {
		if (origin !== undefined) this.#known.set(origin, { groupLabels, item });
		return item;
	}
}

/** The items of groups among those of other kinds, without what their expressions use. */
export function readRuleItems(groups: readonly RuleGroup[], reading: IndexReading): readonly ItemDraft[] {
	return groups.flatMap((group): readonly ItemDraft[] => {
		const labels = reading.labels(group.labels ?? []);
		const rules = group.rules.filter(({ kind, name }) => name !== undefined && kind !== "incomplete");
		return [readGroup(group, labels, reading), ...rules.map((rule) => readRule(rule, labels, reading))];
	});
}

type RuleDraft = Extract<ItemDraft, { kind: "record" | "alert" }>;

function readGroup(
	{ name, intervalSeconds, span }: RuleGroup,
	labels: Labels,
	reading: IndexReading,
): Extract<ItemDraft, { kind: "group" }> {
	return {
		kind: "group",
		name: name?.value ?? "",
		span,
		nameSpan: name === undefined ? span : withoutQuotes(reading.text, name.span),
		...(intervalSeconds === undefined ? {} : { intervalSeconds: intervalSeconds.value }),
		...(Object.keys(labels).length === 0 ? {} : { labels }),
		uses: [],
	};
}

function readRule(rule: Rule, groupLabels: Labels, reading: IndexReading): RuleDraft {
	const { kind, name, span, expression, forSeconds } = rule;
	const isReadable = expression?.language === "promql" && !expression.masks?.length;
	const base = {
		name: name?.value ?? "",
		span,
		nameSpan: name === undefined ? span : withoutQuotes(reading.text, name.span),
		labels: reading.labels(rule.labels, groupLabels),
		...(isReadable ? { expression: expression.text } : {}),
	};
	if (kind === "record") return { kind, ...base, uses: [] };
	return {
		kind: "alert",
		...base,
		uses: findAnnotationUses(rule.annotations, reading),
		annotations: reading.labels(rule.annotations),
		...(forSeconds === undefined ? {} : { forSeconds: forSeconds.value }),
	};
}

/** How many regions of its model are the rule's. */
export function countRegions({ expression, labels, annotations }: Rule): number {
	let count = expression === undefined ? 0 : 1;
	for (const { template } of labels) if (template !== undefined) count++;
	for (const { template } of annotations) if (template !== undefined) count++;
	return count;
}

function regionsOf({ expression, labels, annotations }: Rule): readonly EmbeddedRegion[] {
	const regions = expression === undefined ? [] : [expression];
	const add = ({ template }: RuleEntry): void => {
		if (template !== undefined) regions.push(template);
	};
	labels.forEach(add);
	annotations.forEach(add);
	return regions;
}

function move(item: RuleItem, delta: number, parent: number): RuleItem {
	return {
		...item,
		parent,
		span: shift(item.span, delta),
		nameSpan: shift(item.nameSpan, delta),
		uses: item.uses.map((use) => ({ ...use, span: shift(use.span, delta) })),
	};
}

function lengthOf({ start, end }: Span): number {
	return end - start;
}

function haveSame(a: Labels, b: Labels): boolean {
	if (a === b) return true;
	const names = Object.keys(a);
	return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
