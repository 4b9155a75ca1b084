import type { DurationExpression } from "../../promql/ast.ts";
import { shorten } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import { type CheckedTarget, defineCheck } from "../check.ts";
import { drawsTime } from "./panelTypes.ts";

export default defineCheck({
	id: "dashboard/rate-interval",
	title: "Rate over a window that does not follow the zoom",
	severity: "information",
	why: "The panel asks for a point every few seconds, or every few hours, as the time range is. With a fixed window most of the samples are in no point at all when someone looks at a month. With `$__interval` the window is as short as the step: zoomed in it holds one sample or none, and the panel is empty. `$__rate_interval` is never shorter than four scrape intervals, and never leaves samples out.",
	fix: "Write `$__rate_interval` as the window of `rate`, and in place of `$__interval`. Keep a fixed window where its length is what the panel is about, and turn the hint off there.",
	equivalents: ["dashboard-linter target-rate-interval-rule"],
	differences:
		"Queries for one moment alone are not reported, nor are windows of an hour or more, nor a fixed window of `increase`, which decides what the number means, or of `irate`, which looks at two samples anyway. Of panels, only those that draw lines over time are looked at for fixed windows. `$__interval` is a warning, and no report where the panel or the query has a minimum step.",
	examples: [
		{
			title: "A fixed window",
			file: "dashboard.json",
			bad: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    {
      "type": "timeseries", "title": "Requests",
      "targets": [{ "expr": "sum(rate(requests_total[5m]))" }]
                                                     ^^
    }
  ]
}
`,
			good: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    {
      "type": "timeseries", "title": "Requests",
      "targets": [{ "expr": "sum(rate(requests_total[$__rate_interval]))" }]
    }
  ]
}
`,
		},
		{
			title: "A window as short as the step",
			file: "dashboard.json",
			bad: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    {
      "type": "timeseries", "title": "Requests",
      "targets": [{ "expr": "sum(increase(requests_total[$__interval]))" }]
                                                         ^^^^^^^^^^^
    }
  ]
}
`,
			good: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    {
      "type": "timeseries", "title": "Requests",
      "targets": [{ "expr": "sum(increase(requests_total[$__rate_interval]))" }]
    }
  ]
}
`,
		},
	],
	visit: {
		panel({ targets }, { report }) {
			for (const checked of targets) {
				const { target, expression } = checked;
				if (target.instant && target.range !== true) continue;
				for (const part of walk(expression.expression)) {
					if (part.kind !== "call" || !functions.has(part.function.name)) continue;
					const [argument] = part.arguments;
					if (argument?.kind !== "matrix" || argument.range === undefined) continue;
					const found = judge(part.function.name, argument.range, checked);
					if (found === undefined) continue;
					const at = { region: expression.region, span: argument.range.span };
					const where = expression.region.map.toHostSpan(argument.range.span);
					report({
						at,
						evenMasked: true,
						...found,
						fix: { title: "Write $__rate_interval", edits: [{ at: where, newText: "$__rate_interval" }], guess: true },
					});
				}
			}
		},
	},
});

const functions: ReadonlySet<string> = new Set(["rate", "irate", "increase"]);
/** Seconds: who asks for an hour means it. */
const longest = 3600;

function judge(name: string, range: DurationExpression, { expression, panel, target }: CheckedTarget) {
	const written = expression.textOf(range.span);
	if (/^(?:\$__interval|\$\{__interval\}|\[\[__interval\]\])$/.test(written)) {
		if (panel.hasMinInterval === true || target.hasMinInterval === true) return undefined;
		return {
			severity: "warning" as const,
			message: `${name} over ${written} has a window as short as the step, so zoomed in it holds a sample or none and the panel is empty. Write $__rate_interval, which always holds enough of them.`,
		};
	}
	if (name !== "rate" || !drawsTime(panel) || range.kind !== "literal" || range.seconds >= longest) return undefined;
	if (expression.masked(range.span)) return undefined;
	return {
		message: `${name} looks back ${shorten(written)} whatever time range the panel shows: over a long one most samples are in none of its points. Write $__rate_interval, or keep the window if just this length is meant.`,
	};
}
