import { type CheckOptions, checkPromql } from "../../server/promql/check.ts";
import { parsePromql } from "../../server/promql/parse.ts";

/**
 * What the checker says of an expression, as a person would mark it:
 *
 *     rate(up)
 *          ^^ promql/argument-type
 *
 * One line of marks for each problem, in order, under the last line that it touches; an empty span is one mark.
 */
export function markPromql(expression: string, options: Partial<CheckOptions> = {}): string {
	const problems = checkPromql(parsePromql(expression), { role: "query", ...options });
	const lines = expression.split("\n");
	const marks = lines.map((): string[] => []);
	for (const { code, span } of problems) {
		const before = expression.slice(0, span.start).split("\n");
		const line = before.length - 1;
		const column = before.at(-1)?.length ?? 0;
		const length = Math.min(span.end - span.start, (lines[line]?.length ?? 0) - column);
		marks[line]?.push(`${" ".repeat(column)}${"^".repeat(Math.max(1, length))} ${code}`);
	}
	return lines.flatMap((line, index) => [line, ...(marks[index] ?? [])]).join("\n");
}

/** The expression in a text with marks under it. */
export function withoutMarks(marked: string): string {
	return marked
		.split("\n")
		.filter((line) => !/^ *\^+ promql\//.test(line))
		.join("\n");
}

/** The cases of a table: separated by empty lines, or one a line where they have no marks. */
export function readCases(table: string): string[] {
	const text = table.replace(/^\n/, "").replace(/\s*$/, "");
	const indent = /^\t*/.exec(text)?.[0] ?? "";
	return text.split(/\n\s*\n/).map((entry) =>
		entry
			.split("\n")
			.map((line) => line.replace(indent, ""))
			.join("\n"),
	);
}
