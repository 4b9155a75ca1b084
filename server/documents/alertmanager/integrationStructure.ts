// Source: config/notifiers.go and notify/*/config.go of Alertmanager 0.34; read November 2026.

import { httpClientStructure, sigv4Structure, tlsStructure } from "../prometheus/httpClientStructure.ts";
import {
	anything,
	choice,
	duration,
	flag,
	formatted,
	hostPort,
	httpUrl,
	integer,
	listOf,
	mapping,
	mappings,
	secret,
	secretHttpUrl,
	template,
	templateMap,
	text,
	textMap,
	texts,
	usual,
} from "../structure/keyTypes.ts";
import type { KeyType, MappingType } from "../structure/structure.ts";

const sendsResolved = (byDefault: boolean): KeyType =>
	flag(`Tells also that alerts are over. Default: \`${byDefault}\`.`);
const http = mapping("How requests are sent. Default: the global `http_config`.", httpClientStructure);
/** An address of a webhook, which is a secret, with the file that may hold it instead. */
const webhookUrl = (key: string, documentation: string): Readonly<Record<string, KeyType>> => ({
	[key]: secretHttpUrl(documentation, { notWith: [`${key}_file`] }),
	[`${key}_file`]: text("The file with the URL, read anew for each notification.", { notWith: [key] }),
});
/** A secret, with the file that may hold it instead. */
const secretOrFile = (key: string, documentation: string, since?: string): Readonly<Record<string, KeyType>> => ({
	[key]: secret(documentation, { notWith: [`${key}_file`] }),
	[`${key}_file`]: text("The file with it, read anew for each notification.", {
		notWith: [key],
		...(since === undefined ? {} : { since }),
	}),
});

const emailStructure: MappingType = {
	name: "email integration",
	keys: {
		send_resolved: sendsResolved(false),
		to: template("Who gets the mail; several addresses with commas between.", { required: true }),
		from: template("Whom the mail is from. Default: the global `smtp_from`."),
		smarthost: hostPort("The mail server with its port. Default: the global `smtp_smarthost`."),
		hello: text("The name that we greet the server with. Default: the global `smtp_hello`."),
		auth_username: text("The user's name at the server."),
		...secretOrFile("auth_password", "The user's password at the server.", "Alertmanager 0.25"),
		...secretOrFile("auth_secret", "The secret for CRAM-MD5.", "Alertmanager 0.29"),
		auth_identity: text("The identity for PLAIN."),
		require_tls: flag("Refuses servers without STARTTLS. Default: the global `smtp_require_tls`, which is `true`."),
		force_implicit_tls: flag("Speaks TLS from the start, whatever the port.", { since: "Alertmanager 0.29" }),
		tls_config: mapping("How the server is verified.", tlsStructure),
		headers: templateMap("Headers of the mail, such as `Subject`."),
		html: template("The mail as HTML. Default: Alertmanager's own."),
		text: template("The mail as plain text."),
		threading: mapping(
			"Mails of one group become a thread.",
			{
				name: "threading section",
				keys: {
					enabled: flag("Default: `false`."),
					thread_by_date: usual("A new thread for each day, or one for all.", ["none", "daily"]),
				},
			},
			{ since: "Alertmanager 0.29" },
		),
	},
};

const slackField: MappingType = {
	name: "Slack field",
	keys: {
		title: template("The field's title.", { required: true }),
		value: template("The field's text.", { required: true }),
		short: flag("Narrow enough to stand beside another. Default: `short_fields`."),
	},
};

const slackAction: MappingType = {
	name: "Slack action",
	keys: {
		type: template("The kind of action, such as `button`.", { required: true }),
		text: template("What the button says.", { required: true }),
		url: template("Where it leads."),
		style: template("Such as `primary` or `danger`."),
		name: template("The action's name, for actions without a URL."),
		value: template("What the action sends."),
		confirm: mapping("Asks before the action.", {
			name: "Slack confirmation",
			keys: {
				text: template("The question.", { required: true }),
				title: template("Its title."),
				ok_text: template("The button that says yes."),
				dismiss_text: template("The button that says no."),
			},
		}),
	},
	oneOf: [["url", "name"]],
};

