import type { RuleGroup } from "../../documents/model.ts";
import { askAboutRule } from "../../metrics/ruleQuestion.ts";
import { formatSample } from "../../metrics/sampleFormat.ts";
import type { CheckedRule } from "../check.ts";
import { defineCheck } from "../check.ts";
import type { CheckKnowledge, EvaluatedRule } from "../knowledge.ts";

export default defineCheck({
	id: "group/missed-evaluations",
	title: "Group that misses evaluations",
	severity: "warning",
	needs: ["rules"],
	why: "Where evaluating all rules of a group takes longer than its interval, Prometheus skips the evaluations in between. Alerts come late or never reach their `for`, and what is recorded has gaps in which graphs and other rules find nothing.",
	fix: "Split the group, so that its parts are evaluated side by side; make its slowest rules cheaper; or give it a longer `interval`.",
	differences:
		"Only told where the server evaluates at least one of its rules with this very expression. It is asked at most twice a minute, and only while somebody looks.",
	examples: [
		{
			title: "Longer than a minute",
			bad: `groups:
  - name: api
          ^^^
    rules:
      - record: path:requests:rate1h
        expr: sum by (path) (rate(requests_total[1h]))
`,
			good: `groups:
  - name: paths
    interval: 5m
    rules:
      - record: path:requests:rate1h
        expr: sum by (path) (rate(requests_total[1h]))
`,
			knowledge: {
				ruleOnServer: ({ group }) =>
					group === "api" ? { health: "ok", groupEvaluationSeconds: 75, intervalSeconds: 60 } : "elsewhere",
			},
		},
	],
	visit: {
		group({ group, rules }, { report, knowledge }) {
			const { name } = group;
			const evaluated = name && findEvaluated(group, rules, knowledge);
			if (name === undefined || evaluated === undefined) return;
			const { intervalSeconds: interval, groupEvaluationSeconds: seconds, behindSeconds: behind } = evaluated;
			if (interval <= 0) return;
			const of = formatSample(interval, "seconds");
			if (seconds !== undefined && seconds > interval) {
				report({
					at: name.span,
					message: `The last evaluation of the group ${name.value} took ${formatSample(seconds, "seconds")}, which is more than its interval of ${of}: the server skips the evaluations in between. Split the group, make its slowest rules cheaper, or give it a longer interval.`,
				});
			} else if (behind !== undefined && behind > interval * missedInRow) {
				report({
					at: name.span,
					message: `The server has not evaluated the group ${name.value} for ${formatSample(behind, "seconds")}, though its interval is ${of} and other groups were evaluated since. Look at the server's log, and at prometheus_rule_group_iterations_missed_total.`,
				});
			}
		},
	},
});

/** Groups are evaluated at moments of their own, so that one may be an interval behind another. */
const missedInRow = 3;

/** All rules of a group tell the same of it. */
function findEvaluated(
	group: RuleGroup,
	rules: readonly CheckedRule[],
	knowledge: CheckKnowledge,
): EvaluatedRule | undefined {
	for (const { rule } of rules) {
		const question = askAboutRule(rule, group);
		const evaluated = question && knowledge.ruleOnServer(question);
		if (evaluated !== undefined && evaluated !== "elsewhere") return evaluated;
	}
	return undefined;
}
