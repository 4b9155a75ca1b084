/** What an integration of Alertmanager is called: `slack_configs` → `Slack`. */
export function waysOf(key: string): string {
	return names[key] ?? key.replace(/_configs$/, "");
}

/** Source: Alertmanager's configuration reference, 0.34. */
const names: Readonly<Record<string, string>> = {
	discord_configs: "Discord",
	email_configs: "e-mail",
	incidentio_configs: "incident.io",
	jira_configs: "Jira",
	mattermost_configs: "Mattermost",
	msteams_configs: "Microsoft Teams",
	msteamsv2_configs: "Microsoft Teams",
	opsgenie_configs: "Opsgenie",
	pagerduty_configs: "PagerDuty",
	pushover_configs: "Pushover",
	rocketchat_configs: "Rocket.Chat",
	slack_configs: "Slack",
	sns_configs: "Amazon SNS",
	telegram_configs: "Telegram",
	victorops_configs: "Splunk On-Call",
	webex_configs: "Webex",
	webhook_configs: "a webhook",
	wechat_configs: "WeChat",
};
