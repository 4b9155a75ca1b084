import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "dashboard/logql-auto",
	title: "Loki query with a window that does not follow the zoom",
	severity: "information",
	optIn: true,
	why: "A fixed window counts some log lines twice and leaves others out as soon as the panel's step is another. `$__auto` is the step, as Grafana chooses it for the time range and the panel's width.",
	fix: "Write `$__auto` as the window.",
	equivalents: ["dashboard-linter target-logql-auto-rule"],
	examples: [
		{
			title: "A fixed window",
			file: "dashboard.json",
			bad: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    {
      "type": "timeseries", "title": "Errors", "datasource": { "type": "loki", "uid": "l" },
      "targets": [{ "expr": "sum(rate({job=\\"api\\"} |= \\"error\\" [5m]))" }]
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    }
  ]
}
`,
			good: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    {
      "type": "timeseries", "title": "Errors", "datasource": { "type": "loki", "uid": "l" },
      "targets": [{ "expr": "sum(rate({job=\\"api\\"} |= \\"error\\" [$__auto]))" }]
    }
  ]
}
`,
		},
	],
	visit: {
		dashboard({ dashboard }, { report }) {
			for (const { language, query, instant } of dashboard.panels.flatMap(({ targets }) => targets)) {
				if (language !== "logql" || query === undefined || instant) continue;
				const code = query.value.replace(/"(?:[^"\\]|\\.)*"|`[^`]*`/g, "");
				const window = /\[\s*((?:\d+(?:ms|[smhdwy]))+|\$__interval|\$\{__interval\}|\$__range)\s*\]/.exec(code)?.[1];
				if (window === undefined) continue;
				report({
					at: query.span,
					message: `This query counts over ${shorten(window)}, whatever the panel's step is, so lines are counted twice or left out. Write [$__auto].`,
				});
			}
		},
	},
});
