import type { Dashboard, DashboardVariable } from "../../documents/model/dashboard.ts";
import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";
import { findMentions } from "./usedVariables.ts";

export default defineCheck({
	id: "dashboard/unused-variable",
	title: "Variable that nothing uses",
	severity: "information",
	why: "The dashboard offers a choice that changes nothing: whoever picks a cluster there believes that the panels show that cluster. Its query is sent to Prometheus all the same.",
	fix: "Use the variable in the queries that it is meant for, or remove it.",
	differences:
		"Not reported where a link passes all variables on, or where a library panel, which is not in the file, could use it.",
	examples: [
		{
			title: "A choice without effect",
			file: "dashboard.json",
			bad: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    { "type": "timeseries", "title": "Up", "targets": [{ "expr": "up" }] }
  ],
  "templating": { "list": [{ "name": "job", "type": "query", "query": "label_values(up, job)" }] }
                                     ^^^^^
}
`,
			good: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    { "type": "timeseries", "title": "Up", "targets": [{ "expr": "up{job=~\\"$job\\"}" }] }
  ],
  "templating": { "list": [{ "name": "job", "type": "query", "query": "label_values(up, job)" }] }
}
`,
		},
	],
	visit: {
		file({ source, model }, { report }) {
			for (const dashboard of model.dashboards) {
				const unused = dashboard.variables.filter(({ type }) => type !== "adhoc" && type !== "other");
				if (unused.length === 0 || dashboard.panels.some(({ libraryPanel }) => libraryPanel !== undefined)) continue;
				const text = source.text.slice(dashboard.span.start, dashboard.span.end);
				if (/\bincludeVars\\?["']?\s*:\s*true|__all_variables/.test(text)) continue;
				const used = new Set(findMentions(text).map(({ name }) => name));
				for (const name of namedAlone(dashboard)) used.add(name);
				for (const variable of unused) {
					if (used.has(variable.name.value) || isNamedByKey(text, variable)) continue;
					report({
						at: variable.name.span,
						message: `No query, title, link or other variable of this dashboard uses ${shorten(variable.name.value)}, so choosing a value changes nothing. Use $${shorten(variable.name.value)} where it is meant to count, or remove it.`,
					});
				}
			}
		},
	},
});

/** Rows and panels are repeated by a name without the dollar sign. */
function namedAlone({ panels, rows }: Dashboard): readonly string[] {
	return [...panels, ...rows].flatMap(({ repeat }) => (repeat === undefined ? [] : [repeat.value]));
}

/** Newer dashboards name variables so for repetitions and for conditions under which something is shown. */
function isNamedByKey(text: string, { name }: DashboardVariable): boolean {
	const word = name.value.replace(/[^\w]/g, "\\$&");
	return new RegExp(`\\b(?:value|variable|repeat)\\\\?["']?\\s*:\\s*\\\\?["']?${word}\\b`).test(text);
}
