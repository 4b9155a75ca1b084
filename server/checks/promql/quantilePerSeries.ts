import type { Call, Expression } from "../../promql/ast.ts";
import { shortenCode } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "promql/quantile-per-series",
	title: "A quantile for each series",
	severity: "information",
	optIn: true,
	why: "`histogram_quantile` over buckets as they are gives one quantile for each instance, path, code and method: of the ones with few requests the quantile is noise, and none of them is what all users see. Quantiles cannot be averaged afterwards.",
	fix: "Sum the buckets by `le` and by the labels that matter first: `histogram_quantile(0.9, sum by (le, job) (rate(x_bucket[5m])))`.",
	differences:
		"Off by default: of a histogram with no other label, such as that of a disk, one quantile an instance is right.",
	examples: [
		{
			title: "Not summed",
			bad: `groups:
  - name: api
    rules:
      - alert: Slow
        expr: histogram_quantile(0.9, rate(latency_seconds_bucket[5m])) > 1
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Slow
        expr: histogram_quantile(0.9, sum by (le) (rate(latency_seconds_bucket[5m]))) > 1
`,
		},
	],
	visit: {
		expression(expression, { report }) {
			for (const part of walk(expression.expression)) {
				const rate = part.kind === "call" && part.function.name === "histogram_quantile" ? rateIn(part) : undefined;
				if (rate === undefined) continue;
				report({
					at: expression.at(rate),
					message: `${shortenCode(expression.textOf(rate))} is not summed, so there is one quantile for each series of it. Sum it by le, and by the labels that the quantile is meant for.`,
				});
			}
		},
	},
});

function rateIn({ arguments: given }: Call): Expression | undefined {
	let inner = given[1];
	while (inner?.kind === "paren") inner = inner.expression;
	return inner?.kind === "call" && /^(?:i?rate|increase)$/.test(inner.function.name) ? inner : undefined;
}
