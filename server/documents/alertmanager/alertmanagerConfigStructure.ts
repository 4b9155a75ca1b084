// Source: config/config.go, timeinterval/ and eventrecorder/ of Alertmanager 0.34; read November 2026.

import { httpClientStructure, tlsStructure } from "../prometheus/httpClientStructure.ts";
import {
	anything,
	choice,
	duration,
	flag,
	formatted,
	hostPort,
	httpUrl,
	listOf,
	mapping,
	mappings,
	number,
	secret,
	secretHttpUrl,
	templateMap,
	text,
	textMap,
	texts,
} from "../structure/keyTypes.ts";
import type { KeyType, MappingType } from "../structure/structure.ts";
import { receiverStructure } from "./integrationStructure.ts";

const since = (version: string) => ({ since: `Alertmanager ${version}` });

/** A global secret, with the file that may hold it instead. */
const secretOrFile = (key: string, documentation: string): Readonly<Record<string, KeyType>> => ({
	[key]: secret(documentation, { notWith: [`${key}_file`] }),
	[`${key}_file`]: text("The file with it, read anew for each notification.", { notWith: [key] }),
});

export const globalStructure: MappingType = {
	name: "global section",
	keys: {
		resolve_timeout: duration(
			"How long after its last sign of life an alert without an end counts as over. Prometheus sends an end. Default: `5m`.",
		),
		smtp_smarthost: hostPort("The mail server with its port, such as `smtp.example.org:587`."),
		smtp_from: text("Whom mails are from."),
		smtp_hello: text("The name that we greet the mail server with. Default: `localhost`."),
		smtp_auth_username: text("The user's name at the mail server."),
		...secretOrFile("smtp_auth_password", "The user's password at the mail server."),
		...secretOrFile("smtp_auth_secret", "The secret for CRAM-MD5."),
		smtp_auth_identity: text("The identity for PLAIN."),
		smtp_require_tls: flag("Refuses mail servers without STARTTLS. Default: `true`."),
		smtp_tls_config: mapping("How the mail server is verified.", tlsStructure, since("0.28")),
		smtp_force_implicit_tls: flag("Speaks TLS from the start, whatever the port.", since("0.29")),
		slack_api_url: secretHttpUrl("The webhook's address for Slack.", { notWith: ["slack_api_url_file"] }),
		slack_api_url_file: text("The file with the webhook's address for Slack.", {
			notWith: ["slack_api_url"],
			...since("0.22"),
		}),
		slack_app_token: secret("The token of a Slack app.", { notWith: ["slack_app_token_file"], ...since("0.29") }),
		slack_app_token_file: text("The file with the token of a Slack app.", {
			notWith: ["slack_app_token"],
			...since("0.29"),
		}),
		slack_app_url: httpUrl("Where messages of the Slack app are sent.", since("0.29")),
		pagerduty_url: httpUrl("Where events for PagerDuty are sent. Default: its Events API v2."),
		opsgenie_api_url: httpUrl("The address of OpsGenie's API. Default: `https://api.opsgenie.com/`."),
		...secretOrFile("opsgenie_api_key", "The key of OpsGenie's API."),
		victorops_api_url: httpUrl("The address of VictorOps's API."),
		...secretOrFile("victorops_api_key", "The key of VictorOps's API."),
		wechat_api_url: httpUrl("The address of WeChat's API."),
		...secretOrFile("wechat_api_secret", "The secret of WeChat's API."),
		wechat_api_corp_id: text("The id of the company at WeChat."),
		telegram_api_url: httpUrl("The address of Telegram's API. Default: `https://api.telegram.org`."),
		...secretOrFile("telegram_bot_token", "The token of the Telegram bot."),
		webex_api_url: httpUrl("The address of Webex's API."),
		jira_api_url: httpUrl("The address of Jira's API.", since("0.28")),
		rocketchat_api_url: httpUrl("The address of the Rocket.Chat server.", since("0.28")),
		...secretOrFile("rocketchat_token", "The token for Rocket.Chat."),
		...secretOrFile("rocketchat_token_id", "The id of the token for Rocket.Chat."),
		mattermost_webhook_url: secretHttpUrl("The webhook's address for Mattermost.", {
			notWith: ["mattermost_webhook_url_file"],
			...since("0.32"),
		}),
		mattermost_webhook_url_file: text("The file with the webhook's address for Mattermost.", {
			notWith: ["mattermost_webhook_url"],
			...since("0.32"),
		}),
		http_config: mapping("How requests are sent where an integration says nothing else.", httpClientStructure),
	},
};

const matchers = (documentation: string, version = "0.22"): KeyType =>
	listOf(documentation, formatted("matchers"), since(version));
const deprecatedMatch = (documentation: string, instead: string): KeyType =>
	textMap(`${documentation} Deprecated: \`${instead}\` says the same.`);
