import { nameOfSelector } from "../../promql/result/matchers.ts";
import { shorten } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "rule/late-dependency",
	title: "Rule that is used before it is recorded",
	severity: "warning",
	why: "Prometheus evaluates the rules of a group one after the other. A rule that reads what a later one records gets the value of the evaluation before: one interval old, and none at all the first time.",
	fix: "Put the recording rule before the rules that read it.",
	equivalents: ["pint rule/dependency"],
	differences: "Where the rule reads a range of samples, as in `avg_over_time(x[30d])`, it is not reported.",
	examples: [
		{
			title: "The wrong order",
			bad: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: job:errors:rate5m > 1
              ^^^^^^^^^^^^^^^^^
      - record: job:errors:rate5m
        expr: sum by (job) (rate(errors_total[5m]))
`,
			good: `groups:
  - name: api
    rules:
      - record: job:errors:rate5m
        expr: sum by (job) (rate(errors_total[5m]))
      - alert: Errors
        expr: job:errors:rate5m > 1
`,
		},
	],
	visit: {
		group({ rules }, { report }) {
			const last = new Map<string, number>();
			const first = new Map<string, number>();
			for (const [index, { rule }] of rules.entries()) {
				if (rule.kind !== "record" || rule.name === undefined) continue;
				last.set(rule.name.value, index);
				if (!first.has(rule.name.value)) first.set(rule.name.value, index);
			}
			if (last.size === 0) return;
			for (const [index, { rule, expression }] of rules.entries()) {
				if (expression === undefined) continue;
				// Over a range one sample more or less does not matter.
				const ranges = new Set<unknown>();
				for (const part of walk(expression.expression)) {
					if (part.kind === "matrix") ranges.add(part.selector);
					if (part.kind !== "selector" || ranges.has(part)) continue;
					const name = nameOfSelector(part);
					const recorded = name === undefined ? undefined : first.get(name);
					// A rule may read its own last value, and one of several of a name may come before.
					if (name === undefined || recorded === undefined || recorded <= index) continue;
					const recording = rules[recorded]?.rule.name;
					report({
						at: expression.at(part.name?.span ?? part.span),
						message: `The rule ${shorten(rule.name?.value ?? "here")} reads ${shorten(name)} before the group has recorded it, so it gets the value of the evaluation before. Put the recording rule first.`,
						...(recording !== undefined && {
							related: [{ at: recording.span, message: `${shorten(name)} is recorded here.` }],
						}),
					});
				}
			}
		},
	},
});
