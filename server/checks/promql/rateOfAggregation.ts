import type { Aggregation, Expression } from "../../promql/ast.ts";
import { walk } from "../../promql/visit.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "promql/rate-of-aggregation",
	title: "Rate of a sum",
	severity: "warning",
	why: "A counter starts at zero when its process does, and `rate` knows that: it counts on from where it was. A sum of counters does not fall to zero when one of them does, it only falls a bit, and `rate` takes what is left for new: a restart becomes a peak that never was. A series that comes or goes does the same.",
	fix: "Take the rate of each series first, and sum the rates: `sum(rate(x[5m]))`.",
	equivalents: ["promruval rateBeforeAggregation", "pint promql/rate"],
	differences:
		"A sum of rates or of conditions inside is no sum of counters and not reported, nor are `min` and `max`, which pick one of several series of the same thing.",
	examples: [
		{
			title: "Summed too early",
			bad: `groups:
  - name: api
    rules:
      - record: job:requests:rate5m
        expr: rate(sum by (job) (requests_total)[5m:])
                   ^^^
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
		expression(expression, { report }) {
			for (const part of walk(expression.expression)) {
				if (part.kind !== "call" || !/^(?:i?rate|increase)$/.test(part.function.name)) continue;
				const [range] = part.arguments;
				const sum = range?.kind === "subquery" ? sumIn(range.expression) : undefined;
				if (sum === undefined) continue;
				const name = part.function.name;
				report({
					at: expression.at(sum.operator.span),
					message: `${name} of ${sum.operator.name}: when one of the counters starts anew, the ${sum.operator.name} falls a bit, and ${name} takes the rest of it for new. Aggregate outside instead, as in ${sum.operator.name}(${name}(…)).`,
				});
			}
		},
	},
});

/** The sum of counters as they are that is read over time. */
function sumIn(root: Expression): Aggregation | undefined {
	if (root.kind === "paren") return sumIn(root.expression);
	if (root.kind !== "aggregation" || !/^(?:sum|avg)$/.test(root.operator.name)) return undefined;
	const plain = [...walk(root.expression)].every(({ kind }) => kind === "selector" || kind === "paren");
	return plain ? root : undefined;
}