const deprecatedMatchRegexp = (documentation: string, instead: string): KeyType => ({
	documentation: `${documentation} Deprecated: \`${instead}\` says the same with \`=~\`.`,
	value: { kind: "map", of: formatted("regexp") },
});

const receiverKey: KeyType = {
	documentation: "Who is told. Default: the receiver of the route above.",
	value: formatted("receiver"),
};
const routesDocumentation = "Routes for some of the alerts that come here. The first that fits takes an alert.";
const inhibitionsDocumentation = "Alerts that mute others.";
const topRouteDocumentation = "The top of the tree of routes: every alert enters here.";

const routeKeys: Record<string, KeyType> = {
	receiver: receiverKey,
	group_by: listOf(
		"Alerts with the same values of these labels come in one notification. `...` is all labels, so that each alert comes alone. Default: those of the route above.",
		formatted("labelName"),
	),
	group_wait: duration("How long a new group waits for more alerts before it is told. Default: `30s`."),
	group_interval: duration("How long after a notification new alerts of its group are told. Default: `5m`."),
	repeat_interval: duration("How long after a notification the same is told again. Default: `4h`."),
	matchers: matchers(
		'The alerts that come here: those that fit all of these, such as `severity="critical"` or `team=~"a|b"`.',
	),
	match: deprecatedMatch("The alerts that come here: those with all of these labels.", "matchers"),
	match_re: deprecatedMatchRegexp("The alerts that come here: those whose labels match all of these.", "matchers"),
	continue: flag("Alerts that came here are offered to the routes below this one too. Default: `false`."),
	mute_time_intervals: listOf("Nothing is told at these times.", formatted("timeInterval"), since("0.22")),
	active_time_intervals: listOf("Something is told at these times alone.", formatted("timeInterval"), since("0.24")),
	labels: templateMap("Labels that templates of notifications can use.", since("0.34")),
};

/** A route, with the routes below it. */
export const routeStructure: MappingType = {
	name: "route",
	keys: routeKeys,
	snippets: [
		{
			label: "route",
			documentation: "A route for the alerts with a label.",
			body: 'matchers:\n\t- ${1:team}="${2:name}"\nreceiver: ${3:receiver}',
		},
		{
			label: "route for critical alerts",
			documentation: "A route for what must wake somebody.",
			body: 'matchers:\n\t- severity="critical"\nreceiver: ${1:pager}\ngroup_wait: ${2:10s}\nrepeat_interval: ${3:1h}',
		},
	],
};
routeKeys["routes"] = mappings(routesDocumentation, routeStructure);

export const inhibitionStructure: MappingType = {
	name: "inhibition rule",
	keys: {
		name: text("A name for logs.", since("0.31")),
		source_matchers: matchers("The alerts that mute others: those that fit all of these."),
		target_matchers: matchers("The alerts that are muted: those that fit all of these."),
		equal: listOf(
			"Labels that must be equal on both sides. A label that is missing on both counts as equal.",
			formatted("labelName"),
		),
		source_match: deprecatedMatch("The alerts that mute others.", "source_matchers"),
		source_match_re: deprecatedMatchRegexp("The alerts that mute others.", "source_matchers"),
		target_match: deprecatedMatch("The alerts that are muted.", "target_matchers"),
		target_match_re: deprecatedMatchRegexp("The alerts that are muted.", "target_matchers"),
	},
	snippets: [
		{
			label: "inhibition rule",
			documentation: "Critical alerts mute warnings of the same name and instance.",
			body: 'source_matchers: [severity="${1:critical}"]\ntarget_matchers: [severity="${2:warning}"]\nequal: [${3:alertname, instance}]',
		},
	],
};

export const timeRangeStructure: MappingType = {
	name: "range of times",
	keys: {
		start_time: { documentation: "From when, such as `09:00`.", value: formatted("timeOfDay"), required: true },
		end_time: {
			documentation: "Until when, such as `17:30`; the end of the day is `24:00`.",
			value: formatted("timeOfDay"),
			required: true,
		},
	},
};

const timesStructure: MappingType = {
	name: "time interval",
	keys: {
		times: mappings("Times of the day.", timeRangeStructure),
		weekdays: listOf("Days of the week, such as `monday:friday`.", formatted("weekdays")),
		days_of_month: listOf("Days of the month, such as `1:5`; `-1` is the last.", formatted("daysOfMonth")),
		months: listOf("Months, such as `december` or `1:3`.", formatted("months")),
		years: listOf("Years, such as `2026:2028`.", formatted("years")),
		location: {
			documentation: "The time zone that the times are in, such as `Europe/Berlin`. Default: `UTC`.",
			value: formatted("timeZone"),
			...since("0.25"),
		},
	},
};

