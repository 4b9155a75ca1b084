import { factOf } from "../../promql/result/labels.ts";
import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";
import { readPattern } from "../optionPattern.ts";

export default defineCheck({
	id: "promql/keep-labels",
	title: "Label that has to survive",
	severity: "warning",
	optIn: true,
	why: "Routes, silences and dashboards choose by labels such as `cluster` or `team`. Where the expression sums one of them away, an alert of every cluster looks the same and cannot be sent to the right people.",
	fix: "Keep the label in every `by (…)`, or aggregate `without` others.",
	equivalents: ["pint promql/aggregate"],
	options: {
		keep: {
			kind: "list",
			description: "What has to survive.",
			of: {
				labels: { kind: "strings", description: "The labels.", default: [] },
				kind: {
					kind: "string",
					description: "The kind of rules that this is about.",
					default: "both",
					values: ["alert", "record", "both"],
				},
				rules: { kind: "pattern", description: "The names of the rules that this is about.", default: undefined },
			},
		},
	},
	differences: "A label that the rule sets by itself has survived.",
	examples: [
		{
			title: "Which cluster was it?",
			options: { keep: [{ labels: ["cluster"] }] },
			bad: `groups:
  - name: api
    rules:
      - alert: Down
        expr: sum by (job) (up == 0) > 1
                  ^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Down
        expr: sum by (job, cluster) (up == 0) > 1
`,
		},
	],
	visit: {
		rule({ rule, group, expression }, { report, options }) {
			if (rule.kind === "incomplete" || rule.name === undefined || expression === undefined) return;
			if (expression.masked(expression.expression)) return;
			const own = new Set([...rule.labels, ...(group.labels ?? [])].map(({ key }) => key.value));
			const told = new Set<string>();
			for (const { labels, kind, rules } of options.keep) {
				if ((kind ?? "both") !== "both" && kind !== rule.kind) continue;
				if (!readPattern(rules)(rule.name.value)) continue;
				for (const label of labels) {
					if (own.has(label) || told.has(label)) continue;
					const facts = expression
						.alternativesOf(expression.expression)
						.filter(({ empty, type }) => empty !== "always" && type === "vector")
						.map((alternative) => factOf(alternative.labels, label));
					const gone = facts.find(({ presence }) => presence === "never");
					if (gone === undefined) continue;
					told.add(label);
					report({
						at: expression.at(gone.reason.span),
						message: `The label ${shorten(label)} is ${gone.reason.text}, and the configuration wants it to be kept. Keep it in the grouping.`,
					});
				}
			}
		},
	},
});