const slackUrls = ["api_url", "api_url_file"];
const slackTokens = ["app_token", "app_token_file"];

const slackStructure: MappingType = {
	name: "Slack integration",
	keys: {
		send_resolved: sendsResolved(false),
		api_url: secretHttpUrl("The webhook's address. Default: the global `slack_api_url`.", {
			notWith: ["api_url_file", ...slackTokens],
		}),
		api_url_file: text("The file with the webhook's address.", {
			notWith: ["api_url", ...slackTokens],
			since: "Alertmanager 0.22",
		}),
		app_token: secret("The token of a Slack app.", {
			notWith: ["app_token_file", ...slackUrls],
			since: "Alertmanager 0.29",
		}),
		app_token_file: text("The file with the token of a Slack app.", {
			notWith: ["app_token", ...slackUrls],
			since: "Alertmanager 0.29",
		}),
		app_url: httpUrl("Where messages of the app are sent.", { since: "Alertmanager 0.29" }),
		channel: template("The channel or user that gets the message."),
		username: template("Whom the message is from."),
		color: template("The colour of the bar beside the message."),
		title: template("The title of the message."),
		title_link: template("Where the title leads."),
		pretext: template("What stands before the message."),
		text: template("The message."),
		message_text: template("What stands above the message's attachment."),
		fields: mappings("Fields below the message.", slackField),
		short_fields: flag("Fields stand beside each other. Default: `false`."),
		footer: template("What stands below the message."),
		fallback: template("The message where attachments are not shown."),
		callback_id: template("The id that actions send."),
		icon_emoji: template("The sender's picture, as an emoji such as `:bell:`."),
		icon_url: template("The sender's picture."),
		image_url: template("A picture in the message."),
		thumb_url: template("A small picture beside the message."),
		link_names: flag("Turns `@name` and `#channel` into links. Default: `false`."),
		mrkdwn_in: texts("The parts in which Slack's markup counts."),
		actions: mappings("Buttons below the message.", slackAction),
		update_message: flag("Changes the message of a group rather than sending another.", {
			since: "Alertmanager 0.32",
		}),
		timeout: duration("How long a request may take.", { since: "Alertmanager 0.30" }),
		http_config: http,
	},
};

const pagerdutyStructure: MappingType = {
	name: "PagerDuty integration",
	keys: {
		send_resolved: sendsResolved(true),
		...secretOrFile("routing_key", "The key of an integration of the Events API v2.", "Alertmanager 0.25"),
		...secretOrFile("service_key", "The key of an integration of the older API.", "Alertmanager 0.25"),
		url: httpUrl("Where events are sent. Default: the global `pagerduty_url`."),
		client: template("Who sends the event."),
		client_url: template("Where more about it is found."),
		description: template("What the incident is called."),
		severity: usual("How urgent it is. Default: `error`.", ["critical", "error", "warning", "info"]),
		source: template("What is affected. Default: `client`.", { since: "Alertmanager 0.26" }),
		class: template("The kind of event."),
		component: template("The part that is affected."),
		group: template("What the part belongs to."),
		details: { documentation: "More about the event, by name.", value: { kind: "map", of: { kind: "any" } } },
		images: mappings("Pictures of the incident.", {
			name: "PagerDuty image",
			keys: {
				src: template("The picture's address."),
				alt: template("Its description."),
				href: template("Where it leads."),
			},
		}),
		links: mappings("Links of the incident.", {
			name: "PagerDuty link",
			keys: { href: template("Where it leads."), text: template("What it says.") },
		}),
		timeout: duration("How long a request may take.", { since: "Alertmanager 0.30" }),
		http_config: http,
	},
	oneOf: [["routing_key", "routing_key_file", "service_key", "service_key_file"]],
};

