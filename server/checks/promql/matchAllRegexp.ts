import type { LabelMatcher, VectorSelector } from "../../promql/ast.ts";
import { printMatcherLabel } from "../../promql/names.ts";
import { matchesAll, matchesAnything, piecesOf, withoutAnchors } from "../../promql/patternPieces.ts";
import { shorten } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import type { Span } from "../../text/span.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "promql/match-all-regexp",
	title: "Regular expression that matches everything",
	severity: "warning",
	why: "`.*` matches every value and a label that is missing as well: the matcher selects nothing out, costs the server a look at every value, and looks as if it meant something. With `!~` it excludes every series, so the expression never returns anything.",
	fix: 'Remove the matcher. Write `label!=""` where the label must be there, and `label=""` where it must not.',
	equivalents: ["pint promql/regexp"],
	examples: [
		{
			title: "Matches everything",
			bad: `groups:
  - name: api
    rules:
      - record: job:up:sum
        expr: sum by (job) (up{job="api", zone=~".*"})
                                          ^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - record: job:up:sum
        expr: sum by (job) (up{job="api"})
`,
		},
		{
			title: "The label is not there",
			bad: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up{zone!~".+"} == 0
                 ^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up{zone=""} == 0
`,
		},
	],
	visit: {
		expression(expression, { report }) {
			for (const part of walk(expression.expression)) {
				if (part.kind !== "selector") continue;
				for (const matcher of part.matchers) {
					const { label, operator, value, span } = matcher;
					if (value.kind !== "string" || (operator !== "=~" && operator !== "!~")) continue;
					if (!value.value.includes(".") || expression.masked(span)) continue;
					const written = piecesOf(value.value);
					const pieces = written && withoutAnchors(written);
					if (pieces === undefined) continue;
					const at = expression.at(span);
					const name = shorten(label.name);
					if (matchesAll(pieces)) {
						if (operator === "!~") {
							const message = `The regular expression ${shorten(value.value)} matches every value of ${name}, and its absence too, so !~ excludes every series and nothing is ever selected. Remove the matcher, or write ${name}="" for series without the label.`;
							report({ at, message });
							continue;
						}
						const removed = removalOf(part, matcher);
						report({
							at,
							message: `Every value of ${name} matches ${shorten(value.value)}, and so does a series without the label: the matcher changes nothing. Remove it, or write ${name}!="" where the label must be there.`,
							...(removed !== undefined && {
								fix: {
									title: `Remove the matcher of ${name}`,
									edits: [{ at: expression.at(removed), newText: "" }],
								},
							}),
						});
					} else if (operator === "!~" && matchesAnything(pieces)) {
						const better = `${printMatcherLabel(label.name)}=""`;
						report({
							at,
							message: `Only series without the label ${name} are left by !~"${shorten(value.value)}". Write ${shorten(better)}, which says so.`,
							fix: { title: `Write ${shorten(better)}`, edits: [{ at, newText: better }] },
						});
					}
				}
			}
		},
	},
});

/** The stretch that has to go with the matcher: its comma, or the braces that would be empty. */
function removalOf({ name, matchers, braces }: VectorSelector, matcher: LabelMatcher): Span | undefined {
	if (braces === undefined) return undefined;
	const quotedName = name !== undefined && name.span.start >= braces.start ? [name.span] : [];
	const items = [...quotedName, ...matchers.map(({ span }) => span)].sort((a, b) => a.start - b.start);
	const index = items.indexOf(matcher.span);
	const [before, after] = [items[index - 1], items[index + 1]];
	if (before !== undefined) return { start: before.end, end: matcher.span.end };
	if (after !== undefined) return { start: matcher.span.start, end: after.start };
	return name === undefined ? undefined : braces;
}
