import { count, ratio, window } from "../parameters.ts";
import type { AlertEntry, EntryGroup } from "../ruleEntry.ts";

/** Alertmanager about itself, by its own metrics (0.25 to 0.34). */
const target = 'instance="alertmanager-0:9093",job="alertmanager"';
const targetLabels = { instance: "alertmanager-0:9093", job: "alertmanager" };
const other = 'instance="alertmanager-1:9093",job="alertmanager"';

const entries: readonly AlertEntry[] = [
	{
		id: "alertmanager-config-reload-failed",
		alert: "AlertmanagerConfigReloadFailed",
		title: "Configuration not loaded",
		tells: "Alertmanager could not load its configuration and works with what it had.",
		needs: ["alertmanager_config_last_reload_successful"],
		source: "alertmanager",
		parameters: {},
		expression: "max_over_time(alertmanager_config_last_reload_successful[5m]) == 0",
		for: "10m",
		severity: "critical",
		summary: "{{ $labels.instance }} could not load its configuration",
		description: "Alertmanager has worked with its former configuration for <<for>>.",
		impact:
			"New routes and receivers are not there; at its next start Alertmanager will not come up, and nobody is told of anything.",
		diagnosis: [
			[
				"When was it last loaded well, in seconds since 1970?",
				"alertmanager_config_last_reload_success_timestamp_seconds",
			],
		],
		mitigation: ["Check the file (amtool check-config), mend it and reload; the log names the place."],
		test: {
			at: "20m",
			fires: { [`alertmanager_config_last_reload_successful{${target}}`]: "0+0x60" },
			labels: targetLabels,
			value: 0,
			quiet: { [`alertmanager_config_last_reload_successful{${target}}`]: "1+0x60" },
		},
	},
	{
		id: "alertmanager-notifications-failing",
		alert: "AlertmanagerNotificationsFail",
		title: "Notifications fail",
		tells: "Alertmanager cannot deliver a part of its notifications by one kind of receiver.",
		needs: ["alertmanager_notifications_failed_total", "alertmanager_notifications_total"],
		source: "alertmanager",
		parameters: {
			threshold: ratio("0.01", "0.05", "share of the notifications that fail"),
			window: window("15m", "10m"),
		},
		// Versions since 0.27 tell the reason too, which is summed up as the other side has none.
		expression:
			"sum without (reason) (rate(alertmanager_notifications_failed_total[<<window>>])) / (sum without (reason) (rate(alertmanager_notifications_total[<<window>>])) > 0) > <<threshold>>",
		for: "5m",
		severity: "critical",
		summary: "Notifications by {{ $labels.integration }} fail",
		description:
			"{{ $labels.instance }} could not deliver {{ $value | humanizePercentage }} of its notifications by {{ $labels.integration }}.",
		impact: "Whoever is reached by it alone is told nothing. Send this alert by another way than the one it is about.",
		diagnosis: [
			["Which kinds fail?", "sum by (integration) (rate(alertmanager_notifications_failed_total[<<window>>]))"],
			[
				"How long does delivery take?",
				"histogram_quantile(0.99, sum by (le, integration) (rate(alertmanager_notification_latency_seconds_bucket[<<window>>])))",
			],
		],
		mitigation: [
			"Read Alertmanager's log for the answer of the receiver: credentials, rate limits, address.",
			"Until it works, send what matters to another receiver.",
		],
		test: {
			at: "40m",
			fires: {
				[`alertmanager_notifications_failed_total{integration="slack",${target}}`]: "0+3x60",
				[`alertmanager_notifications_total{integration="slack",${target}}`]: "0+6x60",
			},
			labels: { integration: "slack", ...targetLabels },
			value: 0.5,
			quiet: {
				[`alertmanager_notifications_failed_total{integration="slack",${target}}`]: "0+0x60",
				[`alertmanager_notifications_total{integration="slack",${target}}`]: "0+0x60",
			},
		},
	},
	{
		id: "alertmanager-config-inconsistent",
		alert: "AlertmanagerConfigInconsistent",
		title: "Members differ in configuration",
		tells: "Members of one Alertmanager cluster have loaded different configurations.",
		needs: ["alertmanager_config_hash"],
		source: "alertmanager",
		parameters: {},
		expression:
			'count without (config_hash) (count_values without (instance, pod, endpoint) ("config_hash", alertmanager_config_hash)) > 1',
		for: "20m",
		severity: "critical",
		summary: "Members of {{ $labels.job }} have different configurations",
		description: 'There have been {{ $value | printf "%.0f" }} different configurations for <<for>>.',
		impact: "It is chance which route an alert takes: some are sent twice, or to nobody.",
		diagnosis: [["Which member has which?", "alertmanager_config_hash"]],
		mitigation: ["Find the member that was not reloaded or could not load, and bring it the same file."],
		test: {
			at: "40m",
			fires: {
				[`alertmanager_config_hash{${target}}`]: "111+0x60",
				[`alertmanager_config_hash{${other}}`]: "222+0x60",
			},
			labels: { job: "alertmanager" },
			value: 2,
			quiet: {
				[`alertmanager_config_hash{${target}}`]: "111+0x60",
				[`alertmanager_config_hash{${other}}`]: "111+0x60",
			},
		},
	},
	{
		id: "alertmanager-members-missing",
		alert: "AlertmanagerMembersMissing",
		title: "Cluster incomplete",
		tells: "A member of an Alertmanager cluster does not see all the others.",
		needs: ["alertmanager_cluster_members"],
		source: "alertmanager",
		parameters: {},
		expression:
			"max_over_time(alertmanager_cluster_members[5m]) < on (job) group_left () count by (job) (max_over_time(alertmanager_cluster_members[5m]))",
		for: "15m",
		severity: "critical",
		summary: "{{ $labels.instance }} does not see the whole cluster",
		description: 'It sees {{ $value | printf "%.0f" }} members, fewer than there are, for <<for>>.',
		impact: "Notifications are sent more than once, and silences are not everywhere.",
		diagnosis: [
			["How many peers failed?", "alertmanager_cluster_failed_peers"],
			["Who sees whom?", "alertmanager_cluster_members"],
		],
		mitigation: ["Look at port 9094 between the members, TCP and UDP, and at --cluster.peer of each."],
		test: {
			at: "40m",
			fires: {
				[`alertmanager_cluster_members{${target}}`]: "1+0x60",
				[`alertmanager_cluster_members{${other}}`]: "2+0x60",
			},
			labels: targetLabels,
			value: 1,
			quiet: {
				[`alertmanager_cluster_members{${target}}`]: "2+0x60",
				[`alertmanager_cluster_members{${other}}`]: "2+0x60",
			},
		},
	},
	{
		id: "alertmanager-invalid-alerts",
		alert: "AlertmanagerInvalidAlerts",
		title: "Alerts refused",
		tells: "Alertmanager refuses alerts that somebody sends it, as they are not valid.",
		needs: ["alertmanager_alerts_invalid_total"],
		source: "alertmanager",
		parameters: { window: window("15m", "30m") },
		expression: "increase(alertmanager_alerts_invalid_total[<<window>>]) > 0",
		for: "0s",
		severity: "warning",
		summary: "{{ $labels.instance }} refuses alerts",
		description: 'It refused about {{ $value | printf "%.0f" }} alerts within <<window>>.',
		impact: "Nobody is told of these alerts.",
		diagnosis: [["Since when?", "rate(alertmanager_alerts_invalid_total[5m])"]],
		mitigation: [
			"Read the log for the reason: no labels left, an end before the start, a label name that is not allowed.",
		],
		test: {
			at: "40m",
			fires: { [`alertmanager_alerts_invalid_total{version="v2",${target}}`]: "0+1x60" },
			labels: { version: "v2", ...targetLabels },
			value: { perWindowMinute: 1 },
			quiet: { [`alertmanager_alerts_invalid_total{version="v2",${target}}`]: "9+0x60" },
		},
	},
	{
		id: "alertmanager-many-silences",
		alert: "AlertmanagerManySilences",
		title: "Many silences",
		tells: "So many silences are active that alerts may be hushed which nobody thinks of any more.",
		needs: ["alertmanager_silences"],
		source: "alertmanager",
		parameters: { threshold: count("50", "20", "active silences") },
		expression: 'alertmanager_silences{state="active"} > <<threshold>>',
		for: "1h",
		severity: "info",
		summary: "{{ $labels.instance }} has many silences",
		description: '{{ $value | printf "%.0f" }} silences are active, more than <<threshold>>.',
		impact: "None by itself; a forgotten silence hides the next outage.",
		diagnosis: [["How many alerts are hushed?", 'alertmanager_alerts{state="suppressed"}']],
		mitigation: ["Go through them (amtool silence query) and end those that are no longer needed."],
		test: {
			at: "2h",
			fires: { [`alertmanager_silences{state="active",${target}}`]: "80+0x180" },
			labels: { state: "active", ...targetLabels },
			value: 80,
			quiet: { [`alertmanager_silences{state="active",${target}}`]: "3+0x180" },
		},
	},
];

export const alertmanagerAlerts: EntryGroup<AlertEntry> = { name: "alertmanager", title: "Alertmanager", entries };
