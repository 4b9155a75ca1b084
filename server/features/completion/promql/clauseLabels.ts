import { unknownSpans } from "../../../documents/embedded/masks/unknownSpans.ts";
import type { EmbeddedRegion } from "../../../documents/embedded/region.ts";
import type { BinaryExpression, Expression } from "../../../promql/ast.ts";
import { parsePromql } from "../../../promql/parse.ts";
import { factOf, type LabelFact, type LabelsShape } from "../../../promql/result/labels.ts";
import { resultOf } from "../../../promql/result/resultOf.ts";
import type { ResultKnowledge } from "../../../promql/result/shape.ts";
import { walk } from "../../../promql/visit.ts";
import { type Span, touches } from "../../../text/span.ts";

/** Which labels make sense in a clause such as `by (…)` or `on (…)`, by what its operands can return. */
export interface ClauseLabels {
	/** Those that the expression itself tells to be there, or to be there at times. */
	readonly named: readonly string[];
	/** Claims that naming the label would do nothing; `bySight` also by rules that may not be all there are. */
	excludes(name: string, bySight: boolean): boolean;
}

/** The labels for the clause that `cursor` stands in the parentheses of. */
export function findClauseLabels(
	region: Pick<EmbeddedRegion, "text" | "masks">,
	cursor: number,
	knowledge: ResultKnowledge,
): ClauseLabels | undefined {
	const labelsOf = (operand: Expression): LabelsShape => resultOf(operand, knowledge, unknownSpans(region)).labels;
	for (const part of walk(parsePromql(region.text).expression)) {
		const clause = clauseAt(part, cursor, labelsOf);
		if (clause !== undefined) return clause;
	}
	return undefined;
}

function clauseAt(
	part: Expression,
	cursor: number,
	labelsOf: (operand: Expression) => LabelsShape,
): ClauseLabels | undefined {
	if (part.kind === "aggregation" && isInside(part.grouping?.labelsSpan, cursor)) {
		return clauseOf([labelsOf(part.expression)], ([fact]) => fact);
	}
	if (part.kind !== "binary" || part.matching === undefined) return undefined;
	const { matching } = part;
	if (isInside(matching.group?.labelsSpan, cursor)) return includeClause(part, labelsOf);
	if (!isInside(matching.labelsSpan, cursor)) return undefined;
	const sides = [labelsOf(part.left), labelsOf(part.right)];
	// A label of one side alone keeps the sides apart, so that it is ignored with a purpose and never matched on.
	return clauseOf(sides, (facts) => {
		const missing = facts.filter(({ presence }) => presence === "never");
		return matching.on || missing.length === facts.length
			? (missing[0] ?? facts[0])
			: facts.find(({ presence }) => presence !== "never");
	});
}

/** `group_left` and `group_right` take labels over from the other side, which are not matched on already. */
function includeClause(
	{ matching, left, right }: BinaryExpression,
	labelsOf: (operand: Expression) => LabelsShape,
): ClauseLabels {
	const one = labelsOf(matching?.group?.side === "right" ? left : right);
	const clause = clauseOf([one], ([fact]) => fact);
	const matched = new Set(matching?.on === true ? matching.labels.map(({ name }) => name) : []);
	return {
		named: clause.named.filter((name) => !matched.has(name)),
		excludes: (name, bySight) => matched.has(name) || clause.excludes(name, bySight),
	};
}

function clauseOf(
	sides: readonly LabelsShape[],
	choose: (facts: readonly LabelFact[]) => LabelFact | undefined,
): ClauseLabels {
	const of = (name: string): LabelFact | undefined => choose(sides.map((side) => factOf(side, name)));
	const names = [...new Set(sides.flatMap(({ named }) => [...named.keys()]))];
	return {
		named: names.filter((name) => of(name)?.presence !== "never"),
		excludes(name, bySight) {
			const fact = of(name);
			return fact?.presence === "never" && (bySight || fact.reason.rule === undefined);
		},
	};
}

function isInside(parentheses: Span | undefined, cursor: number): boolean {
	return parentheses !== undefined && parentheses.start < cursor && touches(parentheses, cursor);
}
