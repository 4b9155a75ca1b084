import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "dashboard/all-hidden",
	title: "Panel whose queries are all hidden",
	severity: "warning",
	why: "Grafana does not send a hidden query unless something visible is computed from it. With all of them hidden the panel says “No data”: mostly the eye was clicked while looking for a fault, and saved.",
	fix: "Take `hide` out of the query that should be seen.",
	examples: [
		{
			title: "The only query is hidden",
			file: "dashboard.json",
			bad: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    { "type": "stat", "title": "Requests", "targets": [{ "expr": "sum(requests)", "hide": true }] }
                               ^^^^^^^^^^
  ]
}
`,
			good: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    { "type": "stat", "title": "Requests", "targets": [{ "expr": "sum(requests)" }] }
  ]
}
`,
		},
	],
	visit: {
		dashboard({ dashboard }, { report }) {
			for (const { title, type, targets, span } of dashboard.panels) {
				if (targets.length === 0 || targets.some(({ hidden }) => !hidden)) continue;
				const which = targets.length === 1 ? "The only query" : "Every query";
				report({
					at: (title ?? type)?.span ?? span,
					message: `${which} of ${shorten(title?.value ?? "this panel")} is hidden, so it is not sent and the panel says “No data”. Take hide out of what should be seen.`,
				});
			}
		},
	},
});
