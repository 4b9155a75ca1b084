import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";
import { drawsQueries } from "./panelTypes.ts";

export default defineCheck({
	id: "dashboard/title-and-description",
	title: "Panel without a title or a description",
	severity: "information",
	optIn: true,
	why: "At three in the morning a panel has to say what it shows, and what is good and what is bad. The title is what it is called in alerts and searches; the description stands behind the small “i”.",
	fix: "Write a title, and a sentence about what the numbers mean.",
	equivalents: ["dashboard-linter panel-title-description-rule"],
	examples: [
		{
			title: "No description",
			file: "dashboard.json",
			bad: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    { "type": "timeseries", "title": "Up", "targets": [{ "expr": "up" }] }
                                     ^^^^
  ]
}
`,
			good: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    { "type": "timeseries", "title": "Up", "description": "1 while a target answers.", "targets": [{ "expr": "up" }] }
  ]
}
`,
		},
	],
	visit: {
		dashboard({ dashboard }, { report }) {
			for (const panel of dashboard.panels) {
				const { title, description, type, span, libraryPanel } = panel;
				if (libraryPanel !== undefined || !drawsQueries(panel)) continue;
				const lacks = [title === undefined ? "title" : "", description === undefined ? "description" : ""].filter(
					Boolean,
				);
				if (lacks.length === 0) continue;
				report({
					at: (title ?? type)?.span ?? span,
					message: `The panel ${shorten(title?.value ?? "here")} has no ${lacks.join(" and no ")}. Say what it shows and what its numbers mean.`,
				});
			}
		},
	},
});
