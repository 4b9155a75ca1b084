import type { LabelMatcher, VectorSelector } from "../../promql/ast.ts";
import { nameOfSelector } from "../../promql/result/matchers.ts";
import { shorten, shortenCode } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import { defineCheck } from "../check.ts";
import { readPattern } from "../optionPattern.ts";

export default defineCheck({
	id: "promql/required-matchers",
	title: "Selector without a matcher that the team has agreed on",
	severity: "warning",
	optIn: true,
	why: "A selector without `job` takes in every exporter that happens to have a metric of that name, and one without `cluster` or `tenant` reads everybody's series, as slowly as that is.",
	fix: "Add the matcher.",
	equivalents: ["pint promql/selector", "promruval expressionUsesOnlyAllowedLabelsForMetricRegexp"],
	options: {
		selectors: {
			kind: "list",
			description: "What is asked of selectors.",
			of: {
				metrics: { kind: "pattern", description: "The names of the metrics that this is about.", default: undefined },
				label: { kind: "string", description: "The label that is matched.", default: undefined, required: true },
				values: { kind: "pattern", description: "What the matcher's text matches.", default: undefined },
				forbidden: { kind: "boolean", description: "The label must not be matched.", default: false },
				recorded: { kind: "boolean", description: "Also of names with a colon.", default: false },
			},
		},
	},
	examples: [
		{
			title: "A job for each metric",
			options: { selectors: [{ label: "job" }] },
			bad: `groups:
  - name: api
    rules:
      - record: job:requests:rate5m
        expr: sum by (job) (rate(requests_total[5m]))
                                 ^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - record: job:requests:rate5m
        expr: sum by (job) (rate(requests_total{job="api"}[5m]))
`,
		},
	],
	visit: {
		expression(expression, { report, options }) {
			if (options.selectors.length === 0) return;
			for (const part of walk(expression.expression)) {
				const name = part.kind === "selector" ? nameOfSelector(part) : undefined;
				if (part.kind !== "selector" || name === undefined || name.startsWith("ALERTS") || expression.masked(part))
					continue;
				for (const { metrics, label, values, forbidden, recorded } of options.selectors) {
					if (label === undefined || (name.includes(":") && !recorded) || !readPattern(metrics)(name)) continue;
					const matcher = matcherOf(part, label);
					const fits = matcher === undefined ? forbidden : !forbidden && readPattern(values)(textOf(matcher));
					if (fits) continue;
					const wanted = values === undefined ? shorten(label) : `${shorten(label)} with ${shorten(values)}`;
					const code = shortenCode(expression.textOf(part));
					report({
						at: expression.at(matcher?.span ?? part.span),
						message: forbidden
							? `${code} matches ${shorten(label)}, which the configuration forbids. Take the matcher out.`
							: `${code} has no matcher of ${wanted}, as the configuration asks. Add it.`,
					});
				}
			}
		},
	},
});

function matcherOf({ matchers }: VectorSelector, name: string): LabelMatcher | undefined {
	return matchers.find(({ label }) => label.name === name);
}

function textOf({ value }: LabelMatcher): string {
	return value.kind === "string" ? value.value : "";
}
