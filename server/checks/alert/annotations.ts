import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";
import { judgeEntries } from "../requiredEntries.ts";

export default defineCheck({
	id: "alert/annotations",
	title: "Annotations that the team has agreed on",
	severity: "warning",
	optIn: true,
	why: "Messages, tickets and dashboards are made from annotations. Where one is missing or holds something else than its reader expects, the message has a hole where the help should be.",
	fix: "Add the annotation, or give it a value that the configuration allows.",
	equivalents: ["pint alerts/annotation", "promruval hasAnnotations", "promruval annotationMatchesRegexp"],
	options: {
		annotations: {
			kind: "list",
			description: "What is asked of annotations.",
			of: {
				name: { kind: "string", description: "The annotation's name.", default: undefined, required: true },
				required: { kind: "boolean", description: "It must be there.", default: true },
				forbidden: { kind: "boolean", description: "It must not be there.", default: false },
				pattern: { kind: "pattern", description: "What its text matches.", default: undefined },
				values: { kind: "strings", description: "The only texts that it may have.", default: [] },
				rules: { kind: "pattern", description: "The names of the alerts that this is about.", default: undefined },
			},
		},
	},
	examples: [
		{
			title: "A summary for each alert",
			options: { annotations: [{ name: "summary" }] },
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
          summary: The API is down.
`,
		},
		{
			title: "Links to the own wiki alone",
			options: {
				annotations: [{ name: "runbook_url", required: false, pattern: "https://wiki\\.acme\\.dev/.*" }],
			},
			bad: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up == 0
        annotations:
          runbook_url: https://github.com/acme
                       ^^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up == 0
        annotations:
          runbook_url: https://wiki.acme.dev/down
`,
		},
	],
	visit: {
		rule({ rule }, { report, options }) {
			if (rule.kind !== "alert" || rule.name === undefined) return;
			const complete = rule.mayBring?.includes("annotations") !== true;
			const wanted = { what: "annotation", of: shorten(rule.name.value), complete };
			for (const each of judgeEntries(rule.name, rule.annotations, options.annotations, wanted)) report(each);
		},
	},
});
