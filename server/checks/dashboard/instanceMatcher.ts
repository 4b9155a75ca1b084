import { defineCheck } from "../check.ts";
import { requireMatcher } from "./requiredVariable.ts";

export default defineCheck({
	id: "dashboard/instance-matcher",
	title: "Selector that ignores the variable `instance`",
	severity: "information",
	optIn: true,
	why: "A query without a matcher for `instance` shows series of every instance, whatever the reader has chosen, and beside the other panels its numbers do not add up.",
	fix: 'Add `instance=~"$instance"` to each selector.',
	equivalents: ["dashboard-linter target-instance-rule"],
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
    { "type": "timeseries", "title": "Up", "targets": [{ "expr": "sum(up{instance=~\\"$instance\\"})" }] }
  ]
}
`,
		},
	],
	visit: {
		dashboard(dashboard, { report }) {
			requireMatcher(dashboard, "instance", report);
		},
	},
});
