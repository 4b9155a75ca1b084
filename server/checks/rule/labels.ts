import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";
import { judgeEntries } from "../requiredEntries.ts";

export default defineCheck({
	id: "rule/labels",
	title: "Labels that the team has agreed on",
	severity: "warning",
	optIn: true,
	why: "Routes choose by labels. An alert without `severity` or `team`, or with one that nobody has a route for, goes to whoever gets the rest, which is nobody at night.",
	fix: "Add the label, or give it a value that the configuration allows.",
	equivalents: ["pint rule/label", "promruval hasLabels", "promruval labelHasAllowedValue"],
	options: {
		labels: {
			kind: "list",
			description: "What is asked of labels.",
			of: {
				name: { kind: "string", description: "The label's name.", default: undefined, required: true },
				kind: {
					kind: "string",
					description: "The kind of rules that this is about.",
					default: "alert",
					values: ["alert", "record", "both"],
				},
				required: { kind: "boolean", description: "It must be there.", default: true },
				forbidden: { kind: "boolean", description: "It must not be there.", default: false },
				pattern: { kind: "pattern", description: "What its value matches.", default: undefined },
				values: { kind: "strings", description: "The only values that it may have.", default: [] },
				rules: { kind: "pattern", description: "The names of the rules that this is about.", default: undefined },
			},
		},
	},
	differences: "Labels of the rule's group count as its own.",
	examples: [
		{
			title: "Severities that have a route",
			options: { labels: [{ name: "severity", values: ["critical", "warning"] }] },
			bad: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up == 0
        labels:
          severity: sev1
                    ^^^^
      - alert: Slow
               ^^^^
        expr: latency_seconds > 1
`,
			good: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up == 0
        labels:
          severity: critical
      - alert: Slow
        expr: latency_seconds > 1
        labels:
          severity: warning
`,
		},
		{
			title: "Nothing that a target has",
			options: { labels: [{ name: "instance", forbidden: true, kind: "both" }] },
			bad: `groups:
  - name: api
    rules:
      - record: job:up:sum
        expr: sum by (job) (up)
        labels:
          instance: all
          ^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - record: job:up:sum
        expr: sum by (job) (up)
`,
		},
	],
	visit: {
		rule({ rule, group }, { report, options }) {
			const { kind, name, labels } = rule;
			if (name === undefined || kind === "incomplete") return;
			const wanted = options.labels.filter((one) => (one.kind ?? "alert") === "both" || (one.kind ?? "alert") === kind);
			const complete = rule.mayBring?.includes("labels") !== true;
			const inherited = (group.labels ?? []).filter(({ key }) => labels.every((own) => own.key.value !== key.value));
			const all = [...labels, ...inherited];
			for (const each of judgeEntries(name, all, wanted, { what: "label", of: shorten(name.value), complete }))
				report(each);
		},
	},
});