const webhookStructure: MappingType = {
	name: "webhook integration",
	keys: {
		send_resolved: sendsResolved(true),
		url: secretHttpUrl("Where notifications are sent, as JSON.", { notWith: ["url_file"] }),
		url_file: text("The file with the URL.", { notWith: ["url"], since: "Alertmanager 0.26" }),
		max_alerts: integer("The most alerts of one message; `0` for all. Default: `0`."),
		timeout: duration("How long a request may take.", { since: "Alertmanager 0.28" }),
		payload: anything("The body of the request, in place of Alertmanager's own.", { since: "Alertmanager 0.32" }),
		http_config: http,
	},
	oneOf: [["url", "url_file"]],
};

const opsgenieStructure: MappingType = {
	name: "OpsGenie integration",
	keys: {
		send_resolved: sendsResolved(true),
		...secretOrFile("api_key", "The key of the API. Default: the global `opsgenie_api_key`.", "Alertmanager 0.24"),
		api_url: httpUrl("The address of the API. Default: the global `opsgenie_api_url`."),
		message: template("The alert's title, at most 130 characters."),
		description: template("What the alert says."),
		source: template("What the alert is from."),
		details: templateMap("More about the alert, by name."),
		entity: template("What the alert is about.", { since: "Alertmanager 0.24" }),
		responders: mappings("Who is told.", {
			name: "responder",
			keys: {
				id: template("The id."),
				name: template("The name."),
				username: template("The user's name."),
				type: {
					documentation: "What the responder is: `team`, `teams`, `user`, `escalation` or `schedule`, or a template.",
					value: { kind: "enum", values: ["team", "teams", "user", "escalation", "schedule"] },
				},
			},
			oneOf: [["id", "name", "username"]],
		}),
		actions: template("What can be done, with commas between.", { since: "Alertmanager 0.24" }),
		tags: template("Tags, with commas between."),
		note: template("A note."),
		priority: usual("From `P1` to `P5`, or a template.", ["P1", "P2", "P3", "P4", "P5"]),
		update_alerts: flag("Changes title and description of an open alert. Default: `false`."),
		http_config: http,
	},
};

const victoropsStructure: MappingType = {
	name: "VictorOps integration",
	keys: {
		send_resolved: sendsResolved(true),
		...secretOrFile("api_key", "The key of the API. Default: the global `victorops_api_key`.", "Alertmanager 0.25"),
		api_url: httpUrl("The address of the API. Default: the global `victorops_api_url`."),
		routing_key: template("The key that routes to a team.", { required: true }),
		message_type: usual("How urgent it is. Default: `CRITICAL`.", ["CRITICAL", "WARNING", "INFO"]),
		entity_display_name: template("The incident's title."),
		state_message: template("What the incident says."),
		monitoring_tool: template("What it is from."),
		custom_fields: templateMap("More about it, by name."),
		http_config: http,
	},
};

const pushoverStructure: MappingType = {
	name: "Pushover integration",
	keys: {
		send_resolved: sendsResolved(true),
		...secretOrFile("user_key", "The key of the user or group.", "Alertmanager 0.26"),
		...secretOrFile("token", "The token of the application.", "Alertmanager 0.26"),
		title: template("The title."),
		message: template("The message."),
		url: template("A link in the message."),
		url_title: template("What the link says.", { since: "Alertmanager 0.25" }),
		device: template("The only device that gets it.", { since: "Alertmanager 0.26" }),
		sound: template("The sound that it makes."),
		priority: template("How urgent it is, from `-2` to `2`."),
		retry: usual("How often it is repeated where it is an emergency. Default: `1m`.", ["1m"]),
		expire: usual("How long it is repeated. Default: `1h`.", ["1h"]),
		ttl: usual("When it vanishes.", ["1h"], { since: "Alertmanager 0.27" }),
		html: flag("The message is HTML. Default: `false`.", { notWith: [] }),
		monospace: flag("The message is in a fixed-width font. Default: `false`.", { since: "Alertmanager 0.29" }),
		http_config: http,
	},
	oneOf: [
		["user_key", "user_key_file"],
		["token", "token_file"],
	],
};

