import { shorten } from "../../promql/shorten.ts";
import { isUsed } from "../../workspace/overview/gaps.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "rule/unused-record",
	title: "Recording rule that nobody reads",
	severity: "information",
	optIn: true,
	needs: ["workspace"],
	why: "A recording rule is evaluated at every interval and writes its series for ever. One that no rule, dashboard, test or SLO of the workspace reads costs that for nothing.",
	fix: "Remove it, or use it. Where dashboards are kept elsewhere, leave this check off.",
	differences: "Off by default, because what reads a recording rule is often not in the repository that holds it.",
	examples: [
		{
			title: "Recorded for nobody",
			bad: `groups:
  - name: api
    rules:
      - record: job:errors:rate5m
                ^^^^^^^^^^^^^^^^^
        expr: sum by (job) (rate(errors_total[5m]))
      - record: job:requests:rate5m
        expr: sum by (job) (rate(requests_total[5m]))
`,
			good: `groups:
  - name: api
    rules:
      - record: job:requests:rate5m
        expr: sum by (job) (rate(requests_total[5m]))
`,
			others: {
				"alerts.yaml": `groups:
  - name: alerts
    rules:
      - alert: NoRequests
        expr: job:requests:rate5m == 0
`,
			},
		},
	],
	visit: {
		graph({ uri, file, graph }, { report }) {
			if (!graph.complete) return;
			for (const item of file.items) {
				if (item.kind !== "record" || item.name === "" || isUsed({ uri, file, item }, graph)) continue;
				report({
					at: item.nameSpan,
					message: `Nothing in the workspace reads ${shorten(item.name)}, and it is written at every evaluation all the same. Remove the rule, or use it.`,
				});
			}
		},
	},
});
