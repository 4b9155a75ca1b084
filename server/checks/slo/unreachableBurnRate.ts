import { defineCheck } from "../check.ts";
import { burnConditionsIn } from "./burnRate.ts";

export default defineCheck({
	id: "slo/unreachable-burn-rate",
	title: "Burn rate that cannot be reached",
	severity: "warning",
	why: "An error ratio is 1 when everything fails. A burn rate times the error budget of 1 or more asks for more errors than requests: the alert never fires, not even when everything is down. 14.4 is too much for an objective of 93.05 % and less, 6 for 83.3 % and less.",
	fix: "Use a lower burn rate for a loose objective, at most one divided by the error budget, and a longer window.",
	examples: [
		{
			title: "14.4 times a tenth",
			bad: `groups:
  - name: slo
    rules:
      - alert: BudgetBurns
        expr: job:errors:ratio_rate1h > 14.4 * 0.1
                                        ^^^^^^^^^^
`,
			good: `groups:
  - name: slo
    rules:
      - alert: BudgetBurns
        expr: job:errors:ratio_rate1h > 6 * 0.1
`,
		},
		{
			title: "Of the objective",
			bad: `groups:
  - name: slo
    rules:
      - alert: BudgetBurns
        expr: job:errors:ratio_rate6h > (6 * (1 - 0.8))
                                        ^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: slo
    rules:
      - alert: BudgetBurns
        expr: job:errors:ratio_rate6h > (3 * (1 - 0.8))
`,
		},
	],
	visit: {
		rule({ rule, expression }, { report }) {
			if (rule.kind !== "alert" || expression === undefined) return;
			for (const { comparison, factor, budget, limit, windows } of burnConditionsIn(expression)) {
				if (budget === undefined) continue;
				const threshold = factor * budget;
				const reachable = comparison.operator.name === ">" ? threshold < 1 : threshold <= 1;
				if (reachable || windows.length === 0 || !isRatio(expression.textOf(comparison.left))) continue;
				report({
					at: expression.at(limit),
					message: `A burn rate of ${print(factor)} times a budget of ${print(budget)} is ${print(threshold)}, and an error ratio is at most 1: the alert never fires. Use a burn rate below ${print(1 / budget)}.`,
				});
			}
		},
	},
});

/** What people compare with a budget is one by its name, or by what it divides. */
function isRatio(text: string): boolean {
	return /ratio|burn|error|slo|sli|\//i.test(text);
}

function print(value: number): string {
	return String(Number(value.toPrecision(4)));
}
