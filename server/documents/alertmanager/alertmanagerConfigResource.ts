// Source: prometheus-operator 0.8x, API reference of monitoring.coreos.com/v1alpha1 and v1beta1 AlertmanagerConfig; read November 2026.

import type { DocumentPart } from "../adapter.ts";
import { hasStandIn } from "../helm/standIns.ts";
import { type KubernetesResource, outlineResource, type ResourceAdapter } from "../kubernetes/resource.ts";
import type { AlertMatcher, AlertmanagerConfig, Receiver, Route } from "../model/alertmanagerConfig.ts";
import { Fields } from "../structure/fields.ts";
import {
	choice,
	duration,
	flag,
	formatted,
	labelNames,
	listOf,
	mapping,
	mappings,
	text,
	texts,
} from "../structure/keyTypes.ts";
import type { KeyType, MappingType } from "../structure/structure.ts";
import { outlineAlertmanagerConfig } from "./outlineAlertmanagerConfig.ts";
import { RouteBudget, readReceiver } from "./readAlertmanagerConfig.ts";

const matcherStructure: MappingType = {
	name: "matcher",
	keys: {
		name: text("The label.", { required: true }),
		value: text("The value, or the regular expression."),
		matchType: choice("How they are compared. Default: `=`.", ["=", "!=", "=~", "!~"]),
		regex: flag("The value is a regular expression. Deprecated: `matchType` says the same."),
	},
};

const routeKeys: Record<string, KeyType> = {
	receiver: { documentation: "Who is told.", value: formatted("receiver") },
	groupBy: labelNames("Alerts with the same values of these labels come in one notification."),
	groupWait: duration("How long a new group waits for more alerts before it is told."),
	groupInterval: duration("How long after a notification new alerts of its group are told."),
	repeatInterval: duration("How long after a notification the same is told again."),
	matchers: mappings("The alerts that come here: those that fit all of these.", matcherStructure),
	continue: flag("Alerts that came here are offered to the routes below this one too. Default: `false`."),
	muteTimeIntervals: texts("Nothing is told at these times."),
	activeTimeIntervals: texts("Something is told at these times alone."),
};
const routeStructure: MappingType = { name: "route", keys: routeKeys };
routeKeys["routes"] = mappings("Routes for some of the alerts that come here.", routeStructure);

const integrationNames = [
	"discord",
	"email",
	"msteams",
	"msteamsv2",
	"opsgenie",
	"pagerduty",
	"pushover",
	"rocketchat",
	"slack",
	"sns",
	"telegram",
	"victorops",
	"webex",
	"webhook",
	"wechat",
];

const specStructure: MappingType = {
	name: "AlertmanagerConfig spec",
	open: true,
	keys: {
		route: mapping(
			"The top of the tree of routes. The operator lets in only alerts of the resource's namespace.",
			routeStructure,
		),
		receivers: mappings("Who can be told, and how.", {
			name: "receiver",
			open: true,
			keys: {
				name: text("The name that routes send to.", { required: true }),
				...Object.fromEntries(
					integrationNames.map((name) => [
						`${name}Configs`,
						listOf(`Integrations of the kind ${name}, in the operator's words.`, { kind: "any" }),
					]),
				),
			},
		}),
		inhibitRules: mappings("Alerts that mute others, within the resource's namespace.", {
			name: "inhibition rule",
			keys: {
				sourceMatch: mappings("The alerts that mute others.", matcherStructure),
				targetMatch: mappings("The alerts that are muted.", matcherStructure),
				equal: labelNames("Labels that must be equal on both sides."),
			},
		}),
		muteTimeIntervals: listOf("Times that routes can name, in v1alpha1.", { kind: "any" }),
		timeIntervals: listOf("Times that routes can name, in v1beta1.", { kind: "any" }),
	},
};