const wechatStructure: MappingType = {
	name: "WeChat integration",
	keys: {
		send_resolved: sendsResolved(false),
		...secretOrFile(
			"api_secret",
			"The secret of the API. Default: the global `wechat_api_secret`.",
			"Alertmanager 0.31",
		),
		api_url: httpUrl("The address of the API. Default: the global `wechat_api_url`."),
		corp_id: template("The id of the company. Default: the global `wechat_api_corp_id`."),
		message: template("The message."),
		message_type: choice("What the message is written in. Default: `text`.", ["text", "markdown", ""]),
		agent_id: template("The id of the agent."),
		to_user: template("The users that get it."),
		to_party: template("The departments that get it."),
		to_tag: template("The tags whose users get it."),
		http_config: http,
	},
};

const snsStructure: MappingType = {
	name: "SNS integration",
	keys: {
		send_resolved: sendsResolved(true),
		api_url: template("The address of the API."),
		sigv4: mapping("How requests are signed for AWS.", sigv4Structure),
		topic_arn: template("The topic. One of topic, phone number and target."),
		phone_number: template("The phone number that gets it. One of topic, phone number and target."),
		target_arn: template("The target. One of topic, phone number and target."),
		subject: template("The subject."),
		message: template("The message."),
		attributes: templateMap("Attributes of the message."),
		use_aws_http_client: flag("Sends with AWS's own client.", { since: "Alertmanager 0.33" }),
		http_config: http,
	},
};

const telegramStructure: MappingType = {
	name: "Telegram integration",
	keys: {
		send_resolved: sendsResolved(true),
		api_url: httpUrl("The address of the API. Default: the global `telegram_api_url`."),
		...secretOrFile("bot_token", "The token of the bot.", "Alertmanager 0.26"),
		chat_id: integer("The chat that gets it; groups have negative ids.", { notWith: ["chat_id_file"] }),
		chat_id_file: text("The file with the id of the chat.", { notWith: ["chat_id"], since: "Alertmanager 0.30" }),
		message_thread_id: integer("The thread of the chat.", { since: "Alertmanager 0.27" }),
		message: template("The message."),
		disable_notifications: flag("Makes no sound. Default: `false`."),
		parse_mode: choice("What the message is written in. Default: `HTML`.", ["Markdown", "MarkdownV2", "HTML", ""]),
		http_config: http,
	},
	oneOf: [["chat_id", "chat_id_file"]],
};

const discordStructure: MappingType = {
	name: "Discord integration",
	keys: {
		send_resolved: sendsResolved(true),
		...webhookUrl("webhook_url", "The webhook's address."),
		title: template("The title."),
		message: template("The message."),
		content: template("What stands above the message.", { since: "Alertmanager 0.28" }),
		username: template("Whom it is from.", { since: "Alertmanager 0.28" }),
		avatar_url: template("The sender's picture.", { since: "Alertmanager 0.28" }),
		http_config: http,
	},
	oneOf: [["webhook_url", "webhook_url_file"]],
};

const webexStructure: MappingType = {
	name: "Webex integration",
	keys: {
		send_resolved: sendsResolved(true),
		api_url: httpUrl("The address of the API. Default: the global `webex_api_url`."),
		room_id: template("The room that gets it.", { required: true }),
		message: template("The message."),
		http_config: mapping("How requests are sent, with the bot's token in `authorization`.", httpClientStructure, {
			required: true,
		}),
	},
};

const msteamsStructure: MappingType = {
	name: "Microsoft Teams integration",
	keys: {
		send_resolved: sendsResolved(true),
		...webhookUrl("webhook_url", "The connector's address."),
		title: template("The title."),
		summary: template("What notifications show.", { since: "Alertmanager 0.27" }),
		text: template("The message."),
		http_config: http,
	},
	oneOf: [["webhook_url", "webhook_url_file"]],
};

const msteamsv2Structure: MappingType = {
	name: "Microsoft Teams integration",
	keys: {
		send_resolved: sendsResolved(true),
		...webhookUrl("webhook_url", "The flow's address."),
		title: template("The title."),
		text: template("The message."),
		http_config: http,
	},
	oneOf: [["webhook_url", "webhook_url_file"]],
};

const jiraField = (documentation: string): KeyType =>
	anything(`${documentation} A template, or a section with \`template\` and \`enable_update\`.`);

