import { SpanIndex } from "../../text/spanIndex.ts";
import type { DocumentAdapter, DocumentPart, HostDocument } from "../adapter.ts";
import { operatorGroupStructure, prometheusRuleStructure } from "../rules/prometheusRuleStructure.ts";
import { groupStructure, ruleFileStructure, ruleStructure } from "../rules/ruleFileStructure.ts";
import { type RuleReadings, readRuleGroups } from "../rules/ruleGroups.ts";
import type { MappingType } from "../structure/structure.ts";
import type { Reader } from "../structure/structureProblems.ts";
import type { PlacedNode, YamlEntry, YamlMapping, YamlSequence } from "../yaml/node.ts";
import { isMappingNode, isScalarNode, isSequenceNode, YamlView } from "../yaml/yamlView.ts";
import { hasStandIn } from "./standIns.ts";
import { renderedLanguage } from "./templateFile.ts";

const reader: Reader = { name: "Prometheus", convertsScalars: true, foreignFields: new Map() };

/**
 * Rules in templates that hold a part of a file only, or whose kind is rendered: a resource without its head, groups or
 * rules that another template includes.
 */
export function createRuleFragmentAdapter(readings: RuleReadings): DocumentAdapter {
	return {
		id: "ruleFragment",
		hints: ["expr:"],
		matches: (document) => findFragment(document) !== undefined,
		parse: (document) => parse(document, readings),
	};
}

interface Fragment {
	readonly groups: PlacedNode;
	readonly structure: MappingType;
}

function findFragment({ source, yaml }: HostDocument): Fragment | undefined {
	if (source.languageId !== renderedLanguage) return undefined;
	const view = new YamlView(yaml.anchors);
	const root = view.resolve(yaml.root);
	if (isSequenceNode(root)) {
		if (hasItemWith(view, root, ["rules"]))
			return { groups: root, structure: listIn(operatorGroupStructure, "rule groups") };
		if (!hasItemWith(view, root, ["expr", "alert", "record"])) return undefined;
		return { groups: groupAround(root), structure: listIn(ruleStructure, "rules") };
	}
	if (!isMappingNode(root)) return undefined;
	const entries = view.entries(root);
	const keys = entries.map(({ key }) => key);
	if (keys.includes("expr") && (keys.includes("alert") || keys.includes("record"))) {
		return { groups: groupAround(listOf(root)), structure: ruleStructure };
	}
	const find = (key: string) => entries.find((entry) => entry.key === key)?.value;
	const kind = find("kind");
	const foreign = isScalarNode(kind) && !hasStandIn(kind.node.value) && kind.node.value !== "PrometheusRule";
	if (foreign) return undefined;
	const spec = find("spec");
	const inSpec = isMappingNode(spec) ? view.entries(spec).find(({ key }) => key === "groups")?.value : undefined;
	if (isSequenceNode(inSpec) && hasItemWith(view, inSpec, ["rules"])) {
		return { groups: inSpec, structure: prometheusRuleStructure };
	}
	const groups = find("groups");
	if (isSequenceNode(groups) && hasItemWith(view, groups, ["rules"])) return { groups, structure: ruleFileStructure };
	const rules = find("rules");
	if (isSequenceNode(rules) && hasItemWith(view, rules, ["expr"])) {
		return { groups: groupAround(rules), structure: groupStructure };
	}
	return undefined;
}

function hasItemWith(view: YamlView, sequence: PlacedNode & { node: YamlSequence }, keys: readonly string[]): boolean {
	return view
		.items(sequence)
		.some(({ value }) => isMappingNode(value) && view.entries(value).some(({ key }) => keys.includes(key)));
}

/** A fragment's own root is no mapping, so that nothing is said of keys at its top. */
function listIn(of: MappingType, name: string): MappingType {
	return { name, open: true, keys: {}, ...(of.snippets !== undefined && { snippets: of.snippets }) };
}

function listOf({ node, base }: PlacedNode): PlacedNode & { node: YamlSequence } {
	const { start, end, aliased } = node;
	return { node: { kind: "sequence", start, end, aliased, flow: false, items: [{ start, end, base: 0, node }] }, base };
}

/** The list of one group that has these rules. */
function groupAround(rules: PlacedNode & { node: YamlSequence }): PlacedNode {
	const { node, base } = rules;
	const { start, end, aliased } = node;
	const key: YamlEntry["key"] = {
		kind: "scalar",
		start,
		end: start,
		aliased: false,
		style: "plain",
		flow: false,
		value: "rules",
		raw: "rules",
		parentIndent: -1,
	};
	const group: YamlMapping = { kind: "mapping", start, end, aliased, flow: false, entries: [{ key, value: node }] };
	return listOf({ node: group, base });
}

function parse(document: HostDocument, readings: RuleReadings): DocumentPart {
	const fragment = findFragment(document);
	const { yaml } = document;
	const reading = readRuleGroups([fragment?.groups], {
		reader,
		group: operatorGroupStructure,
		rule: ruleStructure,
		view: new YamlView(yaml.anchors),
		readings,
		broken: new SpanIndex(yaml.problems.map(({ span }) => span)),
	});
	// The group's name is in the file that includes this one.
	const problems = reading.problems.filter(({ code }) => code !== "rule/missing-group-name");
	return { ...reading, problems, structure: fragment?.structure ?? ruleFileStructure };
}
