import { printDuration } from "../../promql/duration.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "group/long-interval",
	title: "Interval longer than samples live",
	severity: "warning",
	why: "A query finds a sample for five minutes, the server's lookback. What a group writes less often has gaps: graphs are dotted, and whatever reads the recorded series, or `ALERTS`, finds nothing between two evaluations.",
	fix: "Evaluate the group every five minutes or more often. Give each alert a `keep_firing_for` that is at least as long as the interval where that cannot be.",
	equivalents: ["pint group/interval"],
	differences: "Reported once a group, not once a rule.",
	options: {
		longest: {
			kind: "duration",
			description: "The longest interval: the server's `--query.lookback-delta`.",
			default: "5m",
		},
	},
	examples: [
		{
			title: "Gaps in what is recorded",
			bad: `groups:
  - name: daily
    interval: 10m
              ^^^
    rules:
      - record: job:up:sum
        expr: sum by (job) (up)
`,
			good: `groups:
  - name: daily
    interval: 5m
    rules:
      - record: job:up:sum
        expr: sum by (job) (up)
`,
		},
		{
			title: "Alerts that are kept",
			bad: `groups:
  - name: daily
    interval: 10m
              ^^^
    rules:
      - alert: Down
        expr: up == 0
        keep_firing_for: 5m
`,
			good: `groups:
  - name: daily
    interval: 10m
    rules:
      - alert: Down
        expr: up == 0
        keep_firing_for: 10m
`,
		},
	],
	visit: {
		group({ group, rules }, { report, options }) {
			const interval = group.intervalSeconds;
			const longest = options.longest ?? 300;
			if (interval === undefined || interval.value <= longest) return;
			const gaps = rules.filter(({ rule }) => {
				if (rule.kind !== "alert" || rule.mayBring?.includes("keep_firing_for") === true) return rule.kind === "record";
				return (rule.keepFiringForSeconds?.value ?? 0) < interval.value;
			});
			const [first] = gaps;
			if (first === undefined) return;
			const names = first.rule.name === undefined ? "its rules" : first.rule.name.value;
			report({
				at: interval.span,
				message: `Samples are found for ${printDuration(longest)}, and this group writes them less often: what ${names} writes has gaps in between, and what reads it flaps. Shorten the interval${first.rule.kind === "alert" ? ", or give the alert a keep_firing_for as long as it" : ""}.`,
			});
		},
	},
});
