import type { Dashboard, Datasource } from "../../documents/model/dashboard.ts";
import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";
import { insideQuotes } from "./insideQuotes.ts";

export default defineCheck({
	id: "dashboard/hard-coded-datasource",
	title: "Data source written out beside a variable for it",
	severity: "information",
	why: "The dashboard lets its reader choose a data source, and this panel asks another one whatever is chosen. In another Grafana the id does not exist, and the panel shows an error.",
	fix: "Write the variable in place of the id.",
	equivalents: ["dashboard-linter panel-datasource-rule"],
	differences:
		"Reported where the dashboard has one variable for data sources of that kind. Grafana's own sources and mixed panels are not.",
	examples: [
		{
			title: "The author's own Prometheus",
			file: "dashboard.json",
			bad: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    {
      "type": "timeseries", "title": "Up", "datasource": { "type": "prometheus", "uid": "PBFA97CFB590B2093" },
                                                                                        ^^^^^^^^^^^^^^^^^^^
      "targets": [{ "expr": "up" }]
    }
  ],
  "templating": { "list": [{ "name": "datasource", "type": "datasource", "query": "prometheus" }] }
}
`,
			good: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    {
      "type": "timeseries", "title": "Up", "datasource": { "type": "prometheus", "uid": "\${datasource}" },
      "targets": [{ "expr": "up" }]
    }
  ],
  "templating": { "list": [{ "name": "datasource", "type": "datasource", "query": "prometheus" }] }
}
`,
		},
	],
	visit: {
		dashboard({ dashboard }, { report }) {
			const variables = dashboard.variables.filter(({ type }) => type === "datasource");
			if (variables.length === 0) return;
			for (const datasource of datasourcesOf(dashboard)) {
				const { reference, referenceSpan, type } = datasource;
				if (reference === undefined || referenceSpan === undefined || type === undefined) continue;
				if (/[$[<{]|^--|^(?:grafana|default|__expr__|-100)$/.test(reference) || type === "datasource") continue;
				const [variable, ...others] = variables.filter(({ query }) => query?.value === type);
				if (variable === undefined || others.length > 0) continue;
				const better = `\${${variable.name.value}}`;
				const inside = insideQuotes(reference, referenceSpan);
				report({
					at: referenceSpan,
					message: `This asks the data source ${shorten(reference)} whatever is chosen for ${shorten(variable.name.value)}, and fails in a Grafana that has no such one. Write ${shorten(better)}.`,
					...(inside === undefined
						? {}
						: { fix: { title: `Write ${shorten(better)}`, edits: [{ at: inside, newText: better }], guess: true } }),
				});
			}
		},
	},
});

function* datasourcesOf({ panels, variables }: Dashboard): Generator<Datasource> {
	for (const { datasource, targets } of panels) {
		if (datasource !== undefined) yield datasource;
		for (const target of targets) if (target.datasource !== undefined) yield target.datasource;
	}
	for (const { datasource } of variables) if (datasource !== undefined) yield datasource;
}
