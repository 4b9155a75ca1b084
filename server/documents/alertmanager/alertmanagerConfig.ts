import type { RegularExpressions } from "../../promql/regularExpressions.ts";
import type { DocumentAdapter, DocumentPart, HostDocument } from "../adapter.ts";
import { orderRegions } from "../embedded/orderRegions.ts";
import { createScalarRegion } from "../embedded/yamlScalar.ts";
import { hasStandIn } from "../helm/standIns.ts";
import type { AlertMatcher, AlertmanagerConfig, Route } from "../model/alertmanagerConfig.ts";
import { Fields } from "../structure/fields.ts";
import { YamlView } from "../yaml/yamlView.ts";
import {
	alertmanagerConfigStructure,
	type OfferedNames,
	offerNames,
	routeStructure,
} from "./alertmanagerConfigStructure.ts";
import { findAlertmanagerProblems, type TemplateText } from "./findAlertmanagerProblems.ts";
import { outlineAlertmanagerConfig } from "./outlineAlertmanagerConfig.ts";
import { readAlertmanagerConfig } from "./readAlertmanagerConfig.ts";

/** Configuration files of an Alertmanager. */
export function createAlertmanagerConfigAdapter(regularExpressions: RegularExpressions): DocumentAdapter {
	return {
		id: "alertmanagerConfig",
		hints: ["route", "receivers", "inhibit_rules", "resolve_timeout"],
		matches: looksLikeAlertmanagerConfig,
		parse: (document) => parse(document, regularExpressions),
	};
}

function parse(document: HostDocument, regularExpressions: RegularExpressions): DocumentPart {
	const { yaml } = document;
	const view = new YamlView(yaml.anchors);
	const fields = Fields.of(yaml.root, view);
	const nothing = { problems: [], regions: [], groups: [], outline: [], structure: alertmanagerConfigStructure };
	if (fields === undefined) return nothing;
	const read = readAlertmanagerConfig(fields, { view, regularExpressions });
	const templates: TemplateText[] = [];
	const problems = findAlertmanagerProblems(document, read, regularExpressions, templates);
	const broken = yaml.problems.length > 0 || problems.some(({ severity }) => severity === "error");
	const config = { ...read, whole: !broken && !hasStandIn(document.source.text) };
	return {
		...nothing,
		problems,
		regions: orderRegions(
			templates.map(({ node, base, key }) =>
				createScalarRegion(node, base, "gotemplate", {
					role: "notification",
					templateData: "alertmanager",
					key,
					place: `text "${key}"`,
				}),
			),
		),
		outline: outlineAlertmanagerConfig(config),
		structure: offerNames(gatherNames(config)),
		alertmanagers: [config],
	};
}

/** Labels that most alerts have. */
const wellKnownLabels = ["alertname", "severity", "job", "instance", "namespace", "cluster", "service", "team"];

function gatherNames(config: Omit<AlertmanagerConfig, "whole">): OfferedNames {
	const labels = new Set(wellKnownLabels);
	const values = new Map<string, string[]>();
	const note = ({ label, operator, value }: AlertMatcher): void => {
		labels.add(label);
		const known = values.get(label) ?? [];
		values.set(label, known);
		// Of a regular expression that only lists values each is one.
		const listed =
			operator === "=" || operator === "!=" ? [value] : /^[\w.-]+(?:\|[\w.-]+)*$/.test(value) ? value.split("|") : [];
		for (const one of listed) if (one !== "" && !known.includes(one)) known.push(one);
	};
	const visit = (route: Route): void => {
		for (const matcher of route.matchers) note(matcher);
		for (const { value } of route.groupBy) if (value !== "..." && value !== "") labels.add(value);
		for (const child of route.routes) visit(child);
	};
	if (config.route !== undefined) visit(config.route);
	for (const matcher of config.inhibitions.flatMap(({ source, target }) => [...source, ...target])) note(matcher);
	return {
		receivers: [...new Set(config.receivers.map(({ name }) => name.value))],
		timeIntervals: [...new Set(config.timeIntervals.map(({ value }) => value))],
		labels: [...labels],
		values,
	};
}

const foreignKeys = new Set([
	"apiVersion",
	"kind",
	"groups",
	"scrape_configs",
	"exporters",
	"service",
	"processors",
	"config",
	"alertmanager_config",
	"template_files",
	"contactPoints",
]);

/** Only an Alertmanager's tree of routes has these, so that other programs' routes are left alone. */
const strongRouteKeys = new Set(
	Object.keys(routeStructure.keys).filter((key) => /^(?:receiver|group_|repeat_|routes|match)/.test(key)),
);

function looksLikeAlertmanagerConfig({ yaml }: HostDocument): boolean {
	const fields = Fields.of(yaml.root, new YamlView(yaml.anchors));
	if (fields === undefined || fields.entries.some(({ key }) => foreignKeys.has(key))) return false;
	const known = fields.entries.filter(({ key }) => Object.hasOwn(alertmanagerConfigStructure.keys, key)).length;
	const written = fields.entries.filter(({ hasColon }) => hasColon).length;
	if (known === 0 || written > known * 2) return false;
	const global = fields.mapping("global");
	return (
		fields.mapping("route")?.entries.some(({ key }) => strongRouteKeys.has(key)) === true ||
		fields.mappings("receivers").some((receiver) => receiver.has("name")) ||
		fields
			.mappings("inhibit_rules")
			.some(({ entries }) => entries.some(({ key }) => /^(?:source|target)_match/.test(key))) ||
		global?.entries.some(({ key }) =>
			/^(?:resolve_timeout|smtp_|slack_api_|slack_app_|opsgenie_|pagerduty_url|victorops_|wechat_)/.test(key),
		) === true
	);
}
