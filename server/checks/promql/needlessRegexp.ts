import { printMatcherLabel, quote } from "../../promql/names.ts";
import { literalOf, piecesOf, withoutAnchors } from "../../promql/patternPieces.ts";
import { shorten } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "promql/needless-regexp",
	title: "Regular expression where equality serves",
	severity: "warning",
	why: "A regular expression that only one text can match says nothing that `=` would not say. Readers look for the pattern in it, and one day someone adds a `.` that matches more than they think.",
	fix: "Write `=` instead of `=~`, and `!=` instead of `!~`.",
	equivalents: ["pint promql/regexp"],
	differences:
		"pint reports a pattern with anchors such as `^api$` twice, as anchored and as needless; here it is one report with the whole fix.",
	examples: [
		{
			title: "Equal",
			bad: `groups:
  - name: api
    rules:
      - record: job:up:sum
        expr: sum by (job) (up{job=~"api"})
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
			title: "Not equal, with escapes and anchors",
			bad: `groups:
  - name: hosts
    rules:
      - alert: HostDown
        expr: up{instance!~"^db\\\\.example$"} == 0
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: hosts
    rules:
      - alert: HostDown
        expr: up{instance!="db.example"} == 0
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
					const literal = pieces && literalOf(withoutAnchors(pieces));
					if (literal === undefined || expression.masked(span)) continue;
					const better = `${printMatcherLabel(label.name)}${operator === "=~" ? "=" : "!="}${quote(literal)}`;
					report({
						at: expression.at(span),
						message: `Only one text matches the regular expression ${quote(shorten(value.value))}, so it is a comparison in disguise. Write ${shorten(better)}.`,
						fix: { title: `Write ${shorten(better)}`, edits: [{ at: expression.at(span), newText: better }] },
					});
				}
			}
		},
	},
});
