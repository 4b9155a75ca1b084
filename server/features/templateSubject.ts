import { unknownSpans } from "../documents/embedded/masks/unknownSpans.ts";
import type { EmbeddedRegion } from "../documents/embedded/region.ts";
import type { DocumentModel, Rule } from "../documents/model.ts";
import { type ParsedPromql, parsePromql } from "../promql/parse.ts";
import { resultOf } from "../promql/result/resultOf.ts";
import type { QueryResultShape, ResultKnowledge } from "../promql/result/shape.ts";
import { contains } from "../text/span.ts";

/** What the template of an alert speaks about. */
export interface TemplateSubject {
	readonly rule: Rule;
	/** Left out where the rule has no expression yet. */
	readonly expression?: EmbeddedRegion;
	readonly parsed?: ParsedPromql;
	/** What the expression returns: its labels are `$labels`, its values `$value`. Left out where it cannot be read. */
	readonly shape?: QueryResultShape;
}

/** The rule whose label or annotation the template is; `undefined` where it is no rule's. */
export function findTemplateSubject(
	model: DocumentModel,
	{ hostSpan }: EmbeddedRegion,
	knowledge: ResultKnowledge,
): TemplateSubject | undefined {
	for (const group of model.groups) {
		if (!contains(group.span, hostSpan)) continue;
		const rule = group.rules.find(({ span }) => contains(span, hostSpan));
		if (rule !== undefined) return describe(rule, knowledge);
	}
	return undefined;
}

function describe(rule: Rule, knowledge: ResultKnowledge): TemplateSubject {
	const { expression } = rule;
	if (expression?.language !== "promql") return { rule };
	const parsed = parsePromql(expression.text);
	if (!parsed.wellFormed) return { rule, expression };
	return { rule, expression, parsed, shape: resultOf(parsed.expression, knowledge, unknownSpans(expression)) };
}
