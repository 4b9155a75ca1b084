import type { Call, Expression } from "../../promql/ast.ts";
import { walk } from "../../promql/visit.ts";
import type { CodeAction, RefactoringProvider } from "./codeAction.ts";
import { type ExpressionPlace, findMeant } from "./expressionPlace.ts";

/** Turns `irate`, which sees two samples only, into `rate`, which sees the whole range. */
export const irateToRate: RefactoringProvider = {
	kind: "refactor.rewrite",
	withMasks: true,
	offer(place) {
		const meant = findMeant(place, isIrate);
		if (meant === undefined) return [];
		const all = [...walk(place.parsed.expression)].filter(isIrate);
		return [
			...turn(
				place,
				all.filter((call) => call === meant.expression),
				"Turn irate into rate",
			),
			...(all.length > 1 ? turn(place, all, `Turn all ${all.length} irate into rate`) : []),
		];
	},
};

function isIrate(expression: Expression): expression is Call {
	return expression.kind === "call" && expression.function.name === "irate";
}

function turn(place: ExpressionPlace, calls: readonly Call[], title: string): readonly CodeAction[] {
	const edits = place.rewrite(calls.map((call) => ({ span: call.function.span, newText: "rate" })));
	return edits === undefined ? [] : [{ title, kind: "refactor.rewrite", edits }];
}
