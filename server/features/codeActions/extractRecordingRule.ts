import type { Expression } from "../../promql/ast.ts";
import { printMetricSelector } from "../../promql/names.ts";
import { promqlOperators } from "../../promql/operators.ts";
import { factOf, metricNameLabel } from "../../promql/result/labels.ts";
import { resultOf } from "../../promql/result/resultOf.ts";
import { valueTypeOf } from "../../promql/valueType.ts";
import { walk } from "../../promql/visit.ts";
import { overlaps } from "../../text/span.ts";
import type { RefactoringProvider } from "./codeAction.ts";
import { type ExpressionPlace, findMeant, ruleOf } from "./expressionPlace.ts";
import { usesMetricName } from "./metricNameUse.ts";
import { writeRuleBefore } from "./newRule.ts";
import { proposeRecordName } from "./recordName.ts";

/** Moves a part of an expression to a recording rule of its own, before the rule, and uses that in its place. */
export const extractRecordingRule: RefactoringProvider = {
	kind: "refactor.extract",
	offer(place) {
		const found = ruleOf(place);
		const selected = place.selection.start !== place.selection.end;
		const meant = findMeant(place, (expression, parent) => isWorthRecording(expression, parent, selected));
		if (found === undefined || meant === undefined) return [];
		// The group would add its labels to what is recorded, and so change what it matches.
		if (found.group.labels !== undefined) return [];
		const { expression, parent } = meant;
		const chosen = parent !== undefined || (selected && found.rule.kind !== "record");
		if (!chosen || !canBeRecorded(expression, place)) return [];
		const name = makeUnique(proposeRecordName(expression), place);
		const { start, end } = expression.span;
		const written = place.parsed.text.slice(start, end);
		const rule = writeRuleBefore(found, place.hostText, name, stripParens(written, expression));
		const use = place.rewrite([{ span: expression.span, newText: printMetricSelector(name) }]);
		if (rule === undefined || use === undefined) return [];
		return [{ title: `Record it as ${name}, and use that`, kind: "refactor.extract", edits: [rule, ...use] }];
	},
};

/** A selector is recorded already; conditions and combinations are recorded only where they are selected. */
function isWorthRecording(expression: Expression, parent: Expression | undefined, selected: boolean): boolean {
	if (valueTypeOf(expression) !== "vector" || parent?.kind === "matrix") return false;
	let inner = expression;
	while (inner.kind === "paren" || inner.kind === "unary") inner = inner.expression;
	if (inner.kind === "binary") {
		return selected || promqlOperators.get(inner.operator.name)?.kind === "arithmetic";
	}
	return inner.kind === "aggregation" || inner.kind === "call";
}

/**
 * Claims that the recorded series can stand for the expression. What it returns must have one name at most, as all series
 * of a rule get the same; nothing around it may ask for the name; `@` and `absent` look beyond the values.
 */
function canBeRecorded(expression: Expression, { path, parsed }: ExpressionPlace): boolean {
	const around = path.slice(0, path.indexOf(expression));
	if (around.some(usesMetricName)) return false;
	if (around.some((node) => node.kind === "call" && /^(?:absent|info)/.test(node.function.name))) return false;
	const inSubquery = around.some(({ kind }) => kind === "subquery");
	const name = factOf(resultOf(expression).labels, metricNameLabel);
	if (name.presence !== "never" && name.values?.length !== 1) return false;
	for (const node of walk(expression)) {
		if (inSubquery && "modifiers" in node && node.modifiers.at !== undefined) return false;
	}
	return !parsed.comments.some((comment) => overlaps(comment, expression.span));
}

function stripParens(written: string, expression: Expression): string {
	return expression.kind === "paren" ? written.slice(1, -1).trim() : written;
}

function makeUnique(name: string, { model }: ExpressionPlace): string {
	const taken = new Set(model.groups.flatMap(({ rules }) => rules.map((rule) => rule.name?.value)));
	if (!taken.has(name)) return name;
	for (let number = 2; ; number++) if (!taken.has(`${name}_${number}`)) return `${name}_${number}`;
}
