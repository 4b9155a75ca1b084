import { printDuration } from "../../promql/duration.ts";
import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "alert/firing-history",
	title: "How often the alert would have fired",
	severity: "information",
	optIn: true,
	needs: ["series"],
	why: "Before an alert pages people it is worth knowing how often it would have done so. The expression is evaluated over the last day on the server, and the alert's states are followed with its `for` and `keep_firing_for`.",
	fix: "Nothing has to be mended. Where it is too often, raise the limit or the `for`.",
	equivalents: ["pint alerts/count"],
	options: {
		atLeast: { kind: "number", description: "Fewer firings in a day are not told.", default: 0 },
	},
	examples: [
		{
			title: "A noisy one",
			bad: `groups:
  - name: api
    rules:
      - alert: Slow
               ^^^^
        expr: latency_seconds > 1
`,
			good: `groups:
  - name: api
    rules:
      - alert: Slow
        expr: latency_seconds > 1
        for: 10m
`,
			options: { atLeast: 10 },
			knowledge: {
				historyOf: ({ forSeconds }) => ({ fired: forSeconds >= 600 ? 2 : 40, series: 2, firingSeconds: 7200 }),
			},
		},
	],
	visit: {
		rule({ rule, group, expression }, { report, knowledge, options }) {
			if (rule.kind !== "alert" || expression === undefined || rule.name === undefined) return;
			if (expression.masked(expression.expression)) return;
			if (rule.mayBring?.some((field) => field === "for" || field === "keep_firing_for") === true) return;
			const history = knowledge.historyOf({
				expression: expression.textOf(expression.expression),
				forSeconds: rule.forSeconds?.value ?? 0,
				keepFiringForSeconds: rule.keepFiringForSeconds?.value ?? 0,
				intervalSeconds: group.intervalSeconds?.value ?? knowledge.evaluationIntervalSeconds() ?? 60,
			});
			if (history === undefined || history.fired < options.atLeast) return;
			const { fired, series, firingSeconds } = history;
			const times = fired === 1 ? "once" : `${fired} times`;
			const told =
				fired === 0
					? `In the last day ${shorten(rule.name.value)} would not have fired.`
					: `In the last day ${shorten(rule.name.value)} would have fired ${times} for ${series} series, for ${printDuration(Math.round(firingSeconds / 60) * 60)} together.`;
			report({ at: rule.name.span, message: told });
		},
	},
});
