import type { Rule } from "../../documents/model.ts";
import type { Expression } from "../../promql/ast.ts";
import { printDuration } from "../../promql/duration.ts";
import { parsePromql } from "../../promql/parse.ts";
import { nameOfSelector } from "../../promql/result/matchers.ts";
import { walk } from "../../promql/visit.ts";
import { defineCheck } from "../check.ts";

/** Shorter averages are well again before anybody reads them. */
const longSeconds = 86_400;

export default defineCheck({
	id: "slo/poisoned-average",
	title: "Long average of a ratio that can be NaN",
	severity: "information",
	why: "Errors divided by requests is 0 ÷ 0 where there are no requests, and that is NaN, a sample like any other. `avg_over_time` and `sum_over_time` of a range with a single NaN are NaN: one quiet five minutes at night, and the month has no error ratio and no budget for thirty days.",
	fix: "Let the rule record nothing where there are no requests: `errors / (requests > 0)`.",
	differences: "Rules that Sloth made are not reported: whoever edits them loses the edit.",
	examples: [
		{
			title: "A month of a ratio",
			bad: `groups:
  - name: slo
    rules:
      - record: job:errors:ratio_rate5m
        expr: sum(rate(errors_total[5m])) / sum(rate(requests_total[5m]))
      - record: job:errors:ratio_avg30d
        expr: avg_over_time(job:errors:ratio_rate5m[30d])
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: slo
    rules:
      - record: job:errors:ratio_rate5m
        expr: sum(rate(errors_total[5m])) / (sum(rate(requests_total[5m])) > 0)
      - record: job:errors:ratio_avg30d
        expr: avg_over_time(job:errors:ratio_rate5m[30d])
`,
		},
	],
	visit: {
		file({ model }, { report }) {
			const rules = model.groups.flatMap((group) => group.rules);
			const poisoned = new Set(rules.flatMap((rule) => nameOfRatio(rule) ?? []));
			// Two rules of one name may be of different SLOs, of which one is safe.
			for (const rule of rules) {
				if (rule.kind === "record" && nameOfRatio(rule) === undefined) poisoned.delete(rule.name?.value ?? "");
			}
			if (poisoned.size === 0) return;
			for (const { expression: region } of rules) {
				if (region === undefined || region.masks !== undefined) continue;
				const { expression, problems } = parsePromql(region.text);
				if (problems.length > 0) continue;
				for (const part of walk(expression)) {
					const average = readAverage(part);
					if (average === undefined || !poisoned.has(average.name)) continue;
					report({
						at: { region, span: part.span },
						message: `${average.name} is 0 ÷ 0, which is NaN, where there are no requests, and one NaN makes all of the ${printDuration(average.seconds)} NaN. Divide by “(… > 0)” in its rule, so that it records nothing then.`,
					});
				}
			}
		},
	},
});

/** The name of what a rule records that divides rates, with nothing that keeps a NaN away. */
function nameOfRatio({ kind, name, expression: region }: Rule): string | undefined {
	if (kind !== "record" || name === undefined || region === undefined || region.masks !== undefined) return undefined;
	if (name.value.startsWith("slo:sli_error:")) return undefined;
	const { expression, problems } = parsePromql(region.text);
	if (problems.length > 0) return undefined;
	const quotient = withoutParens(expression);
	if (quotient.kind !== "binary" || quotient.operator.name !== "/") return undefined;
	return isRate(quotient.left) && isRate(quotient.right) ? name.value : undefined;
}

/** A rate, or a sum of rates: 0 where nothing happens. */
function isRate(whole: Expression): boolean {
	const expression = withoutParens(whole);
	if (expression.kind === "aggregation") return expression.operator.name === "sum" && isRate(expression.expression);
	return expression.kind === "call" && /^(rate|increase|irate)$/.test(expression.function.name);
}

function readAverage(part: Expression): { readonly name: string; readonly seconds: number } | undefined {
	if (part.kind !== "call" || !/^(avg|sum)_over_time$/.test(part.function.name)) return undefined;
	const [argument] = part.arguments;
	if (argument?.kind !== "matrix" || argument.selector.kind !== "selector") return undefined;
	const seconds = argument.range?.seconds ?? 0;
	const name = nameOfSelector(argument.selector);
	return name === undefined || seconds < longSeconds ? undefined : { name, seconds };
}

function withoutParens(expression: Expression): Expression {
	let inner = expression;
	while (inner.kind === "paren") inner = inner.expression;
	return inner;
}
