import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";
import { readPattern } from "../optionPattern.ts";

export default defineCheck({
	id: "naming/rule-name",
	title: "Rule name that the team does not use",
	severity: "warning",
	optIn: true,
	why: "Routes, silences and dashboards choose alerts by their names, and people by the first word of them. A name that follows no pattern is missed by all of these.",
	fix: "Name the rule as the pattern in the configuration asks.",
	equivalents: ["pint rule/name", "promruval alertNameMatchesRegexp", "promruval recordedMetricNameMatchesRegexp"],
	options: {
		alerts: { kind: "pattern", description: "What names of alerts match.", default: undefined },
		records: { kind: "pattern", description: "What names of recorded series match.", default: undefined },
	},
	examples: [
		{
			title: "Alerts in camel case",
			options: { alerts: "([A-Z][a-z0-9]+)+" },
			bad: `groups:
  - name: api
    rules:
      - alert: api_down
               ^^^^^^^^
        expr: up == 0
`,
			good: `groups:
  - name: api
    rules:
      - alert: ApiDown
        expr: up == 0
`,
		},
	],
	visit: {
		rule({ rule: { kind, name } }, { report, options }) {
			// What a chart fills in is not known.
			if (name === undefined || kind === "incomplete" || name.value.includes("{{")) return;
			const pattern = kind === "alert" ? options.alerts : options.records;
			if (pattern === undefined || readPattern(pattern)(name.value)) return;
			report({
				at: name.span,
				message: `The name ${shorten(name.value)} does not match ${shorten(pattern)}, as the configuration asks. Rename it.`,
			});
		},
	},
});
