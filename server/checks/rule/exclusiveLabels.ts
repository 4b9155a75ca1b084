import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "rule/exclusive-labels",
	title: "Labels that exclude each other",
	severity: "warning",
	optIn: true,
	why: "Two labels that mean different ways of treating an alert, such as `page` and `ticket`, leave it to the order of the routes which of them counts.",
	fix: "Keep one of the labels.",
	equivalents: ["promruval exclusiveLabels"],
	options: {
		exclusive: {
			kind: "list",
			description: "Labels of which a rule may have one alone.",
			of: { labels: { kind: "strings", description: "The labels.", default: [] } },
		},
	},
	examples: [
		{
			title: "A page or a ticket",
			options: { exclusive: [{ labels: ["page", "ticket"] }] },
			bad: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up == 0
        labels:
          page: payments
          ticket: payments
          ^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up == 0
        labels:
          page: payments
`,
		},
	],
	visit: {
		rule({ rule }, { report, options }) {
			for (const { labels } of options.exclusive) {
				const [first, ...others] = rule.labels.filter(({ key }) => labels.includes(key.value));
				if (first === undefined) continue;
				for (const { key } of others) {
					report({
						at: key.span,
						message: `The labels ${shorten(first.key.value)} and ${shorten(key.value)} exclude each other, as the configuration says. Keep one of them.`,
					});
				}
			}
		},
	},
});
