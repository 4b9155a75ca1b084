import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";
import { drawsTime } from "./panelTypes.ts";

export default defineCheck({
	id: "dashboard/instant-in-time-series",
	title: "Query for one moment in a panel over time",
	severity: "warning",
	why: "An instant query returns one value a series, for the end of the time range. A panel that draws lines over time has one point to draw, at its right edge, and looks empty.",
	fix: "Take `instant` out of the query, or use a panel that shows single values, such as a stat or a bar gauge.",
	examples: [
		{
			title: "One point",
			file: "dashboard.json",
			bad: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    { "type": "timeseries", "title": "Up", "targets": [{ "expr": "sum(up)", "instant": true }] }
                                                                  ^^^^^^^
  ]
}
`,
			good: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    { "type": "stat", "title": "Up", "targets": [{ "expr": "sum(up)", "instant": true }] }
  ]
}
`,
		},
	],
	visit: {
		panel({ targets }, { report }) {
			for (const { panel, target, expression } of targets) {
				if (!target.instant || target.range === true || target.hidden) continue;
				if (panel.type?.value !== "timeseries" || !drawsTime(panel) || panel.transformed === true) continue;
				report({
					at: { region: expression.region, span: expression.expression.span },
					evenMasked: true,
					message: `This query asks for one moment alone, so the panel ${shorten(panel.title?.value ?? "here")} has a single point for each series to draw. Take instant out, or use a panel for single values.`,
				});
			}
		},
	},
});