const jiraStructure: MappingType = {
	name: "Jira integration",
	keys: {
		send_resolved: sendsResolved(true),
		api_url: httpUrl("The address of the API. Default: the global `jira_api_url`."),
		api_type: choice("Which Jira it is. Default: `auto`.", ["auto", "cloud", "datacenter"], {
			since: "Alertmanager 0.29",
		}),
		project: template("The key of the project.", { required: true }),
		issue_type: template("The kind of issue, such as `Bug`.", { required: true }),
		summary: jiraField("The issue's title."),
		description: jiraField("What the issue says."),
		labels: listOf("Labels of the issue.", formatted("template")),
		priority: template("The issue's priority."),
		reopen_transition: template("The transition that opens an issue again."),
		resolve_transition: template("The transition that closes an issue."),
		wont_fix_resolution: template("Issues that were closed so are not opened again."),
		reopen_duration: duration("Issues that were closed longer ago are not opened again."),
		fields: { documentation: "More fields of the issue.", value: { kind: "map", of: { kind: "any" } } },
		http_config: http,
	},
};

const rocketchatStructure: MappingType = {
	name: "Rocket.Chat integration",
	keys: {
		send_resolved: sendsResolved(false),
		api_url: httpUrl("The address of the server. Default: the global `rocketchat_api_url`."),
		...secretOrFile("token_id", "The id of the token. Default: the global `rocketchat_token_id`."),
		...secretOrFile("token", "The token. Default: the global `rocketchat_token`."),
		channel: template("The channel that gets it."),
		color: template("The colour of the bar beside the message."),
		title: template("The title."),
		title_link: template("Where the title leads."),
		text: template("The message."),
		fields: mappings("Fields below the message.", {
			name: "Rocket.Chat field",
			keys: {
				short: flag("Narrow enough to stand beside another."),
				title: template("Its title."),
				value: template("Its text."),
			},
		}),
		short_fields: flag("Fields stand beside each other. Default: `false`."),
		emoji: template("The sender's picture, as an emoji."),
		icon_url: template("The sender's picture."),
		image_url: template("A picture in the message."),
		thumb_url: template("A small picture beside the message."),
		link_names: flag("Turns names into links. Default: `false`."),
		actions: listOf("Buttons below the message.", { kind: "any" }),
		http_config: http,
	},
};

const incidentioStructure: MappingType = {
	name: "incident.io integration",
	keys: {
		send_resolved: sendsResolved(true),
		url: httpUrl("The address of the alert source.", { notWith: ["url_file"] }),
		url_file: text("The file with the address.", { notWith: ["url"] }),
		...secretOrFile("alert_source_token", "The token of the alert source."),
		max_alerts: integer("The most alerts of one message; `0` for all. Default: `0`."),
		timeout: duration("How long a request may take."),
		http_config: http,
	},
	oneOf: [["url", "url_file"]],
};

const mattermostAttachmentKeys: Readonly<Record<string, KeyType>> = {
	fallback: template("The message where attachments are not shown."),
	color: template("The colour of the bar beside the message."),
	pretext: template("What stands before the message."),
	text: template("The message."),
	author_name: template("The author's name."),
	author_link: template("Where the author's name leads."),
	author_icon: template("The author's picture."),
	title: template("The title."),
	title_link: template("Where the title leads."),
	fields: mappings("Fields below the message.", { ...slackField, name: "Mattermost field" }),
	thumb_url: template("A small picture beside the message."),
	footer: template("What stands below the message."),
	footer_icon: template("The picture beside the footer."),
	image_url: template("A picture in the message."),
};

