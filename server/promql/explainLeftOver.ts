import type { TokenCursor } from "./cursor.ts";

/** Why the current token cannot stand behind a whole expression; `undefined` where there is nothing special to say. */
export function explainLeftOver(cursor: TokenCursor): string | undefined {
	const written = cursor.quoteOf(cursor.token);
	const quoted = cursor.is("string") ? written : `"${written}"`;
	switch (cursor.kind) {
		case "by":
		case "without":
			return cursor.previous.kind === ")"
				? `"${written}" cannot stand here. An aggregation such as sum takes one by (…) or without (…), directly before or after its parentheses.`
				: `"${written}" belongs to an aggregation, as in sum by (job) (…).`;
		case "on":
		case "ignoring":
		case "group_left":
		case "group_right":
		case "bool":
			return `"${written}" stands directly after a binary operator, as in a * on (job) group_left b or a > bool 1.`;
		case ")":
			return 'This ")" closes nothing. Remove it, or add the "(" that it belongs to.';
		case "]":
			return 'This "]" closes nothing. Remove it, or add the "[" that it belongs to.';
		case "=":
			return '"=" only stands inside braces. To compare, write ==.';
		case ",":
			return '"," only stands between arguments, labels or matchers. To join two expressions, use an operator such as or.';
		case "(":
			return `"(" cannot follow here: ${cursor.quoteOf(cursor.previous)} is not a function.`;
		case "identifier":
		case "metricIdentifier":
		case "number":
		case "duration":
		case "string":
		case "{":
			return `${quoted} cannot stand here. Between two expressions there must be an operator, such as + or and.`;
		default:
			return undefined;
	}
}
