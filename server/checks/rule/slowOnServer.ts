import { askAboutRule } from "../../metrics/ruleQuestion.ts";
import { formatSample } from "../../metrics/sampleFormat.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "rule/slow-on-server",
	title: "Rule that takes much of its interval",
	severity: "information",
	needs: ["rules"],
	why: "The rules of a group are evaluated one after the other. One that takes a good part of the interval delays those after it, and with a little more load the group misses evaluations: alerts come late, and recorded series get gaps.",
	fix: "Record the dear part at a longer interval and read that, narrow the selectors, or move the rule to a group of its own.",
	differences:
		"Only told where the server evaluates this very expression, in a group and a rule of these names. It is asked at most twice a minute, and only while somebody looks.",
	options: {
		share: {
			kind: "number",
			description: "Told where the last evaluation took more than this share of the group's interval.",
			default: 0.25,
		},
	},
	examples: [
		{
			title: "Half of a minute",
			bad: `groups:
  - name: api
    rules:
      - record: path:requests:rate1h
        expr: sum by (path) (rate(requests_total[1h]))
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - record: path:requests:rate1h
        expr: avg_over_time(path:requests:rate5m[1h])
`,
			knowledge: {
				ruleOnServer: ({ expression }) =>
					expression.startsWith("sum") ? { health: "ok", evaluationSeconds: 28, intervalSeconds: 60 } : "elsewhere",
			},
		},
	],
	visit: {
		group({ group, rules }, { report, knowledge, options }) {
			for (const { rule, expression } of rules) {
				const question = expression && askAboutRule(rule, group);
				if (question === undefined || expression === undefined) continue;
				const evaluated = knowledge.ruleOnServer(question);
				if (evaluated === undefined || evaluated === "elsewhere") continue;
				const { evaluationSeconds: seconds, intervalSeconds: interval } = evaluated;
				if (seconds === undefined || interval <= 0 || seconds <= interval * options.share) continue;
				const [took, of] = [formatSample(seconds, "seconds"), formatSample(interval, "seconds")];
				report({
					at: expression.at(expression.expression),
					message: `The last evaluation of ${question.name} took ${took} of the group's interval of ${of}, and holds up the rules after it. Record its dear part once and read that, or narrow the selectors.`,
				});
			}
		},
	},
});
