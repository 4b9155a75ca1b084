import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "alertmanager/undefined-template",
	title: "Template that is not defined",
	severity: "warning",
	why: "A notification that asks for a template that nobody defines fails when it is to be sent: the alert fires, and nobody is told. The configuration loads without a word.",
	fix: "List the file that defines it under `templates`, or correct the name.",
	differences:
		"Reported where the configuration loads no template files at all; what is in those that it loads is not looked at. Names such as `slack.default.title` come with Alertmanager.",
	examples: [
		{
			title: "The file is not loaded",
			file: "alertmanager.yml",
			bad: `route:
  receiver: team
receivers:
  - name: team
    slack_configs:
      - api_url_file: /etc/alertmanager/slack-url
        title: '{{ template "team.title" . }}'
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `route:
  receiver: team
receivers:
  - name: team
    slack_configs:
      - api_url_file: /etc/alertmanager/slack-url
        title: '{{ template "team.title" . }}'
templates: [/etc/alertmanager/*.tmpl]
`,
		},
	],
	visit: {
		alertmanager({ templateCalls, templates, whole }, { report }) {
			if (!whole || templates.length > 0) return;
			for (const { value, span } of templateCalls) {
				if (/^__|^\w+\.default(?:\.|$)/.test(value)) continue;
				report({
					at: span,
					message: `Nothing defines the template ${shorten(value)}, as no file is listed under templates, so every notification of this integration fails. List the file that defines it, or correct the name.`,
				});
			}
		},
	},
});
