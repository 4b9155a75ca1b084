// Source: prometheus-operator 0.8x, API reference of monitoring.coreos.com/v1 PrometheusRule; read November 2026.

import type { MappingType } from "../structure/structure.ts";
import { groupStructure } from "./ruleFileStructure.ts";
import { prometheusRuleSnippet } from "./ruleSnippets.ts";

export const operatorGroupStructure: MappingType = {
	...groupStructure,
	keys: {
		...groupStructure.keys,
		partial_response_strategy: {
			documentation:
				"What Thanos Ruler does when a store does not answer: `warn` evaluates with what there is, `abort` fails the evaluation. Prometheus itself does not use it.",
			value: { kind: "enum", values: ["abort", "warn", ""] },
		},
	},
};

/** The `spec` of a resource that holds rule groups. */
export function rulesSpecStructure(name: string, group: MappingType): MappingType {
	return {
		name,
		open: true,
		keys: {
			groups: {
				documentation: "The rule groups, as in a Prometheus rule file.",
				value: { kind: "sequence", of: { kind: "mapping", of: group } },
			},
		},
	};
}

export const specStructure: MappingType = {
	name: "PrometheusRule spec",
	keys: {
		groups: {
			documentation: "The rule groups, as in a Prometheus rule file.",
			value: { kind: "sequence", of: { kind: "mapping", of: operatorGroupStructure } },
		},
	},
};

const metadata: MappingType = {
	name: "metadata",
	open: true,
	keys: {
		name: { documentation: "The resource's name, unique in its namespace.", value: { kind: "string" } },
		namespace: { documentation: "The namespace that the resource lives in.", value: { kind: "string" } },
		labels: {
			documentation:
				"Labels of the resource. The `ruleSelector` of a Prometheus resource picks rules by them, so a rule without the right label is never loaded.",
			value: { kind: "map", of: { kind: "string" } },
		},
		annotations: {
			documentation: "Notes on the resource, not on its alerts.",
			value: { kind: "map", of: { kind: "string" } },
		},
	},
};

export const prometheusRuleStructure: MappingType = {
	name: "PrometheusRule",
	open: true,
	keys: {
		apiVersion: {
			documentation: "The API that defines the resource.",
			value: { kind: "enum", values: ["monitoring.coreos.com/v1"] },
			required: true,
		},
		kind: {
			documentation: "The kind of resource.",
			value: { kind: "enum", values: ["PrometheusRule"] },
			required: true,
		},
		metadata: {
			documentation: "Name, namespace and labels of the resource.",
			value: { kind: "mapping", of: metadata },
		},
		spec: { documentation: "The rules.", value: { kind: "mapping", of: specStructure }, required: true },
	},
	snippets: [prometheusRuleSnippet],
};

/** Another resource that holds rule groups. */
export function ruleResourceStructure(apiVersion: string, kinds: readonly string[], spec: MappingType): MappingType {
	return {
		name: kinds[0] ?? "resource",
		open: true,
		keys: {
			apiVersion: {
				documentation: "The API that defines the resource.",
				value: { kind: "enum", values: [apiVersion] },
				required: true,
			},
			kind: { documentation: "The kind of resource.", value: { kind: "enum", values: kinds }, required: true },
			metadata: { documentation: "Name, namespace and labels.", value: { kind: "mapping", of: metadata } },
			spec: { documentation: "The rules.", value: { kind: "mapping", of: spec }, required: true },
		},
	};
}
