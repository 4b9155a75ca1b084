import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";
import { drawsQueries } from "./panelTypes.ts";

export default defineCheck({
	id: "dashboard/no-targets",
	title: "Panel without a query",
	severity: "warning",
	why: "A panel of this kind draws what its queries return. Without one it says “No data” for ever, which on a wall looks like an outage.",
	fix: "Add a query, or remove the panel. For text there are text panels.",
	equivalents: ["dashboard-linter panel-no-targets-rule"],
	examples: [
		{
			title: "Nothing to draw",
			file: "dashboard.json",
			bad: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    { "type": "stat", "title": "Requests", "targets": [] },
                               ^^^^^^^^^^
    { "type": "text", "title": "Welcome" }
  ]
}
`,
			good: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    { "type": "stat", "title": "Requests", "targets": [{ "expr": "sum(requests)" }] },
    { "type": "text", "title": "Welcome" }
  ]
}
`,
		},
	],
	visit: {
		dashboard({ dashboard }, { report }) {
			for (const panel of dashboard.panels) {
				if (panel.targets.length > 0 || panel.libraryPanel !== undefined || !drawsQueries(panel)) continue;
				report({
					at: (panel.title ?? panel.type)?.span ?? panel.span,
					message: `The panel ${shorten(panel.title?.value ?? "here")} has no query, so it shows “No data” for ever. Add one, or remove the panel.`,
				});
			}
		},
	},
});
