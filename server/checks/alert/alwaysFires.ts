import type { Expression } from "../../promql/ast.ts";
import { type Alternative, alternativesOf } from "../../promql/result/alternatives.ts";
import { nameOfSelector } from "../../promql/result/matchers.ts";
import { shapesOf } from "../../promql/result/resultOf.ts";
import type { ResultKnowledge } from "../../promql/result/shape.ts";
import { shortenCode } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "alert/always-fires",
	title: "Alert without a condition",
	severity: "warning",
	why: "An alert fires for every series that its expression returns, whatever the value: 0 as well. Without a comparison it fires as long as the metric exists, and with `bool`, `or vector(0)` or a bare number it never stops.",
	fix: "Compare the value, as in `… > 0`. Leave `bool` out, so that the comparison filters. Remove `or vector(0)`, or compare after it.",
	equivalents: ["pint alerts/comparison"],
	differences:
		"An alert whose name says that it is meant to fire all the time, such as `Watchdog` or `DeadMansSwitch`, is left alone. `and` and `unless` count as conditions unless their other side is always there. `ALERTS` is only there while an alert is active, so it is a condition by itself; so is what a rule records with a comparison, and of a name such as `job:errors:burning` whose rule is not known that is assumed.",
	examples: [
		{
			title: "No comparison",
			bad: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: rate(errors_total[5m])
              ^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: rate(errors_total[5m]) > 0
`,
		},
		{
			title: "The stand-in is not compared",
			bad: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: sum(rate(errors_total[5m])) > 1 or vector(0)
                                                 ^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: (sum(rate(errors_total[5m])) or vector(0)) > 1
`,
		},
		{
			title: "A comparison that answers 0 or 1",
			bad: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up == bool 0
              ^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up == 0
`,
		},
	],
	visit: {
		rule({ rule, expression }, { report, knowledge }) {
			if (rule.kind !== "alert" || expression === undefined) return;
			if (heartbeat.test(rule.name?.value ?? "")) return;
			const root = expression.expression;
			const all = expression.alternativesOf(root).filter(({ empty }) => empty !== "always");
			const unconditional = all.filter(({ conditional }) => !conditional);
			const [first] = unconditional;
			if (first === undefined) return;
			const sure = unconditional.every(({ empty }) => empty === "never");
			if (!sure && readsConditions(root, knowledge.results)) return;
			// A part of the text may stand for a condition.
			if (expression.masked(root)) return;
			const places =
				unconditional.length === all.length
					? [{ at: root, of: first }]
					: unconditional.map((each) => ({ at: each.origin, of: each }));
			for (const { at, of } of places) {
				report({ at: expression.at(at), message: tell(of, shortenCode(expression.textOf(at)), at === root) });
			}
		},
	},
});

/**
 * Claims that a series that is read may be there only under a condition: `ALERTS` is, and so is what a rule records with
 * a comparison. Of a metric with a colon in its name whose rule is not known, that cannot be told.
 */
function readsConditions(root: Expression, results: ResultKnowledge): boolean {
	for (const part of walk(root)) {
		const name = part.kind === "selector" ? nameOfSelector(part) : undefined;
		if (name === undefined) continue;
		if (name === "ALERTS" || name === "ALERTS_FOR_STATE") return true;
		const rules = results.recorded(name);
		if (rules.length === 0 && name.includes(":")) return true;
		if (rules.some(({ expression }) => returnsUnderCondition(expression, results))) return true;
	}
	return false;
}

function returnsUnderCondition(recorded: Expression, results: ResultKnowledge): boolean {
	const alternatives = alternativesOf(recorded, shapesOf(recorded, results)).get(recorded) ?? [];
	return alternatives.length === 0 || alternatives.some(({ conditional }) => conditional);
}

const heartbeat = /watch ?dog|dead ?man|heart ?beat|always ?(?:on|firing)/i;

function tell({ empty, type }: Alternative, text: string, whole: boolean): string {
	const what = whole ? "This alert has no condition" : `The part ${text} stands here without a condition`;
	if (type === "scalar")
		return `${what}: a number is always there, so the alert fires all the time. Compare a vector instead, as in up == 0, without bool.`;
	if (empty === "never") {
		const advice = whole ? "Compare a metric, as in up == 0." : "Remove it, or put it inside of what is compared.";
		return `${what}: ${whole ? `${text} always returns something` : "it is always there"}, so the alert fires all the time, whatever the value. ${advice}`;
	}
	return `${what}: it fires for every series of ${text}, even where the value is 0, as long as the series exists. Compare the value, as in (${text}) > 0, and without bool.`;
}
