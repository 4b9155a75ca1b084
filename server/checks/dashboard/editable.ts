import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "dashboard/editable",
	title: "Dashboard that can be edited in Grafana",
	severity: "information",
	optIn: true,
	why: "A dashboard that is kept in files is overwritten at the next deployment: what somebody changes in Grafana until then is lost. With `editable: false` Grafana does not offer to change it.",
	fix: "Set `editable` to false.",
	equivalents: ["dashboard-linter uneditable-dashboard-rule"],
	examples: [
		{
			title: "Editable",
			file: "dashboard.json",
			bad: `{
  "title": "API", "schemaVersion": 41,
  "editable": true,
              ^^^^
  "panels": []
}
`,
			good: `{
  "title": "API", "schemaVersion": 41,
  "editable": false,
  "panels": []
}
`,
		},
	],
	visit: {
		dashboard({ dashboard }, { report }) {
			if (dashboard.form === "libraryPanel" || dashboard.editable?.value === false) return;
			const at = dashboard.editable?.span ?? dashboard.title?.span;
			if (at === undefined) return;
			report({
				at,
				message:
					"This dashboard can be edited in Grafana, and what is changed there is lost at the next deployment of the file. Set editable to false.",
				...(dashboard.editable === undefined
					? {}
					: { fix: { title: "Set editable to false", edits: [{ at, newText: "false" }] } }),
			});
		},
	},
});
