import { unknownSpans } from "../documents/embedded/masks/unknownSpans.ts";
import type { EmbeddedRegion, Mask } from "../documents/embedded/region.ts";
import type { Rule, RuleGroup } from "../documents/model.ts";
import type { Expression } from "../promql/ast.ts";
import type { ParsedPromql } from "../promql/parse.ts";
import type { RegularExpressions } from "../promql/regularExpressions.ts";
import { type Alternatives, alternativesOf } from "../promql/result/alternatives.ts";
import { shapesOf } from "../promql/result/resultOf.ts";
import type { QueryResultShape, ResultKnowledge } from "../promql/result/shape.ts";
import type { Span } from "../text/span.ts";
import type { CheckedExpression, Place } from "./check.ts";

export interface ExpressionSetting {
	readonly region: EmbeddedRegion;
	readonly parsed: ParsedPromql;
	readonly use: CheckedExpression["use"];
	readonly rule?: Rule;
	readonly group?: RuleGroup;
	readonly results: ResultKnowledge;
	/** Kept from one expression to the next, as many have the same. */
	readonly regularExpressions?: RegularExpressions;
}

export function createCheckedExpression(setting: ExpressionSetting): CheckedExpression {
	const { region, parsed, use, rule, group, results, regularExpressions } = setting;
	let shapes: ((part: Expression) => QueryResultShape) | undefined;
	let alternatives: Alternatives | undefined;
	return {
		region,
		parsed,
		expression: parsed.expression,
		use,
		...(rule === undefined ? {} : { rule }),
		...(group === undefined ? {} : { group }),
		shapeOf(part) {
			shapes ??= shapesOf(parsed.expression, results, unknownSpans(region), regularExpressions);
			return shapes(part);
		},
		alternativesOf(part) {
			if (isMasked(region.masks, part.span)) return [];
			shapes ??= shapesOf(parsed.expression, results, unknownSpans(region), regularExpressions);
			alternatives ??= alternativesOf(parsed.expression, shapes, regularExpressions);
			return alternatives.get(part) ?? [];
		},
		textOf(part) {
			const { start, end } = spanOf(part);
			return (region.source ?? region.text).slice(start, end);
		},
		masked: (part) => isMasked(region.masks, spanOf(part)),
		at: (part): Place => ({ region, span: spanOf(part) }),
	};
}

/** Claims that a stand-in is in the stretch or beside it, so that what is read there is not what the user wrote. */
export function isMasked(masks: readonly Mask[] | undefined, { start, end }: Span): boolean {
	return masks?.some(({ span }) => span.start <= end && start <= span.end) ?? false;
}

function spanOf(part: Expression | Span): Span {
	return "span" in part ? part.span : part;
}
