import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";
import { listRoutes } from "./routes.ts";

export default defineCheck({
	id: "alertmanager/unused-receiver",
	title: "Receiver that no route names",
	severity: "information",
	why: "Nothing is ever sent to a receiver that no route names. Either it is left over, or the route that should lead to it was forgotten and the alerts go to somebody else.",
	fix: "Add the route, or remove the receiver.",
	examples: [
		{
			title: "The route was forgotten",
			file: "alertmanager.yml",
			bad: `route:
  receiver: mail
receivers:
  - name: mail
  - name: pager
          ^^^^^
`,
			good: `route:
  receiver: mail
  routes:
    - matchers: [severity="critical"]
      receiver: pager
receivers:
  - name: mail
  - name: pager
`,
		},
	],
	visit: {
		alertmanager(config, { report }) {
			if (!config.whole || config.route === undefined) return;
			const used = new Set(listRoutes(config).map(({ route }) => route.receiver?.value));
			for (const { name } of config.receivers) {
				if (used.has(name.value)) continue;
				report({
					at: name.span,
					message: `No route names the receiver ${shorten(name.value)}, so nothing is ever sent to it. Add a route, or remove the receiver.`,
				});
			}
		},
	},
});
