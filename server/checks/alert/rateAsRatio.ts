import type { BinaryExpression, Expression } from "../../promql/ast.ts";
import { nameOfSelector } from "../../promql/result/matchers.ts";
import { onlyValue } from "../../promql/result/valueRange.ts";
import { shortenCode } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import { type CheckedExpression, type CheckedRule, defineCheck } from "../check.ts";

export default defineCheck({
	id: "alert/rate-as-ratio",
	title: "Rate compared as if it were a ratio",
	severity: "warning",
	why: "A rate counts per second: `rate(errors_total[5m]) > 0.05` fires at one error in twenty seconds, which is all of a quiet service and nothing of a busy one. Described as “5 %”, it pages for nothing during the day and explains itself wrongly.",
	fix: "Divide by the rate of everything: `sum(rate(errors_total[5m])) / sum(rate(requests_total[5m])) > 0.05`.",
	differences:
		"Reported where the alert's texts call the threshold percent, or print the value as percent. Seconds per second, such as CPU time, are a ratio.",
	examples: [
		{
			title: "Five percent of what?",
			bad: `groups:
  - name: api
    rules:
      - alert: HighErrorRate
        expr: rate(http_requests_total{code=~"5.."}[5m]) > 0.05
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        annotations:
          summary: More than 5% of all requests fail.
`,
			good: `groups:
  - name: api
    rules:
      - alert: HighErrorRate
        expr: sum(rate(http_requests_total{code=~"5.."}[5m])) / sum(rate(http_requests_total[5m])) > 0.05
        annotations:
          summary: More than 5% of all requests fail.
`,
		},
	],
	visit: {
		rule(checked, { report }) {
			const { rule, expression } = checked;
			if (rule.kind !== "alert" || expression === undefined || expression.masked(expression.expression)) return;
			for (const part of conditionsIn(expression.expression)) {
				const { value, threshold } = readCondition(part, expression);
				if (value === undefined || threshold === undefined || threshold <= 0 || threshold >= 1) continue;
				const { quantity } = expression.shapeOf(value);
				if (quantity.time !== "perSecond" || takesTime(value)) continue;
				if (Math.abs((quantity.unit?.scale ?? 0) - 1) > 1e-9) continue;
				if (!saysPercent(checked, threshold)) continue;
				report({
					at: expression.at(value),
					message: `${shortenCode(expression.textOf(value))} counts per second and is no share, but the alert's text speaks of percent. Divide it by the rate of everything, as in sum(rate(errors)) / sum(rate(requests)).`,
				});
			}
		},
	},
});

/** The comparisons that decide whether there is a series; those in arguments do not. */
function conditionsIn(root: Expression): readonly BinaryExpression[] {
	if (root.kind === "paren") return conditionsIn(root.expression);
	if (root.kind !== "binary") return [];
	if (/^(?:and|or|unless)$/.test(root.operator.name)) return [...conditionsIn(root.left), ...conditionsIn(root.right)];
	return /^>=?$/.test(root.operator.name) && root.bool === undefined ? [root] : [];
}

function readCondition({ left, right }: BinaryExpression, { alternativesOf }: CheckedExpression) {
	const [limit] = alternativesOf(right);
	return { value: left, threshold: limit?.type === "scalar" ? onlyValue(limit.range) : undefined };
}

/** Claims that it adds up time, by its unit or by the name of a metric without one. */
function takesTime(value: Expression): boolean {
	return [...walk(value)].some(
		(part) =>
			part.kind === "selector" &&
			/cpu|time|duration|busy|second|utili[sz]ation|percent|ratio|_ms|nanos|micros|milli/i.test(
				nameOfSelector(part) ?? "time",
			),
	);
}

function saysPercent({ rule, templates }: CheckedRule, threshold: number): boolean {
	const percent = Number((threshold * 100).toPrecision(6))
		.toString()
		.replace(".", "\\.");
	const said = new RegExp(`(?:^|[^\\d.])${percent}(?:\\.0+)?\\s?(?:%|percent|per cent)`, "i");
	if (rule.annotations.some(({ value }) => said.test(value.value))) return true;
	return templates.some(
		({ of, region: { text } }) =>
			of === "annotation" &&
			/\{\{-?\s*(?:humanizePercentage \$value|\$value \| humanizePercentage|\$value \| printf "[^"]*%%")\s*-?\}\}|\{\{-?\s*\$value\b[^{}]*\}\} ?%/.test(
				text,
			),
	);
}
