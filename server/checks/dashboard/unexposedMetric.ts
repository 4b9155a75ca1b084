import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "dashboard/unexposed-metric",
	title: "Panel over a metric that nobody exposes",
	severity: "information",
	needs: ["workspace"],
	why: "The panel is empty, and in an incident an empty panel reads as “nothing is wrong”. The metric was renamed, is no longer scraped, or belongs to another version of the exporter.",
	fix: "Write the metric as the server has it, or remove the panel.",
	differences:
		"Judged by the server's list of names, which holds what had series in the last hours; a metric that the workspace records or registers is taken to come. Never more than information, as a dashboard is often made for several servers.",
	examples: [
		{
			title: "A metric that was renamed",
			bad: `{
  "title": "Nodes",
  "schemaVersion": 39,
  "panels": [
    {
      "type": "timeseries",
      "title": "CPU",
      "datasource": { "type": "prometheus", "uid": "prom" },
      "targets": [{ "refId": "A", "expr": "rate(node_cpu[5m])" }]
                                                ^^^^^^^^
    }
  ]
}
`,
			good: `{
  "title": "Nodes",
  "schemaVersion": 39,
  "panels": [
    {
      "type": "timeseries",
      "title": "CPU",
      "datasource": { "type": "prometheus", "uid": "prom" },
      "targets": [{ "refId": "A", "expr": "rate(node_cpu_seconds_total[5m])" }]
    }
  ]
}
`,
			file: "nodes.json",
			knowledge: { serverHasMetric: (name) => name === "node_cpu_seconds_total" },
		},
	],
	visit: {
		graph({ file, graph }, { report, knowledge }) {
			for (const item of file.items) {
				if (item.kind !== "panel" && item.kind !== "variable" && item.kind !== "dashboard") continue;
				for (const { kind, name, span, pattern } of item.uses) {
					if (kind !== "metric" || pattern === true || /^ALERTS/.test(name)) continue;
					if (knowledge.serverHasMetric(name) !== false) continue;
					if (graph.definitionsOf({ kind: "metric", name }).length > 0) continue;
					report({
						at: span,
						message: `The server has no series of ${shorten(name)}, and nothing in the workspace brings it, so this is empty there. Write the metric as the server has it.`,
					});
				}
			}
		},
	},
});
