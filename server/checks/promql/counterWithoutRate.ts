import type { BinaryExpression, Expression } from "../../promql/ast.ts";
import { nameOfSelector } from "../../promql/result/matchers.ts";
import { shorten } from "../../promql/shorten.ts";
import { childrenOf } from "../../promql/visit.ts";
import { type CheckedExpression, defineCheck } from "../check.ts";
import { isRecorded, looksRecorded } from "../selectorQuestions.ts";

export default defineCheck({
	id: "promql/counter-without-rate",
	title: "Counter read without rate",
	severity: "warning",
	needs: ["metadata"],
	why: "A counter only tells how much there was since its process started, which is a matter of when that was. Compared with a limit it fires sooner or later, whatever happens, and falls silent with a restart; added up over instances it jumps with each deployment.",
	fix: "Look at how fast it grows: `rate(x[5m])` per second, `increase(x[1h])` in an hour.",
	equivalents: ["pint promql/counter"],
	differences:
		"Looked at in alerts and recording rules. Not reported: whether there are any (`count`, `absent`, `x == 0`, `unless x`), differences of the counter with itself some time ago, `max_over_time` and the like, and counters of a time stamp such as `*_created`.",
	examples: [
		{
			title: "A limit for all time",
			bad: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: sum by (job) (errors_total) > 100
                            ^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: sum by (job) (increase(errors_total[1h])) > 100
`,
			knowledge: { metadata: (name) => ({ type: name.endsWith("_total") ? "counter" : "gauge", unit: "" }) },
		},
	],
	visit: {
		expression(expression, { report, knowledge }) {
			if (expression.use !== "alert" && expression.use !== "record" && expression.use !== "slo") return;
			for (const { selector, name } of plainReadings(expression)) {
				const described = knowledge.metadata(name);
				if (looksRecorded(name) || described?.type !== "counter" || isRecorded(name, knowledge)) continue;
				report({
					at: expression.at(selector),
					message: `${shorten(name)} is a counter, ${described.as ?? "as its targets say"}: its value only tells how much there was since the process started. Use rate(${shorten(name)}[5m]) for how fast it grows, or increase for how much in a time.`,
				});
			}
		},
	},
});

/** The selectors of one metric whose values come through as they are. */
function plainReadings(expression: CheckedExpression): readonly { selector: Expression; name: string }[] {
	const found: { selector: Expression; name: string }[] = [];
	const pending: Expression[] = [expression.expression];
	for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
		switch (next.kind) {
			case "selector": {
				const name = nameOfSelector(next);
				if (name === undefined || name.endsWith("_created") || expression.masked(next)) break;
				found.push({ selector: next, name });
				break;
			}
			// Functions of ranges know what to do with a counter, or are meant to look at its values.
			case "matrix":
				break;
			case "call":
				if (!asksWhetherThere.test(next.function.name)) pending.push(...next.arguments);
				break;
			case "aggregation":
				if (!/^(?:count|group|count_values)$/.test(next.operator.name)) pending.push(...next.arguments);
				break;
			case "binary":
				pending.push(...readSides(next, expression));
				break;
			default:
				pending.push(...childrenOf(next));
		}
	}
	return found.sort((a, b) => a.selector.span.start - b.selector.span.start);
}

const asksWhetherThere = /^(?:absent|timestamp|vector|time)$/;

/** The sides whose values matter: of `and` and `unless` the right one only has to be there. */
function readSides({ operator, left, right }: BinaryExpression, expression: CheckedExpression): readonly Expression[] {
	if (operator.name === "and" || operator.name === "unless") return [left];
	// Whether anything was counted at all.
	if ((operator.name === "==" || operator.name === "!=") && (isZero(left) || isZero(right))) return [];
	const before = /\s+offset\s+\S+?(?=[\s)]|$)/g;
	const plain = (side: Expression) =>
		expression
			.textOf(side)
			.replace(before, "")
			.replace(/[\s()]+/g, "");
	return operator.name === "-" && plain(left) === plain(right) ? [] : [left, right];
}

function isZero(side: Expression): boolean {
	return side.kind === "number" && side.value === 0;
}
