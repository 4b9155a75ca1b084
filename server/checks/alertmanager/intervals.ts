import type { Located } from "../../documents/model/located.ts";
import { printDuration } from "../../promql/duration.ts";
import { defineCheck } from "../check.ts";
import { inherited, listRoutes } from "./routes.ts";

export default defineCheck({
	id: "alertmanager/intervals",
	title: "Intervals that do not go together",
	severity: "information",
	why: "Alertmanager looks at a group again every `group_interval`, and only then repeats a notification that is older than `repeat_interval`. So a shorter `repeat_interval` has no effect, and one that is no multiple is rounded up. What was sent is forgotten after the retention of 120 hours, unless `--data.retention` says otherwise, and sent again then.",
	fix: "Make `repeat_interval` a multiple of `group_interval`, and no longer than the retention.",
	differences: "Alertmanager itself logs the first and the last when it starts.",
	examples: [
		{
			title: "Shorter than the group's",
			file: "alertmanager.yml",
			bad: `route:
  receiver: mail
  group_interval: 5m
  repeat_interval: 1m
                   ^^
receivers:
  - name: mail
`,
			good: `route:
  receiver: mail
  group_interval: 5m
  repeat_interval: 1h
receivers:
  - name: mail
`,
		},
		{
			title: "No multiple of the group's",
			file: "alertmanager.yml",
			bad: `route:
  receiver: mail
  group_interval: 10m
  repeat_interval: 15m
                   ^^^
receivers:
  - name: mail
`,
			good: `route:
  receiver: mail
  group_interval: 10m
  repeat_interval: 20m
receivers:
  - name: mail
`,
		},
		{
			title: "Longer than anything is remembered",
			file: "alertmanager.yml",
			bad: `route:
  receiver: mail
  repeat_interval: 1w
                   ^^
receivers:
  - name: mail
`,
			good: `route:
  receiver: mail
  repeat_interval: 5d
receivers:
  - name: mail
`,
		},
	],
	visit: {
		alertmanager(config, { report }) {
			if (!config.whole) return;
			for (const placed of listRoutes(config)) {
				const { groupIntervalSeconds, repeatIntervalSeconds } = placed.route;
				const at = repeatIntervalSeconds ?? groupIntervalSeconds;
				if (at === undefined) continue;
				const group = inherited(placed, (route) => route.groupIntervalSeconds) ?? defaultGroupInterval;
				const repeat = inherited(placed, (route) => route.repeatIntervalSeconds) ?? defaultRepeatInterval;
				if (group.value <= 0 || repeat.value <= 0) continue;
				const [every, again] = [printDuration(group.value), printDuration(repeat.value)];
				if (repeat.value < group.value) {
					report({
						at: at.span,
						severity: "warning",
						message: `A notification is repeated after repeat_interval, ${again}, but a group is looked at every group_interval, ${every}, alone: so it is repeated every ${every}. Make repeat_interval a multiple of group_interval.`,
					});
				} else if (repeat.value > retention && at === repeatIntervalSeconds) {
					report({
						at: at.span,
						message: `Alertmanager forgets after 120h, unless --data.retention is longer, what it has sent, so a repeat_interval of ${again} is not kept: the notification comes again earlier. Make it no longer than the retention.`,
					});
				} else if (repeat.value % group.value !== 0 && repeat.value < group.value * 12) {
					const next = printDuration(Math.ceil(repeat.value / group.value) * group.value);
					report({
						at: at.span,
						message: `A group is looked at every ${every}, so a notification with a repeat_interval of ${again} is repeated after ${next}. Make it a multiple of group_interval.`,
					});
				}
			}
		},
	},
});

const nowhere = { start: 0, end: 0 };
/** Source: Alertmanager's configuration, defaults of a route; seconds. */
const defaultGroupInterval: Located<number> = { value: 5 * 60, span: nowhere };
const defaultRepeatInterval: Located<number> = { value: 4 * 3600, span: nowhere };
/** Seconds: the default of `--data.retention`. */
const retention = 120 * 3600;
