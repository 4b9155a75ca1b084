import type { EmbeddedRegion } from "../../documents/embedded/region.ts";
import { formatParsed, formatPromql } from "../../promql/format/format.ts";
import type { ParsedPromql } from "../../promql/parse.ts";
import { defineCheck, type PlacedEdit } from "../check.ts";

export default defineCheck({
	id: "promql/not-formatted",
	title: "Expression that is not formatted",
	severity: "hint",
	optIn: true,
	why: "In a review a formatted expression shows what has changed and nothing else, and its layout shows what belongs together.",
	fix: "Format the expression, in the editor or with `observability format`.",
	equivalents: ["promruval expressionIsWellFormatted"],
	examples: [
		{
			title: "On one line",
			bad: `groups:
  - name: api
    rules:
      - record: job:requests:rate5m
        expr: sum(rate(requests_total[5m]))by(job)
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - record: job:requests:rate5m
        expr: sum by (job) (rate(requests_total[5m]))
`,
		},
	],
	visit: {
		expression({ region, parsed, expression, use, at }, { report }) {
			if (region.masks !== undefined || use === "test" || (region.problems?.length ?? 0) > 0) return;
			const edit = formattingOf(region, parsed);
			if (edit === undefined) return;
			report({
				at: at(expression),
				message: "This expression is not laid out as the formatter does it. Format it.",
				fix: { title: "Format the expression", edits: [edit] },
			});
		},
	},
});

/** Where the host holds lines the expression is laid out in lines, elsewhere it stays on one. */
function formattingOf(region: EmbeddedRegion, parsed: ParsedPromql): PlacedEdit | undefined {
	if (region.encodeLines !== undefined) {
		const formatted = formatParsed(parsed, { flush: true });
		if (formatted === undefined || formatted === parsed.text.trim()) return undefined;
		const encoded = region.encodeLines(formatted.split("\n"));
		// Where the host folds lines, a comment could swallow the line after it.
		const same = encoded !== undefined && formatPromql(encoded.text, { flush: true }) === formatted;
		return same ? { at: encoded.edit.span, newText: encoded.edit.newText } : undefined;
	}
	const formatted = formatParsed(parsed, { width: Number.POSITIVE_INFINITY });
	if (formatted === undefined || formatted === region.text || region.text.includes("\n")) return undefined;
	if (formatted.includes("\n")) return undefined;
	return { at: { region, span: { start: 0, end: region.text.length } }, newText: formatted };
}
