import type { Dashboard, Panel } from "../../documents/model/dashboard.ts";
import { shorten } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import { type CheckContext, type CheckedExpression, defineCheck } from "../check.ts";
import { findMentions, findVariable, holdsSeveral } from "./usedVariables.ts";

export default defineCheck({
	id: "dashboard/multi-value-equality",
	title: "Several values compared with =",
	severity: "warning",
	why: "Grafana writes several values, and “All”, as a regular expression: `(api|web)`. `=` compares with that very text, which no label has, so the panel is empty as soon as someone chooses a second value. Even a single one has its dots escaped for a regular expression.",
	fix: "Write `=~` for `=`, and `!~` for `!=`.",
	differences:
		"Panels and rows that are repeated for each value of the variable have one value each, so they are not reported.",
	examples: [
		{
			title: "A variable with All",
			file: "dashboard.json",
			bad: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    { "type": "timeseries", "title": "Up", "targets": [{ "expr": "up{job=\\"$job\\"}" }] }
                                                                     ^^^^^^^^^^^^
  ],
  "templating": { "list": [{ "name": "job", "type": "query", "query": "label_values(up, job)", "includeAll": true }] }
}
`,
			good: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    { "type": "timeseries", "title": "Up", "targets": [{ "expr": "up{job=~\\"$job\\"}" }] }
  ],
  "templating": { "list": [{ "name": "job", "type": "query", "query": "label_values(up, job)", "includeAll": true }] }
}
`,
		},
	],
	visit: {
		dashboard({ dashboard, targets, variableQueries }, { report }) {
			const several = new Set(dashboard.variables.filter(holdsSeveral).map(({ name }) => name.value));
			const uses = ({ region }: CheckedExpression) => region.masks?.some(({ name = "" }) => several.has(name)) === true;
			for (const { panel, expression } of targets) {
				if (!uses(expression)) continue;
				const repeated = new Set(repeatsOf(panel, dashboard));
				reportIn(expression, dashboard, repeated, report);
			}
			for (const expression of variableQueries.filter(uses)) reportIn(expression, dashboard, new Set(), report);
		},
	},
});

function repeatsOf(panel: Panel, { rows }: Dashboard): readonly string[] {
	const own = panel.repeat === undefined ? [] : [panel.repeat.value];
	const ofRows = rows.flatMap((row) =>
		row.repeat !== undefined && row.panels.includes(panel) ? [row.repeat.value] : [],
	);
	return [...own, ...ofRows];
}

function reportIn(
	expression: CheckedExpression,
	dashboard: Dashboard,
	repeated: ReadonlySet<string>,
	report: CheckContext<unknown>["report"],
): void {
	for (const part of walk(expression.expression)) {
		if (part.kind !== "selector") continue;
		for (const { label, operator, operatorSpan, value, span } of part.matchers) {
			if ((operator !== "=" && operator !== "!=") || operatorSpan === undefined || value.kind !== "string") continue;
			const written = expression.textOf(value).slice(1, -1);
			const [mention, ...others] = findMentions(written);
			if (mention === undefined || others.length > 0 || mention.source !== written) continue;
			const variable = findVariable(dashboard, mention.name);
			if (variable === undefined || !holdsSeveral(variable) || repeated.has(mention.name)) continue;
			// Other formats are no regular expressions, and whoever writes one has thought about it.
			if (/:/.test(written) && !/:(?:regex|pipe)\b/.test(written)) continue;
			const better = operator === "=" ? "=~" : "!~";
			const can = variable.multi ? "several values" : "“All”";
			report({
				at: expression.at(span),
				evenMasked: true,
				message: `The variable ${shorten(mention.name)} can have ${can}, which Grafana writes as a regular expression, and ${operator} takes that for the label's text: ${operator === "=" ? "nothing matches" : "nothing is left out"} then. Write ${shorten(label.name)}${better}"${shorten(written)}".`,
				fix: { title: `Write ${better}`, edits: [{ at: expression.at(operatorSpan), newText: better }] },
			});
		}
	}
}