export const alertmanagerConfigResourceStructure: MappingType = {
	name: "AlertmanagerConfig",
	open: true,
	keys: {
		apiVersion: {
			documentation: "The API that defines the resource.",
			value: { kind: "enum", values: ["monitoring.coreos.com/v1alpha1", "monitoring.coreos.com/v1beta1"] },
			required: true,
		},
		kind: {
			documentation: "The kind of resource.",
			value: { kind: "enum", values: ["AlertmanagerConfig"] },
			required: true,
		},
		spec: mapping("Routes, receivers and inhibitions.", specStructure, { required: true }),
	},
};

/** The Prometheus Operator's AlertmanagerConfig resources: read for their routes and receivers, and not judged. */
export function createAlertmanagerConfigResourceAdapter(): ResourceAdapter {
	return {
		id: "alertmanagerConfigResource",
		hints: ["AlertmanagerConfig"],
		matches: ({ apiVersion, kind }) => kind === "AlertmanagerConfig" && apiVersion.startsWith("monitoring.coreos.com/"),
		parse,
	};
}

function parse(resource: KubernetesResource): DocumentPart {
	const spec = Fields.of(resource.root, resource.view)?.mapping("spec");
	const config =
		spec === undefined
			? undefined
			: readConfig(spec, resource.yaml.problems.length === 0 && !hasStandIn(resource.source.text));
	return {
		problems: [],
		regions: [],
		groups: [],
		outline: [outlineResource(resource, config === undefined ? [] : outlineAlertmanagerConfig(config))],
		structure: alertmanagerConfigResourceStructure,
		...(config === undefined ? {} : { alertmanagers: [config] }),
	};
}

function readConfig(spec: Fields, whole: boolean): AlertmanagerConfig {
	const route = spec.mapping("route");
	return {
		span: spec.span,
		whole,
		...(route === undefined ? {} : { route: readRoute(route, new RouteBudget(), 0) }),
		receivers: spec.mappings("receivers").flatMap((receiver): readonly Receiver[] => {
			const read = readReceiver(receiver);
			return read === undefined ? [] : [read];
		}),
		inhibitions: spec.mappings("inhibitRules").map((rule) => ({
			source: readMatchers(rule, "sourceMatch"),
			target: readMatchers(rule, "targetMatch"),
			equal: rule.texts("equal"),
			olderMatchers: [],
			span: rule.span,
		})),
		timeIntervals: ["muteTimeIntervals", "timeIntervals"].flatMap((key) =>
			spec.mappings(key).flatMap((interval) => interval.text("name") ?? []),
		),
		templates: [],
		secrets: [],
		templateCalls: [],
	};
}

function readRoute(fields: Fields, budget: RouteBudget, depth: number): Route {
	const receiver = fields.text("receiver");
	const groupWait = fields.seconds("groupWait");
	const groupInterval = fields.seconds("groupInterval");
	const repeatInterval = fields.seconds("repeatInterval");
	return {
		...(receiver === undefined ? {} : { receiver }),
		matchers: readMatchers(fields, "matchers"),
		groupBy: fields.texts("groupBy"),
		continues: fields.isTrue("continue"),
		olderMatchers: [],
		...(groupWait === undefined ? {} : { groupWaitSeconds: groupWait }),
		...(groupInterval === undefined ? {} : { groupIntervalSeconds: groupInterval }),
		...(repeatInterval === undefined ? {} : { repeatIntervalSeconds: repeatInterval }),
		muteTimeIntervals: fields.texts("muteTimeIntervals"),
		activeTimeIntervals: fields.texts("activeTimeIntervals"),
		routes: fields
			.mappings("routes")
			.flatMap((child) => (budget.take(depth) ? [readRoute(child, budget, depth + 1)] : [])),
		span: fields.span,
	};
}

function readMatchers(fields: Fields, key: string): readonly AlertMatcher[] {
	return fields.mappings(key).flatMap((matcher) => {
		const label = matcher.text("name");
		if (label === undefined) return [];
		const written = matcher.text("matchType")?.value;
		const operator =
			written === "!=" || written === "=~" || written === "!~" ? written : matcher.isTrue("regex") ? "=~" : "=";
		const value = matcher.text("value")?.value ?? "";
		return [{ label: label.value, operator, value, span: matcher.span, deprecated: matcher.has("regex") } as const];
	});
}
