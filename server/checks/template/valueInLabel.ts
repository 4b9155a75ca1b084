import { evaluateTemplate } from "../../documents/embedded/goTemplate/evaluate.ts";
import { mayChange, type TemplateValue } from "../../documents/embedded/goTemplate/templateValue.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "template/value-in-label",
	title: "Value in a label",
	severity: "warning",
	why: "An alert is known by its labels. With its value in one of them it is another alert at every evaluation: its `for` starts anew each time, so that it may never fire, and what has fired resolves and is sent again with the next value.",
	fix: "Put the value into an annotation, which may change.",
	equivalents: ["pint alerts/template"],
	differences:
		"A warning: Prometheus loads the rule. Only what is printed counts: `{{ if gt $value 5.0 }}critical{{ else }}warning{{ end }}` changes as the value crosses the threshold and not at every evaluation, and is not reported.",
	examples: [
		{
			title: "A new alert for every value",
			bad: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: errors > 0
        for: 5m
        labels:
          errors: "{{ $value }}"
                      ^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: errors > 0
        for: 5m
        annotations:
          errors: "{{ $value }}"
`,
		},
		{
			title: "Through a variable",
			bad: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: errors > 0
        labels:
          errors: '{{ $count := .Value }}{{ printf "%.0f" $count }}'
                                            ^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: errors > 0
        labels:
          instance_name: '{{ printf "%s" .Labels.instance }}'
`,
		},
	],
	visit: {
		rule({ rule, templates }, { report }) {
			if (rule.kind !== "alert") return;
			for (const template of templates) {
				if (template.of !== "label") continue;
				for (const event of evaluateTemplate(template.parsed.nodes)) {
					if (event.kind !== "print" || !changes(event.value)) continue;
					report({
						at: template.at(event.span),
						message: `The label ${template.key} holds a value that changes, so every evaluation makes another alert of it: “for” starts anew, and notifications are sent again. Put the value into an annotation.`,
					});
				}
			}
		},
	},
});

function changes(value: TemplateValue): boolean {
	return value.kind === "sample" || value.kind === "samples" || mayChange(value);
}
