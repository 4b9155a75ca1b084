import { printDuration } from "../../promql/duration.ts";
import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "alert/for-bounds",
	title: "Alert that waits too long or not long enough",
	severity: "warning",
	optIn: true,
	why: "Without `for` a single evaluation wakes somebody up; with a very long one nobody hears of it in time.",
	fix: "Give the alert a `for` between the bounds of the configuration.",
	equivalents: ["pint rule/for", "promruval forIsNotLongerThan"],
	options: {
		shortest: { kind: "duration", description: "The shortest `for`; without one it counts as 0.", default: undefined },
		longest: { kind: "duration", description: "The longest `for`.", default: undefined },
		longestKept: { kind: "duration", description: "The longest `keep_firing_for`.", default: undefined },
	},
	examples: [
		{
			title: "At least two minutes",
			options: { shortest: "2m" },
			bad: `groups:
  - name: api
    rules:
      - alert: Down
               ^^^^
        expr: up == 0
      - alert: Slow
        expr: latency_seconds > 1
        for: 30s
             ^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up == 0
        for: 2m
      - alert: Slow
        expr: latency_seconds > 1
        for: 5m
`,
		},
	],
	visit: {
		rule({ rule }, { report, options }) {
			const { kind, name, forSeconds, keepFiringForSeconds: kept } = rule;
			if (kind !== "alert" || name === undefined) return;
			if (rule.mayBring?.includes("for") === true) return;
			const { shortest, longest, longestKept } = options;
			const wait = forSeconds?.value ?? 0;
			const at = forSeconds?.span ?? name.span;
			const told = `The “for” of ${shorten(name.value)} is ${printDuration(wait)}`;
			if (shortest !== undefined && wait < shortest) {
				report({ at, message: `${told}, and the configuration asks for ${printDuration(shortest)} at least.` });
			}
			if (longest !== undefined && wait > longest) {
				report({ at, message: `${told}, and the configuration allows ${printDuration(longest)} at most.` });
			}
			if (longestKept !== undefined && kept !== undefined && kept.value > longestKept) {
				report({
					at: kept.span,
					message: `The keep_firing_for of ${shorten(name.value)} is ${printDuration(kept.value)}, and the configuration allows ${printDuration(longestKept)} at most.`,
				});
			}
		},
	},
});
