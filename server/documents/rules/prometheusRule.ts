import { append } from "../../base/append.ts";
import type { Problem } from "../../text/problem.ts";
import type { DocumentPart } from "../adapter.ts";
import { hasStandIn } from "../helm/standIns.ts";
import { type KubernetesResource, outlineResource, type ResourceAdapter } from "../kubernetes/resource.ts";
import { findMappingProblems, type Reader } from "../structure/structureProblems.ts";
import { isMappingNode } from "../yaml/yamlView.ts";
import { operatorGroupStructure, prometheusRuleStructure, specStructure } from "./prometheusRuleStructure.ts";
import { ruleStructure } from "./ruleFileStructure.ts";
import { type RuleReadings, readRuleGroups } from "./ruleGroups.ts";

const kubernetes: Reader = { name: "Kubernetes", convertsScalars: false, foreignFields: new Map() };

/** The Prometheus Operator's PrometheusRule resources. */
export function createPrometheusRuleAdapter(readings: RuleReadings): ResourceAdapter {
	return {
		id: "prometheusRule",
		hints: ["PrometheusRule"],
		// A template may render the version.
		matches: ({ apiVersion, kind }) =>
			kind === "PrometheusRule" && (apiVersion.startsWith("monitoring.coreos.com/") || hasStandIn(apiVersion)),
		parse: (resource) => parse(resource, readings),
	};
}

function parse(resource: KubernetesResource, readings: RuleReadings): DocumentPart {
	const { entries, view, broken } = resource;
	const problems: Problem[] = [...findMappingProblems(entries, prometheusRuleStructure, kubernetes, view)];
	const spec = entries.find(({ key }) => key === "spec");
	const specEntries = isMappingNode(spec?.value) ? view.entries(spec.value) : [];
	append(problems, findMappingProblems(specEntries, specStructure, kubernetes, view));
	const reading = readRuleGroups(specEntries.find(({ key }) => key === "groups")?.value, {
		reader: kubernetes,
		group: operatorGroupStructure,
		rule: ruleStructure,
		view,
		readings,
		broken,
	});
	append(problems, reading.problems);
	const outline = [outlineResource(resource, reading.outline)];
	return { ...reading, problems, outline, structure: prometheusRuleStructure };
}
