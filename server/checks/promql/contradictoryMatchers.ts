import { shortenCode } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "promql/contradictory-matchers",
	title: "Matchers that contradict each other",
	severity: "warning",
	why: "A series must fulfil every matcher in the braces. Where two of them exclude each other, nothing is ever selected, and whatever stands on it never fires and never records.",
	fix: 'For either of two values write one matcher: `job=~"api|web"`.',
	equivalents: ["pint promql/impossible"],
	examples: [
		{
			title: "Two values of one label",
			bad: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up{job="api", job="web"} == 0
              ^^^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up{job=~"api|web"} == 0
`,
		},
	],
	visit: {
		expression(expression, { report }) {
			for (const part of walk(expression.expression)) {
				if (part.kind !== "selector" || part.matchers.length < 2 || expression.masked(part)) continue;
				if (expression.shapeOf(part).empty !== "always") continue;
				report({
					at: expression.at(part),
					message: `No series can fulfil all matchers of ${shortenCode(expression.textOf(part))}, so this never selects anything. For either of several values write one matcher with =~ and “|” between them.`,
				});
			}
		},
	},
});
