import type { Rule, RuleEntry, RuleGroup } from "../../documents/model.ts";
import { findAnnotationUses } from "./annotationUses.ts";
import { type ItemDraft, withoutQuotes } from "./draft.ts";
import type { IndexReading } from "./indexReading.ts";

/** Groups with their rules; what has no name yet is none. */
export function readRuleItems(groups: readonly RuleGroup[], reading: IndexReading): readonly ItemDraft[] {
	return groups.flatMap((group): readonly ItemDraft[] => {
		const { name, intervalSeconds, span } = group;
		const groupLabels = group.labels ?? [];
		return [
			{
				kind: "group",
				name: name?.value ?? "",
				span,
				nameSpan: name === undefined ? span : withoutQuotes(reading.text, name.span),
				uses: [],
				...(intervalSeconds === undefined ? {} : { intervalSeconds: intervalSeconds.value }),
				...(groupLabels.length === 0 ? {} : { labels: reading.labels(groupLabels) }),
			},
			...group.rules.flatMap((rule) => readRule(rule, groupLabels, reading) ?? []),
		];
	});
}

function readRule(rule: Rule, groupLabels: readonly RuleEntry[], reading: IndexReading): ItemDraft | undefined {
	const { kind, name, span, expression, forSeconds } = rule;
	if (name === undefined || kind === "incomplete") return undefined;
	const isReadable = expression?.language === "promql" && !expression.masks?.length;
	const base = {
		name: name.value,
		span,
		nameSpan: withoutQuotes(reading.text, name.span),
		uses: [],
		labels: reading.labels(groupLabels.length === 0 ? rule.labels : [...groupLabels, ...rule.labels]),
		...(isReadable ? { expression: expression.text } : {}),
	};
	if (kind === "record") return { kind, ...base };
	return {
		kind,
		...base,
		uses: findAnnotationUses(rule.annotations, reading),
		annotations: reading.labels(rule.annotations),
		...(forSeconds === undefined ? {} : { forSeconds: forSeconds.value }),
	};
}
