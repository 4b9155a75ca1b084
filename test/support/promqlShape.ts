import type { Expression } from "../../server/promql/ast.ts";
import { type ParsedPromql, parsePromql } from "../../server/promql/parse.ts";

/** What an expression means, without where it is written: equal for two texts that differ in layout alone. */
export function shapeOf(text: string): string {
	const { expression, problems } = parsePromql(text);
	return JSON.stringify({ expression: withoutPlaces(expression), problems: problems.map((problem) => problem.code) });
}

/** The comments of an expression, in an order of their own, because a grouping takes its comments along. */
export function commentsOf({ text, comments }: ParsedPromql): string[] {
	return comments.map(({ start, end }) => text.slice(start, end).trimEnd()).sort();
}

function withoutPlaces(expression: Expression): unknown {
	return JSON.parse(
		JSON.stringify(expression, (key, value: unknown) => {
			if (key === "bool") return true;
			if (/^(?:span|\w+Span|braces|brackets)$/.test(key)) return undefined;
			if (typeof value === "number") return String(value);
			const record = typeof value === "object" && value !== null && !Array.isArray(value);
			return record ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
		}),
	);
}
