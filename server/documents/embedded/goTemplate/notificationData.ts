// Source: documentation "Notification template reference" and template/template.go, default.tmpl of Alertmanager 0.34; read November 2026.

/** What a value of a notification's template is: what may follow a dot behind it, and what `range` gives of it. */
export type NotificationType =
	| "data"
	| "alerts"
	| "alert"
	| "labels"
	| "annotations"
	| "pairs"
	| "pair"
	| "texts"
	| "time"
	| "text";

export interface NotificationField {
	readonly type: NotificationType;
	/** Markdown. */
	readonly documentation: string;
}

const alertSets = { type: "alerts", documentation: "" } as const;

const keyValueFields: Readonly<Record<string, NotificationField>> = {
	SortedPairs: { type: "pairs", documentation: "The names with their values, in the order of the names." },
	Names: { type: "texts", documentation: "The names alone." },
	Values: { type: "texts", documentation: "The values alone, in the order of their names." },
	Remove: { type: "labels", documentation: "All but those with the names that are given." },
};

/** The fields of each type by their names, without the dot. */
export const notificationFields: Readonly<
	Record<NotificationType, Readonly<Record<string, NotificationField>> | undefined>
> = {
	data: {
		Receiver: { type: "text", documentation: "The name of the receiver that is told." },
		Status: {
			type: "text",
			documentation: "`firing` as long as at least one alert of the group fires, else `resolved`.",
		},
		Alerts: {
			type: "alerts",
			documentation:
				"The alerts of the group: `.Alerts` are all, `.Alerts.Firing` and `.Alerts.Resolved` some of them.",
		},
		GroupLabels: {
			type: "labels",
			documentation: "The labels that the alerts are grouped by, `group_by` of the route.",
		},
		CommonLabels: { type: "labels", documentation: "The labels that all alerts of the group have alike." },
		CommonAnnotations: {
			type: "annotations",
			documentation: "The annotations that all alerts of the group have alike.",
		},
		ExternalURL: { type: "text", documentation: "The address under which this Alertmanager is reached from outside." },
	},
	alerts: {
		Firing: { ...alertSets, documentation: "Those of the alerts that fire." },
		Resolved: { ...alertSets, documentation: "Those of the alerts that have ended." },
	},
	alert: {
		Status: { type: "text", documentation: "`firing` or `resolved`." },
		Labels: { type: "labels", documentation: "The labels of the alert." },
		Annotations: { type: "annotations", documentation: "The annotations of the alert's rule." },
		StartsAt: { type: "time", documentation: "When the alert began to fire." },
		EndsAt: {
			type: "time",
			documentation: "When the alert ended; of one that fires it says when it will count as ended.",
		},
		GeneratorURL: {
			type: "text",
			documentation: "The address of the expression on the Prometheus that the alert comes from.",
		},
		Fingerprint: { type: "text", documentation: "What tells the alert from all others, made of its labels." },
	},
	labels: keyValueFields,
	annotations: keyValueFields,
	pairs: {
		Names: { type: "texts", documentation: "The names alone." },
		Values: { type: "texts", documentation: "The values alone." },
	},
	pair: {
		Name: { type: "text", documentation: "The name of the label or annotation." },
		Value: { type: "text", documentation: "Its value." },
	},
	time: {
		Format: {
			type: "text",
			documentation: 'The time in a layout of Go\'s package time, such as `.StartsAt.Format "15:04 MST"`.',
		},
		UTC: { type: "time", documentation: "The same time in UTC." },
		Local: { type: "time", documentation: "The same time in the time zone of Alertmanager's machine." },
		Unix: { type: "text", documentation: "The time in Unix seconds." },
		Sub: { type: "text", documentation: "How much time there is since another time: `.EndsAt.Sub .StartsAt`." },
	},
	texts: undefined,
	text: undefined,
};

/** What `range` gives of each type, one by one. */
export const notificationElements: Readonly<Partial<Record<NotificationType, NotificationType>>> = {
	alerts: "alert",
	pairs: "pair",
	labels: "text",
	annotations: "text",
	texts: "text",
};

/** The templates that come with Alertmanager. */
export const defaultNotificationTemplates: readonly string[] = [
	"__alertmanager",
	"__alertmanagerURL",
	"__subject",
	"__text_alert_list",
	"__text_alert_list_markdown",
	...listOf("discord", ["content", "title", "message"]),
	...listOf("email", ["subject", "html"]),
	...listOf("jira", ["summary", "description", "priority"]),
	...listOf("msteams", ["summary", "title", "text"]),
	...listOf("msteamsv2", ["title", "text"]),
	...listOf("opsgenie", ["message", "description", "source"]),
	...listOf("pagerduty", ["description", "client", "clientURL", "instances"]),
	...listOf("pushover", ["title", "message", "url"]),
	...listOf("rocketchat", ["title", "alias", "titlelink", "emoji", "iconurl", "text"]),
	...listOf("slack", ["title", "username", "fallback", "callbackid", "pretext", "titlelink"]),
	...listOf("slack", ["iconemoji", "iconurl", "text", "footer"]),
	...listOf("sns", ["subject", "message"]),
	...listOf("telegram", ["message"]),
	...listOf("victorops", ["state_message", "entity_display_name", "monitoring_tool"]),
	...listOf("webex", ["message"]),
	...listOf("wechat", ["message", "to_user", "to_party", "to_tag", "agent_id"]),
];

function listOf(integration: string, names: readonly string[]): readonly string[] {
	return names.map((name) => `${integration}.default.${name}`);
}
