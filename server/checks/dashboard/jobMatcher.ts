import { defineCheck } from "../check.ts";
import { requireMatcher } from "./requiredVariable.ts";

export default defineCheck({
	id: "dashboard/job-matcher",
	title: "Selector that ignores the variable `job`",
	severity: "information",
	optIn: true,
	why: "A query without a matcher for `job` shows series of every job, whatever the reader has chosen, and beside the other panels its numbers do not add up.",
	fix: 'Add `job=~"$job"` to each selector.',
	equivalents: ["dashboard-linter target-job-rule"],
	examples: [
		{
			title: "Everything of that name",
			file: "dashboard.json",
			bad: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    { "type": "timeseries", "title": "Up", "targets": [{ "expr": "sum(up)" }] }
                                                                      ^^
  ]
}
`,
			good: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    { "type": "timeseries", "title": "Up", "targets": [{ "expr": "sum(up{job=~\\"$job\\"})" }] }
  ]
}
`,
		},
	],
	visit: {
		dashboard(dashboard, { report }) {
			requireMatcher(dashboard, "job", report);
		},
	},
});
