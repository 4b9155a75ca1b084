import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "dashboard/datasource-variable",
	title: "Dashboard without a variable for its data source",
	severity: "information",
	optIn: true,
	why: "A dashboard that others install asks data sources that they do not have. With a variable of the type `datasource` every reader chooses the own one.",
	fix: "Add a variable of the type `datasource` for Prometheus, and name it in the panels.",
	equivalents: ["dashboard-linter template-datasource-rule"],
	differences: "Neither a name nor a title is prescribed.",
	examples: [
		{
			title: "No choice",
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
    { "type": "timeseries", "title": "Up", "targets": [{ "expr": "up" }] }
  ],
  "templating": { "list": [{ "name": "datasource", "type": "datasource", "query": "prometheus" }] }
}
`,
		},
	],
	visit: {
		dashboard({ dashboard, targets }, { report }) {
			const { form, title, variables } = dashboard;
			if (form === "libraryPanel" || targets.length === 0 || title === undefined) return;
			if (variables.some(({ type }) => type === "datasource")) return;
			report({
				at: title.span,
				message:
					"This dashboard asks Prometheus and has no variable of the type datasource, so others cannot choose their own. Add one.",
			});
		},
	},
});
