import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";
import { readPattern } from "../optionPattern.ts";

export default defineCheck({
	id: "alert/missing-runbook",
	title: "Alert without a runbook",
	severity: "information",
	optIn: true,
	why: "Whoever is woken up by an alert for the first time needs to know what it means, how bad it is and what to try. A runbook tells it, and the alert has to say where it is.",
	fix: "Write a page for the alert, however short, and link to it.",
	differences: "Off by default, as it is a matter of what a team has agreed on.",
	options: {
		annotations: {
			kind: "strings",
			description: "The annotations that may hold the link; one of them is enough.",
			default: ["runbook_url", "runbook"],
		},
		alerts: {
			kind: "pattern",
			description: "The names of the alerts that need one; all of them by default.",
			default: undefined,
		},
	},
	examples: [
		{
			title: "Nowhere to read on",
			bad: `groups:
  - name: api
    rules:
      - alert: Down
               ^^^^
        expr: up == 0
`,
			good: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up == 0
        annotations:
          runbook_url: https://wiki.acme.dev/runbooks/down
`,
		},
	],
	visit: {
		rule({ rule }, { report, options }) {
			const { kind, name, annotations } = rule;
			if (kind !== "alert" || name === undefined || rule.mayBring?.includes("annotations") === true) return;
			if (annotations.some(({ key, value }) => options.annotations.includes(key.value) && value.value.trim() !== ""))
				return;
			if (!readPattern(options.alerts)(name.value)) return;
			const wanted = options.annotations[0] ?? "runbook_url";
			report({
				at: name.span,
				message: `${shorten(name.value)} has no ${shorten(wanted)}: whoever it wakes up has nowhere to read on. Write a page for it, however short, and link to it.`,
			});
		},
	},
});
