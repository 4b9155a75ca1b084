import { evaluateTemplate } from "../../documents/embedded/goTemplate/evaluate.ts";
import type { Call, Expression } from "../../promql/ast.ts";
import { promqlOperators } from "../../promql/operators.ts";
import { shorten } from "../../promql/shorten.ts";
import { defineCheck, type Place } from "../check.ts";

export default defineCheck({
	id: "template/raw-rate",
	title: "Rate printed with all its digits",
	severity: "information",
	why: "A rate is rarely a round number: `0.016666666666666666` is what the message says at night, where “16.67m” or “1 a minute” is meant.",
	fix: 'Pass it through `humanize`, `humanizePercentage`, `humanizeDuration` or `printf "%.2f"`, or use `round(…)` in the expression.',
	equivalents: ["pint alerts/template"],
	examples: [
		{
			title: "In an annotation",
			bad: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: sum by (job) (rate(errors_total[5m])) > 0
        annotations:
          summary: "{{ $labels.job }} has {{ $value }} errors per second"
                                             ^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: sum by (job) (rate(errors_total[5m])) > 0
        annotations:
          summary: "{{ $labels.job }} has {{ $value | humanize }} errors per second"
`,
		},
	],
	visit: {
		rule({ rule, expression, templates }, { report }) {
			if (rule.kind !== "alert") return;
			for (const template of templates) {
				for (const event of evaluateTemplate(template.parsed.nodes)) {
					if (event.kind !== "print" || event.value.kind !== "number") continue;
					const { source } = event.value;
					const root = source.kind === "alert" ? expression?.expression : source.expression;
					const rate = root && rateIn(root);
					if (rate === undefined) continue;
					const name = shorten(rate.function.name);
					const place: Place | undefined =
						source.kind === "query" ? template.at(source.span) : expression?.at(rate.function.span);
					report({
						at: template.at(event.span),
						message: `The value comes from ${name}() and has many digits. Pass it through humanize, humanizePercentage or printf "%.2f", whichever fits.`,
						...(place !== undefined && { related: [{ at: place, message: `The value comes from ${name}().` }] }),
					});
				}
			}
		},
	},
});

const rates: ReadonlySet<string> = new Set(["rate", "irate", "deriv"]);

/** Give whole numbers, or ones that are no longer rates. */
const wholeNumbers: ReadonlySet<string> = new Set(
	"absent absent_over_time ceil changes count_over_time floor present_over_time resets round sgn timestamp vector".split(
		" ",
	),
);

/** The rate that decides the value of `root`. */
function rateIn(root: Expression): Call | undefined {
	const pending: Expression[] = [root];
	for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
		switch (part.kind) {
			case "paren":
			case "unary":
			case "subquery":
				pending.push(part.expression);
				break;
			case "aggregation":
				if (!/^(?:count|group|count_values)$/.test(part.operator.name)) pending.push(part.expression);
				break;
			case "call":
				if (rates.has(part.function.name)) return part;
				if (!wholeNumbers.has(part.function.name)) pending.push(...[...part.arguments].reverse());
				break;
			case "binary": {
				const { operator, left, right, bool, valueType } = part;
				const kind = promqlOperators.get(operator.name)?.kind;
				if (kind === "comparison" && (bool !== undefined || valueType === "scalar")) break;
				if (kind === "arithmetic" || operator.name === "or" || isNumber(left)) pending.push(right);
				if (!isNumber(left)) pending.push(left);
				break;
			}
			default:
				break;
		}
	}
	return undefined;
}

/** Compared with a number on the left, a vector keeps its own values. */
function isNumber(part: Expression): boolean {
	return part.kind === "number" || ("valueType" in part && part.valueType === "scalar");
}