const namedIntervalStructure: MappingType = {
	name: "named time interval",
	keys: {
		name: text("The name that routes use; unique.", { required: true }),
		time_intervals: mappings("It is this time when any of these fits.", timesStructure),
	},
	snippets: [
		{
			label: "working hours",
			documentation: "From Monday to Friday, in a time zone.",
			body: 'name: ${1:working-hours}\ntime_intervals:\n\t- weekdays: ["monday:friday"]\n\t  times:\n\t\t- start_time: "${2:09:00}"\n\t\t  end_time: "${3:17:00}"\n\t  location: ${4:Europe/Berlin}',
		},
	],
};

const tracingStructure: MappingType = {
	name: "tracing section",
	keys: {
		endpoint: text("Where traces are sent, by OTLP.", { required: true }),
		client_type: choice("Default: `grpc`.", ["http", "grpc"]),
		sampling_fraction: number("The part of work that is traced, from 0 to 1. Default: `0`."),
		insecure: flag("Sends without TLS. Default: `false`."),
		headers: anything("More headers for each request."),
		compression: choice("Default: none.", ["gzip", ""]),
		timeout: duration("How long sending may take."),
		tls_config: mapping("How the server is verified.", tlsStructure),
	},
};

export const alertmanagerConfigStructure: MappingType = {
	name: "Alertmanager configuration",
	keys: {
		global: mapping("What holds for all receivers that say nothing else.", globalStructure),
		route: mapping(topRouteDocumentation, routeStructure, { required: true }),
		receivers: mappings("Who can be told, and how.", receiverStructure),
		inhibit_rules: mappings(inhibitionsDocumentation, inhibitionStructure),
		templates: texts("Files with templates, relative to this file's folder; `*` may stand in the last part."),
		time_intervals: mappings("Times that routes can name.", namedIntervalStructure, since("0.24")),
		mute_time_intervals: mappings(
			"Times that routes can name. Deprecated: `time_intervals` says the same.",
			namedIntervalStructure,
			since("0.22"),
		),
		tracing: mapping("Traces of Alertmanager's own work.", tracingStructure, since("0.30")),
		event_recorder: anything("Where events of Alertmanager's own work are written.", since("0.33")),
	},
	snippets: [
		{
			label: "alertmanager.yml",
			documentation: "A configuration with a route and a receiver.",
			body: "route:\n\treceiver: ${1:default}\n\tgroup_by: [alertname]\n\tgroup_wait: 30s\n\tgroup_interval: 5m\n\trepeat_interval: 4h\nreceivers:\n\t- name: ${1:default}\n\t  webhook_configs:\n\t\t- url: ${2:http://localhost:5001/}",
		},
	],
};

/** Names to choose from: what the file defines, and labels that it or the field knows. */
export interface OfferedNames {
	readonly receivers: readonly string[];
	readonly timeIntervals: readonly string[];
	readonly labels: readonly string[];
	/** The values that matchers compare labels with. */
	readonly values: ReadonlyMap<string, readonly string[]>;
}

/** The structure with names to choose from, for completion. */
export function offerNames({ receivers, timeIntervals, labels, values }: OfferedNames): MappingType {
	const known = Object.fromEntries(labels.map((label) => [label, values.get(label) ?? []]));
	const offerMatchers = (type: KeyType | undefined): KeyType => ({
		documentation: "",
		...type,
		value: { kind: "sequence", of: { kind: "string", format: "matchers", labels: known } },
	});
	const offer = (known: KeyType | undefined, examples: readonly string[]): KeyType => ({
		documentation: "",
		...known,
		value: { kind: "sequence", of: { kind: "string", examples } },
	});
	const keys: Record<string, KeyType> = {
		...routeKeys,
		receiver: { ...receiverKey, value: { kind: "string", format: "receiver", examples: receivers } },
		group_by: offer(routeKeys["group_by"], [...labels, "..."]),
		matchers: offerMatchers(routeKeys["matchers"]),
		mute_time_intervals: offer(routeKeys["mute_time_intervals"], timeIntervals),
		active_time_intervals: offer(routeKeys["active_time_intervals"], timeIntervals),
	};
	const route: MappingType = { ...routeStructure, keys };
	keys["routes"] = mappings(routesDocumentation, route);
	const inhibition: MappingType = {
		...inhibitionStructure,
		keys: {
			...inhibitionStructure.keys,
			source_matchers: offerMatchers(inhibitionStructure.keys["source_matchers"]),
			target_matchers: offerMatchers(inhibitionStructure.keys["target_matchers"]),
			equal: offer(inhibitionStructure.keys["equal"], labels),
		},
	};
	return {
		...alertmanagerConfigStructure,
		keys: {
			...alertmanagerConfigStructure.keys,
			route: mapping(topRouteDocumentation, route, { required: true }),
			inhibit_rules: mappings(inhibitionsDocumentation, inhibition),
		},
	};
}
