import type { Alternative } from "../../promql/result/alternatives.ts";
import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "alert/always-fires",
	title: "Alert without a condition",
	severity: "warning",
	why: "An alert fires for every series that its expression returns, whatever the value: 0 as well. Without a comparison it fires as long as the metric exists, and with `bool`, `or vector(0)` or a bare number it never stops.",
	fix: "Compare the value, as in `… > 0`. Leave `bool` out, so that the comparison filters. Remove `or vector(0)`, or compare after it.",
	equivalents: ["pint alerts/comparison"],
	differences:
		"An alert whose name says that it is meant to fire all the time, such as `Watchdog` or `DeadMansSwitch`, is left alone. `and` and `unless` count as conditions unless their other side is always there.",
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
		rule({ rule, expression }, { report }) {
			if (rule.kind !== "alert" || expression === undefined) return;
			if (heartbeat.test(rule.name?.value ?? "")) return;
			const root = expression.expression;
			const all = expression.alternativesOf(root).filter(({ empty }) => empty !== "always");
			const unconditional = all.filter(({ conditional }) => !conditional);
			const [first] = unconditional;
			if (first === undefined) return;
			// A part of the text may stand for a condition.
			if (expression.masked(root)) return;
			const places =
				unconditional.length === all.length
					? [{ at: root, of: first }]
					: unconditional.map((each) => ({ at: each.origin, of: each }));
			for (const { at, of } of places) {
				report({ at: expression.at(at), message: tell(of, shorten(expression.textOf(at)), at === root) });
			}
		},
	},
});

const heartbeat = /watch ?dog|dead ?man|heart ?beat|always ?(?:on|firing)/i;

function tell({ empty, type }: Alternative, text: string, whole: boolean): string {
	const what = whole ? "This alert has no condition" : `${text} stands here without a condition`;
	if (type === "scalar")
		return `${what}: a number is always there, so the alert fires all the time. Compare a vector instead, as in up == 0, without bool.`;
	if (empty === "never")
		return `${what}: ${text} always returns something, so the alert fires all the time, whatever the value. Compare the value, as in (${text}) > 0.`;
	return `${what}: it fires for every series of ${text}, even where the value is 0, as long as the series exists. Compare the value, as in (${text}) > 0, and without bool.`;
}
