import { quote } from "../../promql/names.ts";
import { literalOf, matchesAll, type PatternPiece, piecesOf, withoutAnchors } from "../../promql/patternPieces.ts";
import { shorten } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "promql/redundant-anchors",
	title: "Anchors in a regular expression",
	severity: "warning",
	why: "Prometheus matches a label's whole value: it puts `^(?:` and `)$` around every regular expression. Anchors of your own change nothing, and make readers think that expressions without them match a part.",
	fix: "Remove `^` at the start and `$` at the end.",
	equivalents: ["pint promql/regexp"],
	examples: [
		{
			title: "Around alternatives",
			bad: `groups:
  - name: api
    rules:
      - record: job:up:sum
        expr: sum by (job) (up{job=~"^(api|web)$"})
                               ^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - record: job:up:sum
        expr: sum by (job) (up{job=~"(api|web)"})
`,
		},
	],
	visit: {
		expression(expression, { report }) {
			for (const part of walk(expression.expression)) {
				if (part.kind !== "selector") continue;
				for (const { label, operator, value, span } of part.matchers) {
					if (value.kind !== "string" || (operator !== "=~" && operator !== "!~")) continue;
					const pieces = piecesOf(value.value);
					if (pieces === undefined || !pieces.some(isAnchored) || expression.masked(span)) continue;
					const bare = withoutAnchors(pieces);
					// What such a pattern should rather be is told by the checks for those.
					if (literalOf(bare) !== undefined || matchesAll(bare)) continue;
					const better = strip(value.value, pieces);
					const rewritten = better === value.value ? undefined : quote(better);
					report({
						at: expression.at(span),
						message: `Prometheus anchors the regular expression of ${shorten(label.name)} at both ends by itself, so ^ and $ in ${quote(shorten(value.value))} change nothing. Leave them out.`,
						...(rewritten !== undefined && {
							fix: {
								title: `Write ${shorten(rewritten)}`,
								edits: [{ at: expression.at(value.span), newText: rewritten }],
							},
						}),
					});
				}
			}
		},
	},
});

function isAnchored(pieces: readonly PatternPiece[]): boolean {
	return pieces[0]?.kind === "start" || pieces.at(-1)?.kind === "end";
}

/** Without the anchors at the very ends; those inside of groups and of other alternatives are left to the reader. */
function strip(pattern: string, pieces: readonly (readonly PatternPiece[])[]): string {
	const opens = pieces[0]?.[0]?.kind === "start";
	const closes = pieces.at(-1)?.at(-1)?.kind === "end";
	let rest = opens ? pattern.replace(/^(?:\^(?![*+?{]))+/, "") : pattern;
	// A dollar behind a backslash is a dollar.
	while (closes && /(?:^|[^\\])(?:\\\\)*\$$/.test(rest)) rest = rest.slice(0, -1);
	return rest;
}
