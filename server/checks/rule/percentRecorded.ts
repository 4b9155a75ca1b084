import { percentIn } from "../../promql/result/percent.ts";
import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "rule/percent-recorded",
	title: "Percent in a recording rule",
	severity: "information",
	why: "Ratios compose: one less a ratio is the rest, one times the other is the share of a share, and `humanizePercentage` and Grafana's “percent (0.0-1.0)” print them. Percents do none of that, and whoever compares the recorded series with 0.05 finds out at night that it holds 5.",
	fix: "Record the ratio, without `* 100`, and give it a name that says so, such as `…:ratio`. Multiply where it is shown. Whoever reads the recorded series has to change with it.",
	examples: [
		{
			title: "Multiplied by 100",
			bad: `groups:
  - name: api
    rules:
      - record: job:errors:ratio_rate5m
        expr: 100 * sum by (job) (rate(errors_total[5m])) / sum by (job) (rate(requests_total[5m]))
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - record: job:errors:ratio_rate5m
        expr: sum by (job) (rate(errors_total[5m])) / sum by (job) (rate(requests_total[5m]))
`,
		},
		{
			title: "At the end",
			bad: `groups:
  - name: api
    rules:
      - record: job:up:avg
        expr: avg by (job) (up) * 100
              ^^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - record: job:up:avg
        expr: avg by (job) (up)
`,
		},
	],
	visit: {
		rule({ rule, expression }, { report }) {
			if (rule.kind !== "record" || expression === undefined) return;
			const factor = percentIn(expression.expression);
			if (factor === undefined) return;
			const { left, right } = factor;
			const onLeft = left.kind === "number";
			const gap = onLeft
				? { start: left.span.start, end: right.span.start }
				: { start: left.span.end, end: right.span.end };
			// A name that says percent would be wrong without the factor.
			const named = /percent|pct/i.test(rule.name?.value ?? "");
			const fixable = !named && (onLeft || right.kind === "number");
			report({
				at: expression.at(factor),
				message: `${shorten(rule.name?.value ?? "This rule")} records percent. Ratios compose and percents do not: record the ratio without “* 100”, and multiply where it is shown.`,
				...(fixable && {
					fix: { title: "Record the ratio, without * 100", edits: [{ at: expression.at(gap), newText: "" }] },
				}),
			});
		},
	},
});