const mattermostStructure: MappingType = {
	name: "Mattermost integration",
	keys: {
		send_resolved: sendsResolved(true),
		...webhookUrl("webhook_url", "The webhook's address. Default: the global `mattermost_webhook_url`."),
		channel: template("The channel that gets it."),
		username: template("Whom it is from."),
		...mattermostAttachmentKeys,
		icon_url: template("The sender's picture."),
		icon_emoji: template("The sender's picture, as an emoji."),
		attachments: mappings("Several messages in one.", {
			name: "Mattermost attachment",
			keys: mattermostAttachmentKeys,
		}),
		type: template("The kind of post."),
		props: mapping("Properties of the post.", {
			name: "props section",
			keys: { card: template("The text of the card.") },
		}),
		priority: mapping("How urgent the post is.", {
			name: "priority section",
			keys: {
				priority: text("The priority."),
				requested_ack: flag("Asks to confirm."),
				persistent_notifications: flag("Notifies until it is confirmed."),
			},
		}),
		http_config: http,
	},
};

export const receiverStructure: MappingType = {
	name: "receiver",
	keys: {
		name: text("The name that routes send to; unique.", { required: true }),
		labels: textMap("Labels of the receiver, to find it by.", { since: "Alertmanager 0.33" }),
		email_configs: mappings("Mails.", emailStructure),
		slack_configs: mappings("Messages in Slack.", slackStructure),
		pagerduty_configs: mappings("Incidents in PagerDuty.", pagerdutyStructure),
		webhook_configs: mappings("Requests to a server of yours.", webhookStructure),
		opsgenie_configs: mappings("Alerts in OpsGenie.", opsgenieStructure),
		msteamsv2_configs: mappings("Messages in Microsoft Teams, by a flow.", msteamsv2Structure, {
			since: "Alertmanager 0.28",
		}),
		msteams_configs: mappings(
			"Messages in Microsoft Teams, by a connector, which Microsoft has retired.",
			msteamsStructure,
			{
				since: "Alertmanager 0.26",
			},
		),
		telegram_configs: mappings("Messages in Telegram.", telegramStructure, { since: "Alertmanager 0.24" }),
		discord_configs: mappings("Messages in Discord.", discordStructure, { since: "Alertmanager 0.25" }),
		jira_configs: mappings("Issues in Jira.", jiraStructure, { since: "Alertmanager 0.28" }),
		victorops_configs: mappings("Incidents in VictorOps, now Splunk On-Call.", victoropsStructure),
		pushover_configs: mappings("Messages by Pushover.", pushoverStructure),
		sns_configs: mappings("Messages by AWS SNS.", snsStructure, { since: "Alertmanager 0.23" }),
		webex_configs: mappings("Messages in Webex.", webexStructure, { since: "Alertmanager 0.25" }),
		wechat_configs: mappings("Messages in WeChat.", wechatStructure),
		rocketchat_configs: mappings("Messages in Rocket.Chat.", rocketchatStructure, { since: "Alertmanager 0.28" }),
		incidentio_configs: mappings("Alerts in incident.io.", incidentioStructure, { since: "Alertmanager 0.29" }),
		mattermost_configs: mappings("Messages in Mattermost.", mattermostStructure, { since: "Alertmanager 0.30" }),
	},
	snippets: [
		{
			label: "Slack receiver",
			documentation: "Sends to a channel in Slack.",
			body: 'name: ${1:team}-slack\nslack_configs:\n\t- channel: "#${2:alerts}"\n\t  api_url_file: ${3:/etc/alertmanager/slack-url}\n\t  send_resolved: true',
		},
		{
			label: "PagerDuty receiver",
			documentation: "Pages somebody.",
			body: "name: ${1:team}-pager\npagerduty_configs:\n\t- routing_key_file: ${2:/etc/alertmanager/pagerduty-key}",
		},
		{
			label: "mail receiver",
			documentation: "Sends mails.",
			body: "name: ${1:team}-mails\nemail_configs:\n\t- to: ${2:team@example.org}",
		},
		{
			label: "webhook receiver",
			documentation: "Sends to a server of yours.",
			body: "name: ${1:name}\nwebhook_configs:\n\t- url: ${2:http://localhost:5001/}",
		},
	],
};

/** Such as `slack_configs`, with the mapping of one. */
export const integrations: ReadonlyMap<string, MappingType> = new Map(
	Object.entries(receiverStructure.keys).flatMap(([key, { value }]) =>
		value.kind === "sequence" && value.of.kind === "mapping" ? [[key, value.of.of] as const] : [],
	),
);
