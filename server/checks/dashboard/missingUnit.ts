import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";
import { showsUnit } from "./panelTypes.ts";

export default defineCheck({
	id: "dashboard/missing-unit",
	title: "Panel without a unit",
	severity: "information",
	optIn: true,
	why: "A bare 0.25 may be a quarter of a second or of all requests. With a unit Grafana writes “250 ms” or “25 %”, on the axis and in tooltips too.",
	fix: "Choose a unit, or `none` where the number has none.",
	equivalents: ["dashboard-linter panel-units-rule"],
	differences:
		"Any unit will do: Grafana writes one that it does not know behind the number. That the unit fits the query is the business of `dashboard/wrong-unit`.",
	examples: [
		{
			title: "Bare numbers",
			file: "dashboard.json",
			bad: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    { "type": "timeseries", "title": "Memory", "targets": [{ "expr": "memory_bytes" }] }
                                     ^^^^^^^^
  ]
}
`,
			good: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    {
      "type": "timeseries", "title": "Memory", "fieldConfig": { "defaults": { "unit": "bytes" } },
      "targets": [{ "expr": "memory_bytes" }]
    }
  ]
}
`,
		},
	],
	visit: {
		dashboard({ dashboard }, { report }) {
			for (const panel of dashboard.panels) {
				const { unit, unitVaries, title, type, span, libraryPanel } = panel;
				if (unit !== undefined || unitVaries === true || libraryPanel !== undefined || !showsUnit(panel)) continue;
				report({
					at: (title ?? type)?.span ?? span,
					message: `The panel ${shorten(title?.value ?? "here")} has no unit, so its numbers do not say what they are. Choose one, or none.`,
				});
			}
		},
	},
});
