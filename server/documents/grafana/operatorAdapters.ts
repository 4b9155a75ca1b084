import { createScalarRegion } from "../embedded/yamlScalar.ts";
import type { ResourceAdapter } from "../kubernetes/resource.ts";
import { outlineResource } from "../kubernetes/resource.ts";
import { alertRuleGroupStructure } from "./alertProvisioningStructure.ts";
import { outlineAlertRule, readAlertRules } from "./alertRules.ts";
import { createAlertRulesPart } from "./alertRulesPart.ts";
import { HostObject } from "./hostObject.ts";
import { operatorDashboardStructure } from "./operatorStructure.ts";

/** The Grafana operator's GrafanaDashboard: the dashboard is a file of its own, as text under `spec.json`. */
export function createOperatorDashboardAdapter(): ResourceAdapter {
	return {
		id: "grafanaOperatorDashboard",
		hints: ["GrafanaDashboard"],
		matches: ({ apiVersion, kind }) => kind === "GrafanaDashboard" && isOperator(apiVersion),
		parse(resource) {
			const spec = HostObject.read(resource.root, resource.view)?.object("spec");
			const json = spec?.ownScalar("json");
			const entry = spec?.entry("json");
			return {
				problems: [],
				regions: [],
				groups: [],
				outline: [outlineResource(resource, [])],
				structure: operatorDashboardStructure,
				...(json === undefined || entry === undefined
					? {}
					: {
							nested: [
								{
									name: "dashboard.json",
									nameSpan: entry.keySpan,
									region: createScalarRegion(json.node, json.base, "promql", { role: "query" }),
									languageId: "json",
									under: 0,
								},
							],
						}),
			};
		},
	};
}

/** The Grafana operator's GrafanaAlertRuleGroup. */
export function createAlertRuleGroupAdapter(): ResourceAdapter {
	return {
		id: "grafanaAlertRuleGroup",
		hints: ["GrafanaAlertRuleGroup"],
		matches: ({ apiVersion, kind }) => kind === "GrafanaAlertRuleGroup" && isOperator(apiVersion),
		parse(resource) {
			const spec = HostObject.read(resource.root, resource.view)?.object("spec");
			const rules = spec === undefined ? [] : readAlertRules(spec);
			const outline = [outlineResource(resource, rules.map(outlineAlertRule))];
			return createAlertRulesPart(rules, outline, alertRuleGroupStructure);
		},
	};
}

function isOperator(apiVersion: string): boolean {
	return /^(?:grafana\.)?integreatly\.org\//.test(apiVersion);
}
