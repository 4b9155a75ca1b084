import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";
import { listRoutes } from "./routes.ts";

export default defineCheck({
	id: "alertmanager/empty-receiver",
	title: "Receiver that tells nobody",
	severity: "information",
	why: "A receiver without an integration swallows its alerts. That is a good way to silence some for ever, if its name says so; of one called after a team everybody believes that the team is told.",
	fix: "Add an integration such as `slack_configs`, or call it what it is: `null` or `blackhole`.",
	examples: [
		{
			title: "The team is not told",
			file: "alertmanager.yml",
			bad: `route:
  receiver: "null"
  routes:
    - matchers: [team="db"]
      receiver: database-team
receivers:
  - name: "null"
  - name: database-team
          ^^^^^^^^^^^^^
`,
			good: `route:
  receiver: "null"
  routes:
    - matchers: [team="db"]
      receiver: database-team
receivers:
  - name: "null"
  - name: database-team
    webhook_configs:
      - url: https://alerts.example.com/db
`,
		},
	],
	visit: {
		alertmanager(config, { report }) {
			if (!config.whole) return;
			const used = new Set(listRoutes(config).map(({ route }) => route.receiver?.value));
			for (const { name, integrations } of config.receivers) {
				if (integrations.length > 0 || !used.has(name.value) || saysSo.test(name.value)) continue;
				report({
					at: name.span,
					message: `The receiver ${shorten(name.value)} has no integration, so whoever its alerts are for is never told. Add one, or call it null if that is meant.`,
				});
			}
		},
	},
});

const saysSo =
	/null|nil|none|no-?_?op|nobody|nowhere|nothing|black-?_?hole|empty|void|discard|drop|ignore|silen|mute|trash|dummy|dev-?_?null|default|watchdog|deadman|blank|sink|swallow|suppress|hole|test|example/i;
