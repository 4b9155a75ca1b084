import { nameOfSelector } from "../../promql/result/matchers.ts";
import { shorten } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import { defineCheck } from "../check.ts";
import { readPattern } from "../optionPattern.ts";

export default defineCheck({
	id: "naming/rate-of-total",
	title: "Rate of what is no counter by its name",
	severity: "information",
	optIn: true,
	why: "`rate` and `increase` take every fall of a value for a restart of a counter. Of a gauge they make up growth that never was. Counters end with `_total` by agreement, those of histograms and summaries with `_count`, `_sum` and `_bucket`.",
	fix: "Use `deriv` or `delta` for a gauge. Where it is a counter of an old exporter, add it to `counters`.",
	equivalents: ["promruval validFunctionsOnCounters"],
	differences:
		"By the name alone, so off by default; what targets say of a metric is judged by `promql/rate-of-gauge`.",
	options: {
		counters: {
			kind: "pattern",
			description: "Other names that are counters.",
			default: undefined,
		},
	},
	examples: [
		{
			title: "A gauge by its name",
			bad: `groups:
  - name: api
    rules:
      - record: job:queue_length:rate5m
        expr: sum by (job) (rate(queue_length[5m]))
                                 ^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - record: job:queue_length:deriv5m
        expr: sum by (job) (deriv(queue_length[5m]))
`,
		},
	],
	visit: {
		expression(expression, { report, options, knowledge }) {
			for (const part of walk(expression.expression)) {
				if (part.kind !== "call" || !/^(?:i?rate|increase)$/.test(part.function.name)) continue;
				const [range] = part.arguments;
				if (range?.kind !== "matrix" || range.selector.kind !== "selector") continue;
				const name = nameOfSelector(range.selector);
				if (name === undefined || /_(?:total|count|sum|bucket)$|:/.test(name)) continue;
				// What a target says counts more, and native histograms have no ending.
				if (knowledge.metadata(name) !== undefined) continue;
				if (options.counters !== undefined && readPattern(options.counters)(name)) continue;
				report({
					at: expression.at(range.selector.name?.span ?? range.selector.span),
					message: `By its name ${shorten(name)} is no counter, and ${part.function.name} takes every fall of a value for a restart. Use deriv or delta for a gauge.`,
				});
			}
		},
	},
});
