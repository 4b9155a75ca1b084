import type { Expression } from "../../promql/ast.ts";
import { printDuration } from "../../promql/duration.ts";
import { nameOfSelector } from "../../promql/result/matchers.ts";
import { shortenCode } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import { defineCheck } from "../check.ts";
import { isRecorded, looksRecorded } from "../selectorQuestions.ts";

export default defineCheck({
	id: "alert/absent-too-soon",
	title: "Absence that is told after one missed scrape",
	severity: "warning",
	needs: ["scrapeInterval"],
	why: "`absent` is true as soon as the metric has no sample: after one scrape that failed, and for a moment after Prometheus has started, before the first scrape. Without a `for` of at least two scrape intervals such a moment pages somebody.",
	fix: "Give the alert a `for` of two scrape intervals or more.",
	equivalents: ["pint alerts/absent"],
	differences: "`absent_over_time` has a window of its own and is not reported, nor is a metric that a rule records.",
	examples: [
		{
			title: "A scrape a minute, and no pause",
			bad: `groups:
  - name: api
    rules:
      - alert: ApiGone
        expr: absent(up{job="api"})
              ^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: ApiGone
        expr: absent(up{job="api"})
        for: 5m
`,
			knowledge: { scrapeIntervalSeconds: () => 60 },
		},
		{
			title: "One scrape interval is not enough",
			bad: `groups:
  - name: api
    rules:
      - alert: ApiGone
        expr: absent(up{job="api"})
              ^^^^^^^^^^^^^^^^^^^^^
        for: 1m
`,
			good: `groups:
  - name: api
    rules:
      - alert: ApiGone
        expr: absent(up{job="api"})
        for: 2m
`,
			knowledge: { scrapeIntervalSeconds: () => 60 },
		},
	],
	visit: {
		rule({ rule, expression }, { report, knowledge }) {
			if (rule.kind !== "alert" || expression === undefined) return;
			if (rule.mayBring?.includes("for") === true) return;
			const waits = rule.forSeconds?.value ?? 0;
			for (const part of walk(expression.expression)) {
				if (part.kind !== "call" || part.function.name !== "absent") continue;
				const selector = withoutParens(part.arguments[0]);
				if (selector?.kind !== "selector") continue;
				const name = nameOfSelector(selector);
				if (name === undefined || looksRecorded(name) || expression.masked(selector)) continue;
				const interval = knowledge.scrapeIntervalSeconds(selector);
				if (interval === undefined || waits >= 2 * interval || isRecorded(name, knowledge)) continue;
				const wanted = printDuration(2 * interval);
				const now = waits === 0 ? "has no for" : `waits for ${printDuration(waits)} only`;
				report({
					at: expression.at(part),
					message: `The alert ${now}, and the metric is scraped every ${printDuration(interval)}: ${shortenCode(expression.textOf(part))} is true after one missed scrape, and when Prometheus starts. Set for: ${wanted} or more.`,
				});
			}
		},
	},
});

function withoutParens(part: Expression | undefined): Expression | undefined {
	let inner = part;
	while (inner?.kind === "paren") inner = inner.expression;
	return inner;
}
