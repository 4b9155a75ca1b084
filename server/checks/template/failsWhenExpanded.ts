import { evaluateTemplate } from "../../documents/embedded/goTemplate/evaluate.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "template/fails-when-expanded",
	title: "Template that fails when it is expanded",
	severity: "warning",
	why: "Prometheus only reads a template when it loads the rule; what the functions are given shows when the alert fires. Then the whole text is replaced by `<error expanding template: …>`, just when someone needs it.",
	fix: "Give each function what it takes: `first` the result of `query`, `value` and `label` one sample of it, `gt` numbers of the same kind.",
	equivalents: ["pint alerts/template"],
	examples: [
		{
			title: "A value is no query",
			bad: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: errors > 0
        annotations:
          summary: "{{ $value | first }} errors"
                                ^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: errors > 0
        annotations:
          summary: "{{ $value }} errors"
`,
		},
		{
			title: "A whole number beside a float",
			bad: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: errors > 0
        annotations:
          summary: "{{ if gt $value 100 }}very many{{ else }}some{{ end }} errors"
                          ^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: errors > 0
        annotations:
          summary: "{{ if gt $value 100.0 }}very many{{ else }}some{{ end }} errors"
`,
		},
	],
	visit: {
		rule({ rule, templates }, { report }) {
			if (rule.kind !== "alert") return;
			for (const template of templates) {
				const failures = evaluateTemplate(template.parsed.nodes).flatMap((event) =>
					event.kind === "failure" ? [event] : [],
				);
				for (const { span, message } of failures) {
					report({
						at: template.at(span),
						message: `${message} Prometheus takes the rule, but puts the text of an error in place of this ${template.of} when the alert fires.`,
					});
				}
			}
		},
	},
});
