import { askAboutRule } from "../../metrics/ruleQuestion.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "rule/failing-on-server",
	title: "Rule that the server fails to evaluate",
	severity: "warning",
	needs: ["rules"],
	why: "A rule that loads can still fail each time it is evaluated: two series match one another's labels, a limit is exceeded, the query takes too long. Prometheus then records nothing and fires nothing, and only its own metrics and its page of rules say so.",
	fix: "Read what the server says. For series that match many to many, aggregate one side to the labels of the match, or name them with `on` and `group_left`.",
	differences:
		"Only told where the server evaluates this very expression, in a group and a rule of these names. It is asked at most twice a minute, and only while somebody looks.",
	examples: [
		{
			title: "Many series on both sides",
			bad: `groups:
  - name: api
    rules:
      - alert: Failing
        expr: errors / on (job) requests > 0.1
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Failing
        expr: sum by (job) (errors) / sum by (job) (requests) > 0.1
`,
			knowledge: {
				ruleOnServer: ({ expression }) =>
					expression.includes("sum")
						? "elsewhere"
						: {
								health: "err",
								lastError: 'found duplicate series for the match group {job="api"} on the right side',
								intervalSeconds: 60,
							},
			},
		},
	],
	visit: {
		group({ group, rules }, { report, knowledge }) {
			for (const { rule, expression } of rules) {
				const question = expression && askAboutRule(rule, group);
				if (question === undefined || expression === undefined) continue;
				const evaluated = knowledge.ruleOnServer(question);
				if (evaluated === undefined || evaluated === "elsewhere" || evaluated.health !== "err") continue;
				const loss = rule.kind === "alert" ? "the alert cannot fire" : "nothing is recorded";
				const said = evaluated.lastError?.replace(/\s+/g, " ").trim() ?? "";
				report({
					at: expression.at(expression.expression),
					message: `The server fails to evaluate ${question.name}, so ${loss}${said === "" ? "" : `: ${said.slice(0, longest)}`}${/[.!?]$/.test(said) ? "" : "."} Mend the expression, and see that it works with “Observability: Run Query”.`,
				});
			}
		},
	},
});

/** Characters of what the server said: it may print whole label sets. */
const longest = 400;
