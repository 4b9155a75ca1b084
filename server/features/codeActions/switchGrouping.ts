import type { Aggregation, Expression } from "../../promql/ast.ts";
import { printGroupingLabel } from "../../promql/names.ts";
import { touches } from "../../text/span.ts";
import { closedLabels } from "./closedLabels.ts";
import type { RefactoringProvider } from "./codeAction.ts";
import { type ExpressionPlace, findMeant } from "./expressionPlace.ts";

/**
 * Turns `by (…)` into the `without (…)` that means the same, and back. Only where all labels are known that can be there:
 * of a metric they never are, as each target may bring its own.
 */
export const switchGrouping: RefactoringProvider = {
	kind: "refactor.rewrite",
	offer(place) {
		const meant = findMeant(place, (expression) => isPointedAt(expression, place))?.expression;
		if (meant?.kind !== "aggregation" || meant.grouping === undefined) return [];
		const { grouping } = meant;
		const possible = closedLabels(meant.expression);
		// A label that is named and cannot be there would have no place in the other form.
		if (possible === undefined || possible.has("__name__")) return [];
		const named = new Set(grouping.labels.map(({ name }) => name));
		const labels = [...possible].filter((label) => !named.has(label)).map(printGroupingLabel);
		const written = `${grouping.without ? "by" : "without"} (${labels.join(", ")})`;
		if (place.parsed.comments.some(({ start }) => grouping.span.start <= start && start < grouping.span.end)) return [];
		const edits = place.rewrite([{ span: grouping.span, newText: written }]);
		return edits === undefined ? [] : [{ title: `Group ${written} instead`, kind: "refactor.rewrite", edits }];
	},
};

function isPointedAt(expression: Expression, { selection }: ExpressionPlace): expression is Aggregation {
	if (expression.kind !== "aggregation" || expression.grouping === undefined) return false;
	return (
		touches(expression.operator.span, selection.start) ||
		touches(expression.grouping.span, selection.start) ||
		selection.start !== selection.end
	);
}
