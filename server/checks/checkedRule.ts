import { parseTemplate } from "../documents/embedded/goTemplate/parser.ts";
import type { EmbeddedRegion } from "../documents/embedded/region.ts";
import type { Rule, RuleEntry, RuleGroup } from "../documents/model.ts";
import type { CheckedExpression, CheckedRule, CheckedTemplate } from "./check.ts";

/** The expression of a region without a fault; what it is for follows from where it stands. */
export type ReadExpression = (
	region: EmbeddedRegion,
	use: CheckedExpression["use"],
	rule?: Rule,
	group?: RuleGroup,
) => CheckedExpression | undefined;

/** Reads what is asked for, when it is asked for: most checks of groups want names alone. */
export function createCheckedRule(rule: Rule, group: RuleGroup, readExpression: ReadExpression): CheckedRule {
	let expression: { readonly read: CheckedExpression | undefined } | undefined;
	let templates: readonly CheckedTemplate[] | undefined;
	return {
		rule,
		group,
		get expression() {
			expression ??= { read: rule.expression && readExpression(rule.expression, useOf(rule), rule, group) };
			return expression.read;
		},
		get templates() {
			templates ??= readTemplates(rule);
			return templates;
		},
	};
}

export function useOf({ kind }: Rule): CheckedExpression["use"] {
	return kind === "incomplete" ? "query" : kind;
}

function readTemplates({ labels, annotations }: Rule): readonly CheckedTemplate[] {
	const read = (of: "label" | "annotation") => (entry: RuleEntry) => readTemplate(entry, of);
	return [...labels.flatMap(read("label")), ...annotations.flatMap(read("annotation"))];
}

function readTemplate({ key, template: region }: RuleEntry, of: "label" | "annotation"): readonly CheckedTemplate[] {
	if (region === undefined) return [];
	const parsed = parseTemplate(region.text);
	if (parsed.problem !== undefined) return [];
	return [{ key: key.value, of, region, parsed, at: (span) => ({ region, span }) }];
}
