import type { FaultTable } from "../../text/fault.ts";

const refused =
	"Alertmanager reads its configuration strictly and refuses the whole file: at start-up it does not start, and nobody is told of anything; at a reload it goes on with the old configuration.";

const route = (lines: string): string => `route:\n  receiver: team\n${lines}receivers:\n  - name: team\n`;
const good = route("");
const example = (bad: string, mended = good): { language: "yaml"; bad: string; good: string } => ({
	language: "yaml",
	bad,
	good: mended,
});

/** Faults of Alertmanager's configuration. */
export const alertmanagerFaults = {
	"alertmanager/unknown-field": {
		title: "Unknown field of Alertmanager's configuration",
		severity: "error",
		why: refused,
		fix: "Correct the spelling, or move the field to where it belongs.",
		example: example(route("  group_waits: 30s\n"), route("  group_wait: 30s\n")),
	},
	"alertmanager/wrong-type": {
		title: "Wrong kind of value in Alertmanager's configuration",
		severity: "error",
		why: refused,
		fix: "Write the value in the form that the message names.",
		example: example(route("  group_by: alertname\n"), route("  group_by: [alertname]\n")),
	},
	"alertmanager/invalid-duration": {
		title: "Invalid duration in Alertmanager's configuration",
		severity: "error",
		why: `${refused} Durations are whole numbers with units, from large to small; intervals cannot be zero.`,
		fix: "Write whole numbers with the units y, w, d, h, m, s or ms.",
		example: example(route("  group_wait: 30\n"), route("  group_wait: 30s\n")),
	},
	"alertmanager/missing-field": {
		title: "Missing field of Alertmanager's configuration",
		severity: "error",
		why: refused,
		fix: "Add the field that the message names.",
		example: example(
			`${good}    slack_configs:\n      - channel: "#alerts"\n`,
			`${good}    slack_configs:\n      - channel: "#alerts"\n        api_url_file: url\n`,
		),
	},
	"alertmanager/conflicting-fields": {
		title: "Fields that exclude each other in Alertmanager's configuration",
		severity: "error",
		why: refused,
		fix: "Keep one of the fields.",
		example: example(
			`${good}    webhook_configs:\n      - url: http://localhost\n        url_file: url\n`,
			`${good}    webhook_configs:\n      - url: http://localhost\n`,
		),
	},
	"alertmanager/invalid-value": {
		title: "Invalid value in Alertmanager's configuration",
		severity: "error",
		why: refused,
		fix: "Write a value of the kind that the message names.",
		example: example(
			`${good}time_intervals:\n  - name: night\n    time_intervals:\n      - weekdays: [mon]\n`,
			`${good}time_intervals:\n  - name: night\n    time_intervals:\n      - weekdays: [monday]\n`,
		),
	},
	"alertmanager/invalid-matcher": {
		title: "Matcher that cannot be read",
		severity: "error",
		why: refused,
		fix: 'Write a label, one of `=`, `!=`, `=~` and `!~`, and a value in double quotes: `severity="critical"`.',
		example: example(
			route("  routes:\n    - matchers: ['severity critical']\n"),
			route("  routes:\n    - matchers: ['severity=\"critical\"']\n"),
		),
	},
	"alertmanager/undefined-receiver": {
		title: "Route to a receiver that does not exist",
		severity: "error",
		why: refused,
		fix: "Correct the name, or define the receiver.",
		example: example(route("  routes:\n    - receiver: pager\n"), route("  routes:\n    - receiver: team\n")),
	},
	"alertmanager/undefined-time-interval": {
		title: "Route with a time interval that does not exist",
		severity: "error",
		why: refused,
		fix: "Correct the name, or define the time interval.",
		example: example(
			route("  routes:\n    - mute_time_intervals: [night]\n"),
			`${route("  routes:\n    - mute_time_intervals: [night]\n")}time_intervals:\n  - name: night\n`,
		),
	},
	"alertmanager/root-route": {
		title: "Top route that does not take every alert",
		severity: "error",
		why: `${refused} Every alert enters at the top route, so it needs a receiver and can have no conditions.`,
		fix: "Give the top route a receiver, and move conditions to routes below it.",
		example: example(route("  matchers: ['team=\"a\"']\n"), route("  routes:\n    - matchers: ['team=\"a\"']\n")),
	},
	"alertmanager/invalid-template": {
		title: "Template of a notification that cannot be read",
		severity: "error",
		why: "Alertmanager takes the configuration, but each notification of the integration fails, so that nobody is told.",
		fix: "Correct the template at the place that is marked.",
		example: example(
			`${good}    email_configs:\n      - to: team@example.org\n        from: a@example.org\n        smarthost: localhost:25\n        text: "{{ .CommonLabels.alertname }"\n`,
			`${good}    email_configs:\n      - to: team@example.org\n        from: a@example.org\n        smarthost: localhost:25\n        text: "{{ .CommonLabels.alertname }}"\n`,
		),
	},
	"alertmanager/group-by": {
		title: "Contradiction in group_by",
		severity: "error",
		why: `${refused} \`...\` already stands for all labels, and a label counts once.`,
		fix: "Write either `...` or labels, each once.",
		example: example(route("  group_by: [alertname, alertname]\n"), route("  group_by: [alertname]\n")),
	},
	"alertmanager/duplicate-name": {
		title: "Two receivers or time intervals of the same name",
		severity: "error",
		why: refused,
		fix: "Give each a name of its own.",
		example: example(`${good}  - name: team\n`, `${good}  - name: other\n`),
	},
} as const satisfies FaultTable;
