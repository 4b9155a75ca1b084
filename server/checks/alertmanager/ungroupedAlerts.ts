import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";
import { listRoutes } from "./routes.ts";

export default defineCheck({
	id: "alertmanager/ungrouped-alerts",
	title: "Groups of one alert each",
	severity: "information",
	why: "Alerts with the same values of the labels in `group_by` come in one notification. `...` stands for all labels, so every alert comes by itself; so it is with a label that each alert has another value of. When something big breaks, hundreds of messages arrive instead of one.",
	fix: "Group by what people look at together, such as `alertname`, `cluster`, `namespace` or `job`.",
	options: {
		labels: {
			kind: "strings",
			description: "Labels that nearly every alert has another value of.",
			default: [
				"instance",
				"pod",
				"pod_name",
				"pod_ip",
				"uid",
				"pod_uid",
				"container_id",
				"id",
				"request_id",
				"trace_id",
				"session_id",
				"fingerprint",
			],
		},
	},
	examples: [
		{
			title: "Every alert by itself",
			file: "alertmanager.yml",
			bad: `route:
  receiver: mail
  group_by: ["..."]
             ^^^^^
receivers:
  - name: mail
`,
			good: `route:
  receiver: mail
  group_by: [alertname, cluster]
receivers:
  - name: mail
`,
		},
		{
			title: "One message an instance",
			file: "alertmanager.yml",
			bad: `route:
  receiver: mail
  group_by: [alertname, instance]
                        ^^^^^^^^
receivers:
  - name: mail
`,
			good: `route:
  receiver: mail
  group_by: [alertname, job]
receivers:
  - name: mail
`,
		},
	],
	visit: {
		alertmanager(config, { report, options }) {
			const labels = new Set(options.labels);
			for (const { route } of listRoutes(config)) {
				for (const { value, span } of route.groupBy) {
					if (value === "...") {
						report({
							at: span,
							message:
								"... groups by all labels, so every alert is a notification of its own, hundreds of them when something big breaks. Group by what people look at together, such as alertname and cluster.",
						});
					} else if (labels.has(value)) {
						report({
							at: span,
							message: `Nearly every alert has another ${shorten(value)}, so each is a notification of its own, hundreds of them when something big breaks. Group by something wider, such as job or cluster.`,
						});
					}
				}
			}
		},
	},
});
