import { keyOfLabel, unboundedLabels } from "../../metrics/cardinalityLabels.ts";
import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "code/high-cardinality-label",
	title: "Metric with a label for everybody",
	severity: "warning",
	why: "Each combination of labels is a series of its own, in the memory of the program and of every Prometheus that scrapes it. With a label for users, sessions, requests or addresses there are as many as there are users, and they are never given back while the program runs.",
	fix: "Leave the label out. Say who it was in logs or traces; an exemplar can lead from the metric to them.",
	options: {
		labels: {
			kind: "strings",
			description: "The labels; upper and lower case and underscores make no difference.",
			default: unboundedLabels,
		},
		allowed: { kind: "strings", description: "Those of them that are few here.", default: [] },
	},
	examples: [
		{
			title: "A counter by user",
			bad: `import { Counter } from "prom-client";

export const logins = new Counter({
	name: "logins_total",
	help: "Logins.",
	labelNames: ["result", "user_id"],
	                        ^^^^^^^
});
`,
			good: `import { Counter } from "prom-client";

export const logins = new Counter({
	name: "logins_total",
	help: "Logins.",
	labelNames: ["result"],
});
`,
			file: "metrics.ts",
		},
	],
	visit: {
		graph({ file }, { report, options }) {
			const allowed = new Set(options.allowed.map(keyOfLabel));
			const unbounded = new Set(options.labels.map(keyOfLabel).filter((key) => !allowed.has(key)));
			for (const item of file.items) {
				if (item.kind !== "metric") continue;
				for (const { name, span } of item.registration.labels) {
					if (!unbounded.has(keyOfLabel(name))) continue;
					report({
						at: span,
						message: `${shorten(item.name)} has a series for each ${shorten(name)}, which are as many as there are users or requests, and none of them is given back. Leave the label out, and say it in logs or traces.`,
					});
				}
			}
		},
	},
});
