import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";
import { listRoutes } from "./routes.ts";

export default defineCheck({
	id: "alertmanager/unused-time-interval",
	title: "Time interval that no route names",
	severity: "information",
	why: "A time interval mutes nothing by itself: routes name it under `mute_time_intervals` or `active_time_intervals`. One that none names has no effect, and people are woken who believe that they are not.",
	fix: "Name it in the routes that it is meant for, or remove it.",
	examples: [
		{
			title: "Without effect",
			file: "alertmanager.yml",
			bad: `route:
  receiver: mail
receivers:
  - name: mail
time_intervals:
  - name: weekend
          ^^^^^^^
    time_intervals:
      - weekdays: [saturday, sunday]
`,
			good: `route:
  receiver: mail
  routes:
    - matchers: [severity="warning"]
      mute_time_intervals: [weekend]
receivers:
  - name: mail
time_intervals:
  - name: weekend
    time_intervals:
      - weekdays: [saturday, sunday]
`,
		},
	],
	visit: {
		alertmanager(config, { report }) {
			if (!config.whole || config.route === undefined) return;
			const used = new Set(
				listRoutes(config).flatMap(({ route }) =>
					[...route.muteTimeIntervals, ...route.activeTimeIntervals].map(({ value }) => value),
				),
			);
			for (const { value, span } of config.timeIntervals) {
				if (used.has(value)) continue;
				report({
					at: span,
					message: `No route names the time interval ${shorten(value)}, so it has no effect. Name it under mute_time_intervals or active_time_intervals of a route, or remove it.`,
				});
			}
		},
	},
});
