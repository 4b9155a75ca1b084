import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "group/too-many-rules",
	title: "Group with very many rules",
	severity: "information",
	optIn: true,
	why: "The rules of a group run one after the other. A group that takes longer than its interval misses evaluations, and Mimir and Cortex refuse groups of more than 20 rules by default.",
	fix: "Split the group by what its rules are about; keep those together that read each other.",
	equivalents: ["promruval maxRulesPerGroup"],
	options: { most: { kind: "number", description: "So many rules are allowed.", default: 20 } },
	examples: [
		{
			title: "More than two",
			options: { most: 1 },
			bad: `groups:
  - name: api
          ^^^
    rules:
      - record: job:up:sum
        expr: sum by (job) (up)
      - record: job:up:avg
        expr: avg by (job) (up)
`,
			good: `groups:
  - name: api
    rules:
      - record: job:up:sum
        expr: sum by (job) (up)
`,
		},
	],
	visit: {
		group({ group, rules }, { report, options }) {
			const most = options.most ?? 20;
			if (rules.length <= most || group.name === undefined) return;
			report({
				at: group.name.span,
				message: `The group ${shorten(group.name.value)} has ${rules.length} rules, and ${most} are allowed. They run one after the other: split the group.`,
			});
		},
	},
});
