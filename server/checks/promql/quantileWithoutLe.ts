import type { Aggregation, Expression } from "../../promql/ast.ts";
import { nameOfSelector } from "../../promql/result/matchers.ts";
import { walk } from "../../promql/visit.ts";
import type { Span } from "../../text/span.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "promql/quantile-without-le",
	title: "Quantile of buckets without their limits",
	severity: "warning",
	why: "The buckets of a classic histogram are told apart by the label `le` alone. Summed without it they are one number, of which no quantile can be told: `histogram_quantile` leaves such series out, the panel is empty, and the alert never fires.",
	fix: "Keep `le`: `histogram_quantile(0.9, sum by (le) (rate(x_bucket[5m])))`.",
	differences:
		"Only of metrics whose name ends with `_bucket`: native histograms have no `le`, and summing them is right.",
	examples: [
		{
			title: "Summed by job alone",
			bad: `groups:
  - name: api
    rules:
      - record: job:latency_seconds:p90
        expr: histogram_quantile(0.9, sum by (job) (rate(latency_seconds_bucket[5m])))
                                      ^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - record: job:latency_seconds:p90
        expr: histogram_quantile(0.9, sum by (job, le) (rate(latency_seconds_bucket[5m])))
`,
		},
		{
			title: "Summed to one number",
			bad: `groups:
  - name: api
    rules:
      - record: latency_seconds:p90
        expr: histogram_quantile(0.9, sum(rate(latency_seconds_bucket[5m])))
                                      ^^^
`,
			good: `groups:
  - name: api
    rules:
      - record: latency_seconds:p90
        expr: histogram_quantile(0.9, sum by (le) (rate(latency_seconds_bucket[5m])))
`,
		},
	],
	visit: {
		expression(expression, { report }) {
			for (const part of walk(expression.expression)) {
				const sum = part.kind === "call" && part.function.name === "histogram_quantile" ? sumIn(part) : undefined;
				if (sum === undefined || !losesLimits(sum) || !readsBuckets(sum.expression)) continue;
				const { operator, grouping } = sum;
				const span = grouping === undefined ? operator.span : joinSpans(operator.span, grouping.span);
				report({
					at: expression.at(span),
					message: `${expression.textOf(span)} takes le away, by which buckets are told apart, so histogram_quantile has nothing to return. Keep it, as in ${operator.name} by (le).`,
					fix: {
						title: "Keep le",
						edits: [{ at: expression.at(placeOf(sum)), newText: writeGrouping(sum, (at) => expression.textOf(at)) }],
					},
				});
			}
		},
	},
});

function sumIn({ arguments: given }: Expression & { readonly kind: "call" }): Aggregation | undefined {
	let inner = given[1];
	while (inner?.kind === "paren") inner = inner.expression;
	return inner?.kind === "aggregation" && /^(?:sum|avg|min|max)$/.test(inner.operator.name) ? inner : undefined;
}

function losesLimits({ grouping }: Aggregation): boolean {
	if (grouping === undefined) return true;
	return grouping.labels.some(({ name }) => name === "le") === grouping.without;
}

function readsBuckets(root: Expression): boolean {
	const selectors = [...walk(root)].filter((part) => part.kind === "selector");
	// What makes labels may make this one.
	const makes = [...walk(root)].some((part) => part.kind === "call" && part.function.name.startsWith("label_"));
	const named = selectors.every((selector) => /^[^:]*_bucket$/.test(nameOfSelector(selector) ?? ""));
	return selectors.length > 0 && named && !makes;
}

function joinSpans(a: Span, b: Span): Span {
	return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

/** What is written anew: the labels in parentheses, or nothing, behind the operator. */
function placeOf({ operator, grouping }: Aggregation): Span {
	if (grouping === undefined) return { start: operator.span.end, end: operator.span.end };
	return grouping.labelsSpan;
}

function writeGrouping({ grouping }: Aggregation, textOf: (span: Span) => string): string {
	if (grouping === undefined) return " by (le) ";
	const labels = grouping.labels.map(({ span }) => textOf(span));
	const kept = grouping.without
		? grouping.labels.filter(({ name }) => name !== "le").map(({ span }) => textOf(span))
		: [...labels, "le"];
	return `(${kept.join(", ")})`;
}
