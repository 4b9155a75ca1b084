import type { Expression } from "../../promql/ast.ts";
import { parsePromql } from "../../promql/parse.ts";
import { nameOfSelector } from "../../promql/result/matchers.ts";
import { shorten, shortenCode } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import { type CheckContext, defineCheck } from "../check.ts";

const sumOfRequests = { expression: parsePromql("sum by (job) (requests_total)").expression, labels: new Map() };

export default defineCheck({
	id: "promql/rate-of-recorded-sum",
	title: "Rate of a recorded sum of counters",
	severity: "warning",
	needs: ["metadata"],
	why: "When one of several counters starts anew their sum falls a little, and `rate` takes that for a restart of the whole sum: it adds all that the others have counted in their lives, a spike of millions a second. When an instance goes away the same happens.",
	fix: "Record the sum of the rates, `sum(rate(x[5m]))`, and use that.",
	equivalents: ["pint promql/rate"],
	differences:
		"Told where the rule that records the sum is among the known files. Without metadata a name that ends with `_total` counts as a counter.",
	examples: [
		{
			title: "Through a recording rule",
			bad: `groups:
  - name: api
    rules:
      - alert: Busy
        expr: rate(job:requests:sum[5m]) > 100
              ^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Busy
        expr: job:requests:rate5m > 100
`,
			knowledge: {
				metadata: () => ({ type: "counter", unit: "" }),
				results: {
					metadata: () => undefined,
					recorded: (name) => (name === "job:requests:sum" ? [sumOfRequests] : []),
				},
			},
		},
	],
	visit: {
		expression(expression, { report, knowledge }) {
			if (expression.use === "test") return;
			for (const part of walk(expression.expression)) {
				if (part.kind !== "call" || !/^(?:rate|irate|increase|resets)$/.test(part.function.name)) continue;
				const [matrix] = part.arguments;
				if (matrix?.kind !== "matrix" || matrix.selector.kind !== "selector") continue;
				const name = nameOfSelector(matrix.selector);
				if (name === undefined || expression.masked(matrix)) continue;
				const rules = knowledge.results.recorded(name);
				const counters = rules.map(({ expression: recorded }) => summedCounter(recorded, knowledge));
				const [counter] = counters;
				// Where only one of several rules of that name sums, the series may be those of another.
				if (counter === undefined || counters.includes(undefined)) continue;
				report({
					at: expression.at(part),
					message: `${shorten(name)} records an aggregation of the counter ${shorten(counter)}. When one of the counters restarts, the sum falls, and ${part.function.name} makes a huge spike of it. Record the sum of the rates of ${shorten(counter)} instead of ${shortenCode(expression.textOf(part))}.`,
				});
			}
		},
	},
});

/** The counter whose series the expression aggregates as they are; `undefined` where it does not. */
function summedCounter(recorded: Expression, { metadata }: CheckContext<unknown>["knowledge"]): string | undefined {
	let root = recorded;
	while (root.kind === "paren") root = root.expression;
	if (root.kind !== "aggregation" || !/^(?:sum|avg|min|max)$/.test(root.operator.name)) return undefined;
	let inner = root.expression;
	while (inner.kind === "paren") inner = inner.expression;
	const name = inner.kind === "selector" ? nameOfSelector(inner) : undefined;
	if (name === undefined) return undefined;
	const type = metadata(name)?.type;
	return type === "counter" || ((type === undefined || type === "unknown") && name.endsWith("_total"))
		? name
		: undefined;
}
