import type { Expression } from "../../promql/ast.ts";
import { printGroupingLabel } from "../../promql/names.ts";
import { factOf } from "../../promql/result/labels.ts";
import { resultOf } from "../../promql/result/resultOf.ts";
import { valueTypeOf } from "../../promql/valueType.ts";
import { walk } from "../../promql/visit.ts";
import type { RefactoringProvider } from "./codeAction.ts";
import { type ExpressionPlace, findMeant, ruleOf } from "./expressionPlace.ts";

/** Every series that Prometheus scrapes has it. */
const usualLabel = "job";

/** A grouping by more labels than so many is not one that a person would choose. */
const mostLabels = 4;

/** Puts an instant vector into `sum by (…) (…)`. */
export const wrapInSumBy: RefactoringProvider = {
	kind: "refactor.rewrite",
	offer(place) {
		const meant = findMeant(place, isVector);
		if (meant === undefined || meant.parent?.kind === "aggregation") return [];
		const { expression } = meant;
		if (place.selection.start === place.selection.end && expression.kind === "aggregation") return [];
		const chosen = chooseLabels(place, expression);
		const labels = (hasBuckets(expression) ? ["le", ...chosen] : chosen).map(printGroupingLabel).join(", ");
		if (labels === "") return [];
		const { start, end } = expression.span;
		const edits = place.rewrite([
			{ span: { start, end: start }, newText: `sum by (${labels}) (` },
			{ span: { start: end, end }, newText: ")" },
		]);
		return edits === undefined ? [] : [{ title: `Wrap in sum by (${labels}) (…)`, kind: "refactor.rewrite", edits }];
	},
};

function isVector(expression: Expression, parent: Expression | undefined): boolean {
	return parent?.kind !== "matrix" && valueTypeOf(expression) === "vector";
}

/** Buckets that are summed up over `le` are no histogram any more. */
function hasBuckets(expression: Expression): boolean {
	if (factOf(resultOf(expression).labels, "le").presence === "never") return false;
	for (const node of walk(expression)) {
		if (node.kind === "call" && node.function.name === "histogram_quantile") return false;
		if (node.kind === "selector" && node.name?.name.endsWith("_bucket") === true) return true;
	}
	return false;
}

/**
 * The labels that the rest of the expression groups by, else those that the rule's texts show, else those that the
 * expression selects several values of; of these, what the expression can have.
 */
function chooseLabels(place: ExpressionPlace, expression: Expression): readonly string[] {
	const { labels: known } = resultOf(expression);
	const candidates = [groupedElsewhere(place), shownInTexts(place), selectedIn(expression), [usualLabel]];
	for (const candidate of candidates) {
		const labels = candidate.filter((label) => factOf(known, label).presence !== "never");
		if (labels.length > 0) return labels.slice(0, mostLabels);
	}
	return [];
}

function groupedElsewhere({ parsed }: ExpressionPlace): readonly string[] {
	for (const node of walk(parsed.expression)) {
		if (node.kind !== "aggregation" || node.grouping === undefined || node.grouping.without) continue;
		return node.grouping.labels.map(({ name }) => name).filter((name) => name !== "le");
	}
	return [];
}

/** Labels that an alert's templates print are wanted in its result. */
function shownInTexts(place: ExpressionPlace): readonly string[] {
	const rule = ruleOf(place)?.rule;
	if (rule === undefined) return [];
	const templates = [...rule.annotations, ...rule.labels].map(({ template }) => template?.text ?? "");
	const names = templates.flatMap((text) => [...text.matchAll(/\$labels\.(\w+)/g)].map(([, name = ""]) => name));
	return [...new Set(names)].filter((name) => name !== "alertname");
}

function selectedIn(expression: Expression): readonly string[] {
	const names: string[] = [];
	for (const node of walk(expression)) {
		if (node.kind !== "selector") continue;
		for (const { label, operator } of node.matchers) {
			if (operator !== "=" && label.name !== "__name__" && label.name !== "le") names.push(label.name);
		}
	}
	return [...new Set(names)];
}
