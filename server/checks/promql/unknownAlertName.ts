import type { LabelMatcher } from "../../promql/ast.ts";
import { nameOfSelector } from "../../promql/result/matchers.ts";
import { shorten } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "promql/unknown-alert-name",
	title: "Alert that nobody has",
	severity: "warning",
	needs: ["workspace", "series"],
	why: "`ALERTS` and `ALERTS_FOR_STATE` have a series for each active alert of a rule. Of a name that no rule has there is never one: the expression finds nothing, however bad it gets. It happens when an alert is renamed and what looks at it is not.",
	fix: "Write the name as the alerting rule has it.",
	equivalents: ["pint promql/series"],
	differences:
		"Reported where the server knows its rules, none of them nor of the known files alerts by that name, and there was no such alert in the last days.",
	examples: [
		{
			title: "The alert was renamed",
			bad: `groups:
  - name: api
    rules:
      - alert: ManyDown
        expr: count(ALERTS{alertname="InstanceDown", alertstate="firing"}) > 3
                           ^^^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: ManyDown
        expr: count(ALERTS{alertname="TargetDown", alertstate="firing"}) > 3
`,
			knowledge: {
				alertExists: (name) => name === "TargetDown",
				seriesOf: () => ({ now: 0, recent: 0, windowSeconds: 604_800 }),
			},
		},
	],
	visit: {
		expression(expression, { report, knowledge }) {
			if (expression.use === "test") return;
			for (const part of walk(expression.expression)) {
				if (part.kind !== "selector" || !/^ALERTS(?:_FOR_STATE)?$/.test(nameOfSelector(part) ?? "")) continue;
				for (const matcher of part.matchers) {
					if (expression.masked(matcher.span)) continue;
					const unknown = namesOf(matcher).filter(
						(name) =>
							knowledge.alertExists(name) === false &&
							knowledge.seriesOf(`ALERTS{alertname=${JSON.stringify(name)}}`)?.recent === 0,
					);
					if (unknown.length === 0) continue;
					const named = unknown.map(shorten).join(", ");
					report({
						at: expression.at(matcher.span),
						message: `No rule of the server or of the files alerts as ${named}, and there was no such alert in the last days, so this finds nothing. Write the name as the rule has it.`,
					});
				}
			}
		},
	},
});

/** The names that a matcher asks for; none where it is a pattern of more than alternatives. */
function namesOf({ label, operator, value }: LabelMatcher): readonly string[] {
	if (label.name !== "alertname" || value.kind !== "string" || value.value === "") return [];
	if (operator === "=") return [value.value];
	return operator === "=~" && /^\w+(?:\|\w+)*$/.test(value.value) ? value.value.split("|") : [];
}
