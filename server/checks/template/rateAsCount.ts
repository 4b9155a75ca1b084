import { walk } from "../../promql/visit.ts";
import { defineCheck } from "../check.ts";
import { writtenNumbers } from "./printedNumbers.ts";

export default defineCheck({
	id: "template/rate-as-count",
	title: "Rate told as a count",
	severity: "warning",
	why: "`rate` is per second, whatever its window: `rate(restarts[15m])` of three restarts in a quarter of an hour is 0.0033. A text that says “0.0033 times in 15 minutes” is wrong by the window's length, and so is a threshold that was chosen with it in mind.",
	fix: "Use `increase(…[15m])`, which tells how often in the window, or say “per second”.",
	examples: [
		{
			title: "Times in a quarter of an hour",
			bad: `groups:
  - name: pods
    rules:
      - alert: Restarts
        expr: rate(kube_pod_container_status_restarts_total[15m]) > 0
        annotations:
          summary: "{{ $labels.pod }} was restarted {{ $value | humanize }} times in the last 15 minutes."
                                                       ^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: pods
    rules:
      - alert: Restarts
        expr: increase(kube_pod_container_status_restarts_total[15m]) > 0
        annotations:
          summary: "{{ $labels.pod }} was restarted {{ $value | humanize }} times in the last 15 minutes."
`,
		},
		{
			title: "Per minute",
			bad: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: sum(rate(errors_total[5m])) > 1
        annotations:
          summary: "There are {{ $value | humanize }} errors per minute."
                                 ^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: sum(rate(errors_total[5m])) * 60 > 60
        annotations:
          summary: "There are {{ $value | humanize }} errors per minute."
`,
		},
	],
	visit: {
		rule(checked, { report, knowledge }) {
			for (const { template, number, span, query, quantity, before, after } of writtenNumbers(
				checked,
				knowledge,
				/\b(?:in|over|during|within|per|times)\b/i,
			)) {
				if (quantity.time !== "perSecond" || Math.abs((quantity.unit?.scale ?? 0) - 1) > 1e-9) continue;
				// What takes seconds of each second is a share, and so told in percent.
				if (quantity.unit?.kind === "named" && quantity.unit.name === "seconds") continue;
				if (number.steps.some(({ function: name }) => name === "humanizePercentage")) continue;
				const said = countSaid(before, after);
				if (said === undefined) continue;
				const { expression } = checked;
				const rate = [...walk(query)].find((part) => part.kind === "call" && /^i?rate$/.test(part.function.name));
				const own = number.source.kind === "alert" && expression !== undefined && rate?.kind === "call";
				report({
					at: template.at(span),
					message: `The value is per second, and the text says “${said}”. Use increase(…) over that time, or say “per second”.`,
					...(own && {
						related: [{ at: expression.at(rate.function.span), message: "This is per second, whatever its window." }],
					}),
				});
			}
		},
	},
});

/** The words behind a number that make it one of a time other than a second; of averages and speeds nobody says so. */
function countSaid(before: string, after: string): string | undefined {
	if (/\b(?:rate|average|avg|speed|per[ -]second)\b|\/s(?:ec)?\b/i.test(before)) return undefined;
	const found = countWords.exec(after);
	return found === null || speedWords.test(found[0]) ? undefined : found[0].replace(/\s+/g, " ").trim();
}

const countWords =
	/^\s*(?:[a-z-]+\s+){0,4}?(?:(?:(?:in|over|during|within) (?:the )?(?:last |past |previous )?\d+ ?(?:m|min|mins|minutes?|h|hours?)\b)|per (?:minute|min|hour|day)\b|times\/(?:min|minute|hour)\b)/i;
const speedWords =
	/\b(?:per|each|every) ?s(?:ec|ecs|econd)?\b|\/ ?s|rate|rps|qps|average|avg|[kmg]?(?:b|bit|byte)ps\b/i;
