import type { Call, VectorSelector } from "../../promql/ast.ts";
import { nameOfSelector } from "../../promql/result/matchers.ts";
import { shortenCode } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "promql/quantile-since-start",
	title: "Quantile of everything since the start",
	severity: "warning",
	why: "Buckets are counters: they hold every observation since the process started. A quantile of them without `rate` is that of weeks, which an hour of slow requests does not move; after a restart it jumps.",
	fix: "Take the rate of the buckets over the time that is meant: `histogram_quantile(0.9, sum by (le) (rate(x_bucket[5m])))`.",
	examples: [
		{
			title: "Buckets as they are",
			bad: `groups:
  - name: api
    rules:
      - alert: Slow
        expr: histogram_quantile(0.9, sum by (le) (latency_seconds_bucket)) > 1
                                                   ^^^^^^^^^^^^^^^^^^^^^^
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
		expression(expression, { report, knowledge }) {
			for (const part of walk(expression.expression)) {
				const buckets =
					part.kind === "call" && part.function.name === "histogram_quantile" ? bucketsIn(part) : undefined;
				const name = buckets && nameOfSelector(buckets);
				// What a rule records under a name of buckets is a rate, and gauge histograms count what is there now.
				if (buckets === undefined || name === undefined || !/^[^:]*_bucket$/.test(name)) continue;
				if (knowledge.metadata(name)?.type === "gaugehistogram") continue;
				if (knowledge.results.recorded(name).length > 0) continue;
				report({
					at: expression.at(buckets),
					message: `${shortenCode(expression.textOf(buckets))} counts since the process started, so the quantile is that of all this time. Take its rate, as in rate(…[5m]).`,
				});
			}
		},
	},
});

function bucketsIn({ arguments: given }: Call): VectorSelector | undefined {
	let inner = given[1];
	while (inner?.kind === "paren" || (inner?.kind === "aggregation" && inner.operator.name === "sum")) {
		inner = inner.expression;
	}
	return inner?.kind === "selector" ? inner : undefined;
}
