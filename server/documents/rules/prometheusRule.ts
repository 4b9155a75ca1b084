import { append } from "../../base/append.ts";
import type { Problem } from "../../text/problem.ts";
import type { DocumentPart } from "../adapter.ts";
import { hasStandIn } from "../helm/standIns.ts";
import { type KubernetesResource, outlineResource, type ResourceAdapter } from "../kubernetes/resource.ts";
import type { MappingType } from "../structure/structure.ts";
import { findMappingProblems, type Reader } from "../structure/structureProblems.ts";
import { isMappingNode } from "../yaml/yamlView.ts";
import {
	operatorGroupStructure,
	prometheusRuleStructure,
	ruleResourceStructure,
	rulesSpecStructure,
	specStructure,
} from "./prometheusRuleStructure.ts";
import { ownFields, type RuleDialect } from "./ruleDialect.ts";
import { withDialectFields } from "./ruleDialectStructure.ts";
import { groupStructure, ruleStructure } from "./ruleFileStructure.ts";
import { type RuleReadings, readRuleGroups } from "./ruleGroups.ts";

const kubernetes: Reader = { name: "Kubernetes", convertsScalars: false, foreignFields: new Map() };

/** A kind of resource that holds rule groups under `spec.groups`. */
interface RuleResourceKind {
	readonly id: string;
	/** What the `apiVersion` begins with. */
	readonly api: string;
	readonly kinds: readonly string[];
	readonly dialect: RuleDialect;
	readonly structure: MappingType;
	readonly spec: MappingType;
	readonly group: MappingType;
	readonly rule: MappingType;
}

const vmGroup = withDialectFields(groupStructure, ownFields("vmalert"));
const vmSpec = rulesSpecStructure("VMRule spec", vmGroup);
const vmRules = ["VMRule"];
const managedSpec = rulesSpecStructure("Rules spec", groupStructure);
const managedRules = ["Rules", "ClusterRules", "GlobalRules"];

const ruleResourceKinds: readonly RuleResourceKind[] = [
	{
		id: "prometheusRule",
		api: "monitoring.coreos.com/",
		kinds: ["PrometheusRule"],
		dialect: "auto",
		structure: prometheusRuleStructure,
		spec: specStructure,
		group: operatorGroupStructure,
		rule: ruleStructure,
	},
	{
		id: "vmRule",
		api: "operator.victoriametrics.com/",
		kinds: vmRules,
		dialect: "vmalert",
		structure: ruleResourceStructure("operator.victoriametrics.com/v1beta1", vmRules, vmSpec),
		spec: vmSpec,
		group: vmGroup,
		rule: withDialectFields(ruleStructure, ["debug", "update_entries_limit"]),
	},
	{
		id: "managedRules",
		api: "monitoring.googleapis.com/",
		kinds: managedRules,
		dialect: "prometheus",
		structure: ruleResourceStructure("monitoring.googleapis.com/v1", managedRules, managedSpec),
		spec: managedSpec,
		group: groupStructure,
		rule: ruleStructure,
	},
];

/** The resources with rules of the Prometheus Operator, the VictoriaMetrics operator and Google's managed Prometheus. */
export function createRuleResourceAdapters(readings: RuleReadings): readonly ResourceAdapter[] {
	return ruleResourceKinds.map((kind) => ({
		id: kind.id,
		hints: kind.id === "prometheusRule" ? ["PrometheusRule"] : [kind.api],
		// A template may render the version.
		matches: ({ apiVersion, kind: written }) =>
			kind.kinds.includes(written) &&
			(apiVersion.startsWith(kind.api) || (kind.id !== "managedRules" && hasStandIn(apiVersion))),
		parse: (resource) => parse(resource, kind, readings),
	}));
}

function parse(resource: KubernetesResource, kind: RuleResourceKind, readings: RuleReadings): DocumentPart {
	const { entries, view, broken } = resource;
	const problems: Problem[] = [...findMappingProblems(entries, kind.structure, kubernetes, view)];
	const spec = entries.find(({ key }) => key === "spec");
	const specEntries = isMappingNode(spec?.value) ? view.entries(spec.value) : [];
	append(problems, findMappingProblems(specEntries, kind.spec, kubernetes, view));
	const groups = specEntries.filter(({ key }) => key === "groups").map(({ value }) => value);
	const reading = readRuleGroups(groups, {
		reader: kubernetes,
		dialect: kind.dialect,
		group: kind.group,
		rule: kind.rule,
		view,
		readings,
		broken,
	});
	append(problems, reading.problems);
	const outline = [outlineResource(resource, reading.outline)];
	// The operators' own types go with their versions, so what is unknown to us is not told for sure.
	const told = kind.id === "prometheusRule" ? problems : problems.filter(({ code }) => code !== "rule/unknown-field");
	return { ...reading, problems: told, outline, structure: kind.structure };
}
