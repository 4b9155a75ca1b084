import type { Expression, MatrixSelector, VectorSelector } from "../../promql/ast.ts";
import { printDuration } from "../../promql/duration.ts";
import type { TextEdit } from "../../text/textEdit.ts";
import type { RefactoringProvider } from "./codeAction.ts";
import { type ExpressionPlace, findMeant } from "./expressionPlace.ts";

/** The range of a rate where nothing asks for a longer one, in seconds. */
const usualRangeSeconds = 5 * 60;

/** So many evaluations should fall into a range, that one that fails leaves no gap. */
const evaluationsInRange = 4;

const wrappers = ["rate", "increase"] as const;

/** Puts a selector into `rate(…)` or `increase(…)`, with a range where it has none. */
export const wrapInRate: RefactoringProvider = {
	kind: "refactor.rewrite",
	withMasks: true,
	offer(place) {
		const meant = findMeant(place, isBareSelector);
		if (meant === undefined) return [];
		const { expression } = meant;
		const range = rangeFor(place);
		return wrappers.flatMap((name) => {
			const edits = place.rewrite(wrap(expression, name, range));
			const shown = expression.kind === "matrix" ? `${name}(…)` : `${name}(…[${range}])`;
			return edits === undefined ? [] : [{ title: `Wrap in ${shown}`, kind: "refactor.rewrite" as const, edits }];
		});
	},
};

/** A selector that no function takes the values over time of yet; what a rule has recorded is no counter. */
function isBareSelector(
	expression: Expression,
	parent: Expression | undefined,
): expression is VectorSelector | MatrixSelector {
	if (expression.kind === "matrix") return parent?.kind !== "call";
	if (expression.kind !== "selector" || expression.name?.name.includes(":") === true) return false;
	return parent?.kind !== "matrix" && parent?.kind !== "subquery";
}

function wrap(expression: Expression, name: string, range: string): readonly TextEdit[] {
	const { start, end } = expression.span;
	const edits: TextEdit[] = [{ span: { start, end: start }, newText: `${name}(` }];
	if (expression.kind === "selector") {
		const after = Math.max(expression.name?.span.end ?? start, expression.braces?.end ?? start);
		edits.push({ span: { start: after, end: after }, newText: `[${range}]` });
	}
	edits.push({ span: { start: end, end }, newText: ")" });
	return edits;
}

function rangeFor({ region }: ExpressionPlace): string {
	const interval = region.context.groupIntervalSeconds ?? 0;
	return printDuration(Math.max(usualRangeSeconds, evaluationsInRange * interval));
}
