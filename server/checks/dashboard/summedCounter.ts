import type { Aggregation, Expression, VectorSelector } from "../../promql/ast.ts";
import { shorten } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import { type CheckedExpression, defineCheck } from "../check.ts";
import { drawsTime } from "./panelTypes.ts";

export default defineCheck({
	id: "dashboard/summed-counter",
	title: "Counters summed without rate",
	severity: "warning",
	why: "A counter says how much there was since its process started. The sum of several grows for ever and falls by a lot whenever one of them restarts or goes: the line shows restarts and deployments, and hardly the traffic.",
	fix: "Take the rate first and sum then: `sum(rate(requests_total[$__rate_interval]))`. For a number of events over the shown time write `increase(…[$__range])` in a stat panel.",
	equivalents: ["dashboard-linter target-counter-agg-rule"],
	differences:
		"Only sums and averages of counters in panels over time are reported: a single counter drawn as it is, a total in a stat panel, or the difference of two counters can be meant.",
	examples: [
		{
			title: "A line that only grows",
			file: "dashboard.json",
			bad: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    { "type": "timeseries", "title": "Requests", "targets": [{ "expr": "sum by (job) (requests_total)" }] }
                                                                                      ^^^^^^^^^^^^^^
  ]
}
`,
			good: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    { "type": "timeseries", "title": "Requests", "targets": [{ "expr": "sum by (job) (rate(requests_total[$__rate_interval]))" }] }
  ]
}
`,
		},
	],
	visit: {
		panel({ targets }, { report }) {
			for (const { panel, target, expression } of targets) {
				if (!drawsTime(panel) || target.instant || panel.transformed === true) continue;
				// The difference of two moments is what increase does by hand.
				if (/\boffset\b/.test(expression.region.text)) continue;
				const differences = new Set<Expression>();
				for (const part of walk(expression.expression)) {
					// What was begun less what has ended is what goes on.
					if (part.kind === "binary" && part.operator.name === "-") {
						for (const side of [part.left, part.right]) for (const inner of walk(side)) differences.add(inner);
					}
					if (part.kind !== "aggregation" || !sums.has(part.operator.name) || differences.has(part)) continue;
					const counter = findCounter(part, expression);
					if (counter?.name === undefined) continue;
					const { name } = counter.name;
					report({
						at: expression.at(counter.name.span),
						message: `${part.operator.name} of the counter ${shorten(name)} as it is grows for ever and falls with every restart. Take its rate first: ${part.operator.name}(rate(${shorten(name)}[$__rate_interval])).`,
					});
				}
			}
		},
	},
});

const sums: ReadonlySet<string> = new Set(["sum", "avg"]);

function findCounter({ expression: part }: Aggregation, expression: CheckedExpression): VectorSelector | undefined {
	let inner: Expression = part;
	while (inner.kind === "paren") inner = inner.expression;
	if (inner.kind !== "selector" || inner.name === undefined) return undefined;
	// Some have total in their names that count nothing: a memory's or a disk's size.
	if (notCounted.test(inner.name.name)) return undefined;
	return expression.shapeOf(inner).quantity.time === "counter" ? inner : undefined;
}

const notCounted =
	/(?:mem|memory|disk|swap|storage|space|capacity|size|heap|limit|quota|pool|fs|filesystem|volume)(?:_bytes)?_total$/i;
