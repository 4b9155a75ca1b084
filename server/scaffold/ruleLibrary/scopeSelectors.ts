import { type LabelMatcher, writeSelector } from "../../metrics/selectorText.ts";
import type { VectorSelector } from "../../promql/ast.ts";
import { parsePromql } from "../../promql/parse.ts";
import { walk } from "../../promql/visit.ts";

/**
 * Puts matchers into every selector of an expression. A matcher of the same label and operator that stands there already
 * stays beside it: both have to hold, which is what "only these" means.
 */
export function scopeSelectors(expression: string, scope: readonly LabelMatcher[]): string {
	if (scope.length === 0) return expression;
	const inserted = writeSelector(undefined, scope).slice(1, -1);
	const selectors = [...walk(parsePromql(expression).expression)].filter(
		(one): one is VectorSelector => one.kind === "selector",
	);
	return selectors
		.toSorted((a, b) => b.span.start - a.span.start)
		.reduce((text, { name, braces, matchers }) => {
			if (braces === undefined) {
				const end = name?.span.end ?? text.length;
				return `${text.slice(0, end)}{${inserted}}${text.slice(end)}`;
			}
			const isEmpty = matchers.length === 0 && (name === undefined || name.span.start < braces.start);
			const at = braces.start + 1;
			return `${text.slice(0, at)}${inserted}${isEmpty ? "" : ", "}${text.slice(at)}`;
		}, expression);
}
