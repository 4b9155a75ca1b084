import { printDuration } from "../../promql/duration.ts";
import { defineCheck } from "../check.ts";
import { burnConditionsIn } from "./burnRate.ts";

export default defineCheck({
	id: "slo/single-window",
	title: "Burn rate over one window alone",
	severity: "information",
	why: "Over a long window alone the alert goes on firing long after the errors have stopped, as they stay in the window; over a short one alone it fires at every blip. Two windows together fire late enough and stop soon.",
	fix: "Ask for the same burn rate over a twelfth of the window as well: `… rate1h > 14.4 * 0.001 and … rate5m > 14.4 * 0.001`.",
	examples: [
		{
			title: "One hour",
			bad: `groups:
  - name: slo
    rules:
      - alert: BudgetBurns
        expr: job:errors:ratio_rate1h > 14.4 * 0.001
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: slo
    rules:
      - alert: BudgetBurns
        expr: job:errors:ratio_rate1h > 14.4 * 0.001 and job:errors:ratio_rate5m > 14.4 * 0.001
`,
		},
	],
	visit: {
		rule({ rule, expression }, { report }) {
			if (rule.kind !== "alert" || expression === undefined) return;
			const conditions = burnConditionsIn(expression);
			const [first] = conditions;
			const windows = new Set(conditions.flatMap((condition) => condition.windows));
			const [window] = windows;
			if (first === undefined || window === undefined || windows.size !== 1) return;
			report({
				at: expression.at(first.comparison),
				message: `The burn rate is measured over ${printDuration(window)} alone: the alert fires at a blip, or long after the errors have stopped. Ask for it over a second window as well, a twelfth as long or twelve times, with “and”.`,
			});
		},
	},
});
