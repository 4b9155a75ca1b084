import { defineCheck } from "../check.ts";
import { requireVariable } from "./requiredVariable.ts";

export default defineCheck({
	id: "dashboard/job-variable",
	title: "Dashboard without a variable `job`",
	severity: "information",
	optIn: true,
	why: "Metrics of the same names come from many places. Every series that Prometheus scrapes has the label `job`, so a variable for it lets a reader look at one, at several or at all.",
	fix: "Add a variable `job` of the type query with `multi`, and `.+` as its `allValue`, so that “All” is a short expression.",
	equivalents: ["dashboard-linter template-job-rule"],
	examples: [
		{
			title: "No variable",
			file: "dashboard.json",
			bad: `{
  "title": "API", "schemaVersion": 41,
           ^^^^^
  "panels": [
    { "type": "timeseries", "title": "Up", "targets": [{ "expr": "up" }] }
  ]
}
`,
			good: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    { "type": "timeseries", "title": "Up", "targets": [{ "expr": "up{job=~\\"$job\\"}" }] }
  ],
  "templating": { "list": [{ "name": "job", "type": "query", "query": "label_values(up, job)", "multi": true, "allValue": ".+" }] }
}
`,
		},
	],
	visit: {
		dashboard(dashboard, { report }) {
			requireVariable(dashboard, "job", report);
		},
	},
});
