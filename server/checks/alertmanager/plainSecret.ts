import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "alertmanager/plain-secret",
	title: "Secret in the configuration file",
	severity: "information",
	why: "Configuration files are committed, copied and shown to others, and whoever has a webhook's address or a token can write to that channel. Alertmanager reads secrets from files of their own, anew for each notification, so they can be mounted and rotated without a reload.",
	fix: "Put it into a file that only Alertmanager can read, and name the file under the key with `_file` at its end.",
	differences: "Placeholders such as `<secret>` and `${TOKEN}` are not reported.",
	examples: [
		{
			title: "A token",
			file: "alertmanager.yml",
			bad: `route:
  receiver: pager
receivers:
  - name: pager
    pagerduty_configs:
      - routing_key: 0123456789abcdef
        ^^^^^^^^^^^
`,
			good: `route:
  receiver: pager
receivers:
  - name: pager
    pagerduty_configs:
      - routing_key_file: /etc/alertmanager/pagerduty-key
`,
		},
	],
	visit: {
		alertmanager({ secrets }, { report }) {
			for (const { value, span } of secrets) {
				report({
					at: span,
					message: `The value of ${shorten(value)} is a secret, and stands here for everyone who can read the file. Put it into a file of its own and name that under ${shorten(value)}_file.`,
				});
			}
		},
	},
});
