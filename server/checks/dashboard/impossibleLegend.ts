import { factOf } from "../../promql/result/labels.ts";
import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "dashboard/impossible-legend",
	title: "Legend with a label that the query removes",
	severity: "warning",
	why: "Grafana puts the labels of each returned series into the legend. A label that the query has aggregated away is an empty text there: several lines are called the same, or have no name.",
	fix: "Keep the label in the query, as in `sum by (instance) (…)`, or take it out of the legend.",
	examples: [
		{
			title: "Summed away",
			file: "dashboard.json",
			bad: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    {
      "type": "timeseries", "title": "Memory",
      "targets": [{ "expr": "sum by (job) (memory_bytes)", "legendFormat": "{{job}} {{instance}}" }]
                                                                           ^^^^^^^^^^^^^^^^^^^^^^
    }
  ]
}
`,
			good: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    {
      "type": "timeseries", "title": "Memory",
      "targets": [{ "expr": "sum by (job, instance) (memory_bytes)", "legendFormat": "{{job}} {{instance}}" }]
    }
  ]
}
`,
		},
	],
	visit: {
		panel({ targets }, { report }) {
			for (const { panel, target, expression } of targets) {
				const { legend } = target;
				// A table has the labels as columns, and does not show the legend.
				if (legend === undefined || target.hidden || panel.type?.value === "table") continue;
				for (const [source, label = ""] of legend.value.matchAll(/\{\{\s*([a-zA-Z_]\w*)\s*\}\}/g)) {
					const shape = expression.shapeOf(expression.expression);
					if (shape.valueType !== "vector" || shape.empty === "always") continue;
					const fact = factOf(shape.labels, label);
					// What stands on recording rules holds as far as all of them are known.
					if (fact.presence !== "never" || fact.reason.rule !== undefined) continue;
					report({
						at: legend.span,
						message: `No series of this query has the label ${shorten(label)}, which is ${fact.reason.text}, so ${shorten(source)} is an empty text in the legend. Keep ${shorten(label)} in the query, or take it out here.`,
						...(expression.masked(fact.reason.span)
							? {}
							: {
									related: [
										{ at: expression.at(fact.reason.span), message: `${shorten(label)} is ${fact.reason.text}.` },
									],
								}),
					});
				}
			}
		},
	},
});
