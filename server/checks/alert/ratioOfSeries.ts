import type { Call, Expression } from "../../promql/ast.ts";
import { nameOfSelector } from "../../promql/result/matchers.ts";
import { shortenCode } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "alert/ratio-of-series",
	title: "Ratio of single series",
	severity: "information",
	optIn: true,
	why: "`rate(errors_total[5m]) / rate(requests_total[5m])` is a ratio for each pair of series that are alike in every label: one for each instance, path and method. A path that is asked once an hour and fails once is at 100 %, and where one side has a label more, such as `code`, there are no pairs at all.",
	fix: "Sum both sides first, by the labels that the alert is for: `sum by (job) (rate(errors_total[5m])) / sum by (job) (rate(requests_total[5m]))`.",
	differences:
		"Off by default: for what each instance does by itself, such as hits and misses of its cache, it is right.",
	examples: [
		{
			title: "Each path by itself",
			bad: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: rate(errors_total[5m]) / rate(requests_total[5m]) > 0.05
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: sum(rate(errors_total[5m])) / sum(rate(requests_total[5m])) > 0.05
`,
		},
	],
	visit: {
		rule({ rule, expression }, { report }) {
			if (rule.kind !== "alert" || expression === undefined) return;
			for (const part of walk(expression.expression)) {
				if (part.kind !== "binary" || part.operator.name !== "/" || part.matching !== undefined) continue;
				const [above, below] = [rateIn(part.left), rateIn(part.right)];
				if (above === undefined || below === undefined) continue;
				// The mean of what a histogram or summary has observed.
				if (/_sum$/.test(nameIn(above)) && /_count$/.test(nameIn(below))) continue;
				report({
					at: expression.at(part),
					message: `${shortenCode(expression.textOf(part))} is a ratio for each pair of series, also for those with hardly any traffic. Sum both sides by the labels that the alert is for.`,
				});
			}
		},
	},
});

function rateIn(root: Expression): Call | undefined {
	if (root.kind === "paren") return rateIn(root.expression);
	return root.kind === "call" && /^(?:i?rate|increase)$/.test(root.function.name) ? root : undefined;
}

function nameIn(rate: Call): string {
	const [range] = rate.arguments;
	return range?.kind === "matrix" && range.selector.kind === "selector" ? (nameOfSelector(range.selector) ?? "") : "";
}
