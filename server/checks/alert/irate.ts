import type { Call, Expression } from "../../promql/ast.ts";
import { childrenOf } from "../../promql/visit.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "alert/irate",
	title: "Alert on the last two samples",
	severity: "warning",
	why: "`irate` looks at the last two samples of its window and at nothing else. One quiet scrape resolves the alert and starts its `for` anew, and one busy scrape fires it.",
	fix: "Use `rate`, which looks at the whole window.",
	equivalents: ["promruval expressionDoesNotUseIrate"],
	differences: "Inside of a subquery, where its values are averaged, it is not reported.",
	examples: [
		{
			title: "One scrape decides",
			bad: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: sum(irate(errors_total[5m])) > 1
                  ^^^^^
        for: 5m
`,
			good: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: sum(rate(errors_total[5m])) > 1
        for: 5m
`,
		},
	],
	visit: {
		rule({ rule, expression }, { report }) {
			if (rule.kind !== "alert" || expression === undefined) return;
			for (const { function: called } of callsIn(expression.expression)) {
				report({
					at: expression.at(called.span),
					message:
						"irate looks at the last two samples alone, so one scrape fires the alert or resolves it, and “for” starts anew. Use rate.",
					fix: { title: "Use rate", edits: [{ at: expression.at(called.span), newText: "rate" }] },
				});
			}
		},
	},
});

function callsIn(root: Expression): readonly Call[] {
	const found: Call[] = [];
	const pending: Expression[] = [root];
	for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
		if (part.kind === "subquery") continue;
		if (part.kind === "call" && part.function.name === "irate") found.push(part);
		pending.push(...childrenOf(part));
	}
	return found;
}
