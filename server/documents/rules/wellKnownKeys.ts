/** Labels that teams put on alerts by convention; none is special to Prometheus. */
export const labelKeys: Readonly<Record<string, string>> = {
	severity:
		"How urgent the alert is. Alertmanager routes by it; usual values are `critical` (wakes somebody), `warning` (a ticket) and `info`.",
	team: "Who is responsible; Alertmanager can route by it.",
	service: "The service that the alert or the metric is about.",
	component: "The part of the service that it is about.",
	environment: "Such as `production` or `staging`, where one Prometheus watches several.",
};

/** Annotations that notification templates, dashboards and on-call tools know by convention. */
export const annotationKeys: Readonly<Record<string, string>> = {
	summary: "One short line that says what is wrong, for lists and the notification's title.",
	description:
		"What is happening and what it means for users, with the values that matter, such as `{{ $labels.instance }}`.",
	runbook_url: "Where it is written what to check and what to do.",
	dashboard: "The dashboard to look at first.",
	dashboard_url: "The dashboard to look at first, as a link.",
};

/** What usually stands in well-known labels. */
export const wellKnownValues: Readonly<Record<string, readonly string[]>> = {
	severity: ["critical", "warning", "info"],
};
