import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "dashboard/never-reloads",
	title: "Variable whose values are never asked for again",
	severity: "information",
	why: "`refresh: 0` keeps the values that the variable had when the dashboard was saved: instances that came since are not offered, and those that are gone still are. With `1` the query is sent when the dashboard is opened, with `2` also when the time range changes.",
	fix: "Set `refresh` to 1, or to 2 where the values depend on the time range.",
	equivalents: ["dashboard-linter template-on-time-change-reload-rule"],
	differences: "Reloading when the dashboard is opened is enough, unless `onTimeChange` asks for more.",
	options: {
		onTimeChange: {
			kind: "boolean",
			description: "Whether values must be asked for again when the time range changes.",
			default: false,
		},
	},
	examples: [
		{
			title: "Values of the day it was saved",
			file: "dashboard.json",
			bad: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    { "type": "timeseries", "title": "Up", "targets": [{ "expr": "up{job=~\\"$job\\"}" }] }
  ],
  "templating": { "list": [{ "name": "job", "type": "query", "query": "label_values(up, job)", "refresh": 0 }] }
                                                                                                          ^
}
`,
			good: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    { "type": "timeseries", "title": "Up", "targets": [{ "expr": "up{job=~\\"$job\\"}" }] }
  ],
  "templating": { "list": [{ "name": "job", "type": "query", "query": "label_values(up, job)", "refresh": 1 }] }
}
`,
		},
		{
			title: "With the time range",
			file: "dashboard.json",
			options: { onTimeChange: true },
			bad: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    { "type": "timeseries", "title": "Up", "targets": [{ "expr": "up{job=~\\"$job\\"}" }] }
  ],
  "templating": { "list": [{ "name": "job", "type": "query", "query": "label_values(up, job)", "refresh": 1 }] }
                                                                                                          ^
}
`,
			good: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    { "type": "timeseries", "title": "Up", "targets": [{ "expr": "up{job=~\\"$job\\"}" }] }
  ],
  "templating": { "list": [{ "name": "job", "type": "query", "query": "label_values(up, job)", "refresh": 2 }] }
}
`,
		},
	],
	visit: {
		dashboard({ dashboard }, { report, options }) {
			for (const { name, type, query, refresh } of dashboard.variables) {
				if (type !== "query" || query === undefined || query.value.trim() === "") continue;
				// Newer versions of Grafana ask on load where nothing is written, so only what is written is certain.
				if (refresh === undefined) continue;
				if (refresh.value !== 0 && !(options.onTimeChange && refresh.value === 1)) continue;
				const wanted = options.onTimeChange ? 2 : 1;
				// In resources of version 2 it is a word.
				const isNumber = refresh.span.end - refresh.span.start === 1;
				report({
					at: refresh.span,
					message: `The values of ${shorten(name.value)} are ${refresh.value === 0 ? "those of the day the dashboard was saved, and never asked for again" : "not asked for again when the time range changes"}. Set refresh to ${wanted}.`,
					...(isNumber
						? { fix: { title: `Set refresh to ${wanted}`, edits: [{ at: refresh.span, newText: String(wanted) }] } }
						: {}),
				});
			}
		},
	},
});
