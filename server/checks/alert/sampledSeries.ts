import { findAggregation } from "../../promql/aggregations.ts";
import type { Aggregation, Expression } from "../../promql/ast.ts";
import { promqlOperators } from "../../promql/operators.ts";
import { valueTypeOf } from "../../promql/valueType.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "alert/sampled-series",
	title: "Alert on a choice of series",
	severity: "warning",
	why: "`topk` and `bottomk` choose anew at every evaluation. An alert whose series drop out of the choice resolves and fires again, its `for` starts over, and the one behind the first `k` is never told about. `limitk` and `limit_ratio` look at some of the series only.",
	fix: "Compare with a threshold instead of taking the first few. Aggregate the choice, as in `sum(topk(5, …)) > 100`, where only its total matters.",
	equivalents: ["pint promql/fragile"],
	differences:
		"`topk by (pod) (1, …)`, with which people take one of several series of the same thing, is no fault, nor is a choice on the side with one series of a `group_left`. `limitk` always picks the same series of the same set; it is reported because the alert is blind to the others.",
	examples: [
		{
			title: "The first ten change all the time",
			bad: `groups:
  - name: api
    rules:
      - alert: Busy
        expr: topk(10, queue_length) > 100
              ^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Busy
        expr: queue_length > 100
`,
		},
	],
	visit: {
		rule({ rule, expression }, { report }) {
			if (rule.kind !== "alert" || expression === undefined) return;
			for (const { operator } of choicesIn(expression.expression)) {
				const flaps = operator.name === "topk" || operator.name === "bottomk";
				report({
					at: expression.at(operator.span),
					message: flaps
						? `The aggregation ${operator.name} may choose other series at every evaluation, so alerts resolve and fire again though nothing has changed for them. Compare with a threshold, or aggregate the choice.`
						: `The aggregation ${operator.name} takes only some of the series, so the alert is blind to all others. Compare all of them with a threshold.`,
				});
			}
		},
	},
});

/** `topk by (pod) (1, …)` leaves one of several series of the same thing, and the thing is always there. */
function picksOneEach({ operator, parameter, grouping }: Aggregation): boolean {
	const one = parameter?.kind === "number" && parameter.value === 1;
	const by = grouping?.without === false && grouping.labels.length > 0;
	return one && by && (operator.name === "topk" || operator.name === "bottomk");
}

/** Those that decide for which series the alert fires. */
function choicesIn(root: Expression): readonly Aggregation[] {
	const found: Aggregation[] = [];
	const pending: Expression[] = [root];
	for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
		switch (part.kind) {
			case "aggregation":
				if (findAggregation(part.operator.name)?.picksSeries === true) {
					if (!picksOneEach(part)) found.push(part);
					pending.push(part.expression);
				}
				break;
			case "paren":
			case "unary":
			case "subquery":
				pending.push(part.expression);
				break;
			case "call":
				if (valueTypeOf(part) === "vector" && !part.function.name.startsWith("absent")) pending.push(...part.arguments);
				break;
			case "binary": {
				const { operator, matching, left, right } = part;
				const filter = promqlOperators.get(operator.name)?.kind === "set" && operator.name !== "or";
				// With `on ()` it only matters whether anything is chosen.
				const matters = !(filter && matching?.on === true && matching.labels.length === 0);
				const group = matching?.group?.side;
				if (matters && group !== "left") pending.push(right);
				if (group !== "right") pending.push(left);
				break;
			}
			default:
				break;
		}
	}
	return found;
}
