import { printDuration } from "../../promql/duration.ts";
import { defineCheck } from "../check.ts";
import { burnConditionsIn } from "./burnRate.ts";

export default defineCheck({
	id: "slo/long-for",
	title: "Burn-rate alert that waits for its window twice",
	severity: "warning",
	why: "The window of a burn rate is its patience: over one hour, a burn rate of 14.4 has taken 2 % of a month's budget. A `for` as long as the window makes the alert wait for all of it once more, while the budget goes on burning, and a short dip starts it anew.",
	fix: "Leave `for` out, or make it a small part of the window, such as 2m of an hour. A second, short window makes the alert stop soon after the errors do.",
	examples: [
		{
			title: "An hour, and one more",
			bad: `groups:
  - name: slo
    rules:
      - alert: BudgetBurns
        expr: job:errors:ratio_rate1h > 14.4 * 0.001 and job:errors:ratio_rate5m > 14.4 * 0.001
        for: 1h
             ^^
`,
			good: `groups:
  - name: slo
    rules:
      - alert: BudgetBurns
        expr: job:errors:ratio_rate1h > 14.4 * 0.001 and job:errors:ratio_rate5m > 14.4 * 0.001
        for: 2m
`,
		},
	],
	visit: {
		rule({ rule, expression }, { report }) {
			const wait = rule.forSeconds;
			if (rule.kind !== "alert" || expression === undefined || wait === undefined || wait.value <= 0) return;
			const windows = burnConditionsIn(expression).flatMap((condition) => condition.windows);
			const longest = Math.max(...windows);
			if (windows.length === 0 || wait.value < longest) return;
			report({
				at: wait.span,
				message: `The burn rate is measured over ${printDuration(longest)} already, and “for” makes the alert wait for ${printDuration(wait.value)} more while the budget burns. Leave it out, or make it a small part of the window.`,
			});
		},
	},
});
