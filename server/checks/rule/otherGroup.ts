import type { RuleGroup } from "../../documents/model.ts";
import { nameOfSelector } from "../../promql/result/matchers.ts";
import { shorten } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import type { Span } from "../../text/span.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "rule/other-group",
	title: "Rule that reads what another group records",
	severity: "information",
	optIn: true,
	why: "Groups are evaluated independently, each at its own moment. A rule that reads what another group records gets a value that is up to that group's interval old, so alerts are late by as much, and a ratio of both compares different moments.",
	fix: "Put the rule into the group that records what it reads, behind it, where the delay matters.",
	equivalents: ["pint rule/dependency"],
	differences:
		"Off by default: recording in one group and alerting in another is common, and a delay of one interval is mostly harmless. What is used before it is recorded in the same group is `rule/late-dependency`, which is on.",
	examples: [
		{
			title: "Recorded in one group, used in the other",
			bad: `groups:
  - name: recordings
    rules:
      - record: job:errors:rate5m
        expr: sum by (job) (rate(errors_total[5m]))
  - name: alerts
    rules:
      - alert: Errors
        expr: job:errors:rate5m > 1
              ^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: errors
    rules:
      - record: job:errors:rate5m
        expr: sum by (job) (rate(errors_total[5m]))
      - alert: Errors
        expr: job:errors:rate5m > 1
`,
		},
	],
	visit: {
		file({ groups }, { report }) {
			const recorded = new Map<string, { readonly group: RuleGroup; readonly span: Span }[]>();
			for (const { group, rules } of groups) {
				for (const { rule } of rules) {
					if (rule.kind !== "record" || rule.name === undefined) continue;
					const places = recorded.get(rule.name.value) ?? [];
					places.push({ group, span: rule.name.span });
					recorded.set(rule.name.value, places);
				}
			}
			if (recorded.size === 0) return;
			for (const { group, rules } of groups) {
				for (const { expression } of rules) {
					if (expression === undefined) continue;
					for (const part of walk(expression.expression)) {
						const name = part.kind === "selector" ? nameOfSelector(part) : undefined;
						const places = name === undefined ? undefined : recorded.get(name);
						const [first] = places ?? [];
						if (part.kind !== "selector" || name === undefined || first === undefined) continue;
						if (places?.some((place) => place.group === group) === true) continue;
						const other = shorten(first.group.name?.value ?? "another group");
						report({
							at: expression.at(part.name?.span ?? part.span),
							message: `The group ${other} records ${shorten(name)}, at moments of its own, so what this rule reads is up to one interval old. Put both into one group where that matters.`,
							related: [{ at: first.span, message: `${shorten(name)} is recorded here.` }],
						});
					}
				}
			}
		},
	},
});
