import type { RegularExpressions } from "../../promql/regularExpressions.ts";
import type { DocumentAdapter, DocumentPart, HostDocument } from "../adapter.ts";
import { Fields } from "../structure/fields.ts";
import { isMappingNode, isSequenceNode, YamlView } from "../yaml/yamlView.ts";
import { findPrometheusProblems } from "./findPrometheusProblems.ts";
import { outlinePrometheusConfig } from "./outlinePrometheusConfig.ts";
import { globalStructure, prometheusConfigStructure } from "./prometheusConfigStructure.ts";
import { readPrometheusConfig } from "./readPrometheusConfig.ts";

/** Configuration files of a Prometheus server, and files of scrape configurations that it includes. */
export function createPrometheusConfigAdapter(regularExpressions: RegularExpressions): DocumentAdapter {
	return {
		id: "prometheusConfig",
		hints: [
			"scrape_config",
			"rule_files",
			"scrape_interval",
			"evaluation_interval",
			"alertmanagers",
			"remote_write",
			"remote_read",
			"external_labels",
			"alert_relabel_configs",
		],
		matches: looksLikePrometheusConfig,
		parse: (document) => parse(document, regularExpressions),
	};
}

function parse(document: HostDocument, regularExpressions: RegularExpressions): DocumentPart {
	const { yaml } = document;
	const view = new YamlView(yaml.anchors);
	const fields = Fields.of(yaml.root, view);
	const nothing = { problems: [], regions: [], groups: [], outline: [], structure: prometheusConfigStructure };
	if (fields === undefined) return nothing;
	const config = readPrometheusConfig(fields);
	return {
		...nothing,
		problems: findPrometheusProblems(document, regularExpressions),
		outline: outlinePrometheusConfig(config),
		prometheusConfigs: [config],
	};
}

/**
 * Keys that make a file somebody else's: Promtail, the Grafana Agent, the OpenTelemetry Collector, unit tests of rules,
 * Thanos, Mimir and the charts that wrap a configuration all have parts that look like Prometheus's.
 */
const foreignKeys = new Set([
	"apiVersion",
	"kind",
	"groups",
	"tests",
	"route",
	"receivers",
	"positions",
	"clients",
	"client",
	"server",
	"metrics",
	"logs",
	"traces",
	"integrations",
	"service",
	"services",
	"exporters",
	"processors",
	"limits",
	"limits_config",
	"target_config",
	"options",
	"prometheus",
	"name",
	"image",
]);

function looksLikePrometheusConfig({ yaml }: HostDocument): boolean {
	const fields = Fields.of(yaml.root, new YamlView(yaml.anchors));
	if (fields === undefined || fields.entries.some(({ key }) => foreignKeys.has(key))) return false;
	const known = fields.entries.filter(({ key }) => Object.hasOwn(prometheusConfigStructure.keys, key)).length;
	const written = fields.entries.filter(({ hasColon }) => hasColon).length;
	// Most of the file must be Prometheus's own, so that a slip is told and another program's file is left alone.
	if (known === 0 || written > known * 2) return false;
	if (fields.has("scrape_configs") || fields.has("scrape_config_files")) {
		const scrapes = fields.get("scrape_configs")?.value;
		return scrapes === undefined || isSequenceNode(scrapes) || isMappingNode(scrapes);
	}
	const global = fields.mapping("global");
	if (global?.entries.some(({ key }) => strongGlobalKeys.has(key)) === true) return true;
	if (
		fields
			.mappings("remote_write")
			.concat(fields.mappings("remote_read"))
			.some((remote) => remote.has("url"))
	)
		return true;
	const alerting = fields.mapping("alerting");
	if (alerting?.has("alertmanagers") === true || alerting?.has("alert_relabel_configs") === true) return true;
	return fields.has("rule_files") && (fields.has("global") || fields.has("alerting") || written === 1);
}

/** Of Prometheus's global settings, those that no other program's `global` has. */
const strongGlobalKeys = new Set(
	Object.keys(globalStructure.keys).filter((key) => /^(?:scrape_|evaluation_|external_labels)/.test(key)),
);
