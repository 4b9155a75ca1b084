import { promqlOperators } from "../../promql/operators.ts";
import type { Alternative } from "../../promql/result/alternatives.ts";
import { compareRanges } from "../../promql/result/alternatives.ts";
import { onlyValue, type ValueRange } from "../../promql/result/valueRange.ts";
import { shortenCode } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "promql/constant-comparison",
	title: "Comparison that is decided beforehand",
	severity: "warning",
	why: "A comparison keeps the series for which it is true. One that cannot be true never keeps any: the alert never fires, the recording rule never records, and nothing tells you. The usual case is `count(…) == 0`: of nothing `count` gives nothing, not 0. One between numbers that is always true decides nothing either.",
	fix: "Compare with a value that can occur. To be told that there is nothing, use `absent(…)`, or `(count(…) or vector(0)) == 0`.",
	equivalents: ["pint promql/impossible"],
	differences:
		"Besides comparisons between numbers, those are reported whose function or aggregation can never give such a value: `count(…) == 0`, `day_of_week() == 7`, `absent(…) != 1`, `(x > 10) < 5`. `group(…)` is 1 whatever it groups, so `group(vector(0)) > 0` is told as always true; pint takes it for 0.",
	examples: [
		{
			title: "A count is never 0",
			bad: `groups:
  - name: api
    rules:
      - alert: NoInstances
        expr: count(up{job="api"} == 1) == 0
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: NoInstances
        expr: (count(up{job="api"} == 1) or vector(0)) == 0
`,
		},
		{
			title: "The week ends with day 6",
			bad: `groups:
  - name: api
    rules:
      - alert: DownOnWeekdays
        expr: up == 0 unless on () day_of_week() == 7
                                   ^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: DownOnWeekdays
        expr: up == 0 unless on () day_of_week() == 0
`,
		},
		{
			title: "A stand-in that the comparison takes away again",
			bad: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: (sum(errors) or vector(0)) > 0
                              ^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: sum(errors) > 0
`,
		},
	],
	visit: {
		expression(expression, { report }) {
			for (const part of walk(expression.expression)) {
				if (part.kind !== "binary" || promqlOperators.get(part.operator.name)?.kind !== "comparison") continue;
				if (expression.masked(part) || part.fill !== undefined) continue;
				const left = expression.alternativesOf(part.left).filter(isPossible);
				const right = expression.alternativesOf(part.right).filter(isPossible);
				const { name } = part.operator;
				const never = (a: Alternative) =>
					right.length > 0 && right.every((b) => compareRanges(a.range, name, b.range) === false);
				const dead = left.filter(never);
				const [one, two] = [left[0], right[0]];
				const alone = left.length === 1 && right.length === 1 && one?.empty === "never" && two?.empty === "never";
				if (alone && compareRanges(one.range, name, two.range) === true) {
					const [a, b] = [shortenCode(expression.textOf(part.left)), shortenCode(expression.textOf(part.right))];
					report({
						at: expression.at(part),
						message: `This is always true, as ${a} is always ${onlyValue(one.range)}, so the comparison with ${b} decides nothing. Remove it, or compare something that changes.`,
					});
				}
				if (dead.length === 0) continue;
				const otherwise =
					part.bool === undefined && part.valueType === "vector"
						? "so it never returns anything"
						: "so it always gives 0";
				const [first] = dead;
				if (dead.length === left.length && first !== undefined) {
					report({
						at: expression.at(part),
						message: `This is never true, ${otherwise}: ${tellSide(first.range, shortenCode(expression.textOf(part.left)))}, which is never ${words.get(name) ?? name} ${shortenCode(expression.textOf(part.right))}.`,
					});
					continue;
				}
				for (const { origin, range } of dead) {
					// Only what is written as a number was meant to get through as it is.
					if (onlyValue(range) === undefined || part.bool !== undefined) continue;
					report({
						at: expression.at(origin),
						message: `The series of ${shortenCode(expression.textOf(origin))} never get through “${name} ${shortenCode(expression.textOf(part.right))}”, so they have no effect here. Remove them, or compare with what they should pass.`,
						related: [{ at: expression.at(part.operator.span), message: "This comparison is never true of it." }],
					});
				}
			}
		},
	},
});

const words: ReadonlyMap<string, string> = new Map([
	["==", "equal to"],
	["!=", "other than"],
	[">", "above"],
	["<", "below"],
	[">=", "at least"],
	["<=", "at most"],
]);

function isPossible({ empty }: Alternative): boolean {
	return empty !== "always";
}

function tellSide({ low, high }: ValueRange, text: string): string {
	if (low === high) return `${text} is always ${low}`;
	if (high === Number.POSITIVE_INFINITY && low === Number.NEGATIVE_INFINITY) return `${text} can be any number`;
	if (high === Number.POSITIVE_INFINITY) return `${text} is ${low} or more`;
	if (low === Number.NEGATIVE_INFINITY) return `${text} is ${high} or less`;
	return `${text} lies between ${low} and ${high}`;
}
