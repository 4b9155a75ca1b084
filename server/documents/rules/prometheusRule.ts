import { append } from "../../base/append.ts";
import type { Problem } from "../../text/problem.ts";
import type { Span } from "../../text/span.ts";
import { SpanIndex } from "../../text/spanIndex.ts";
import type { DocumentAdapter, DocumentPart, HostDocument } from "../adapter.ts";
import type { EmbeddedRegion } from "../embedded/region.ts";
import type { OutlineItem, RuleGroup } from "../model.ts";
import { findMappingProblems, type Reader } from "../structure/structureProblems.ts";
import type { PlacedNode, YamlMapping } from "../yaml/node.ts";
import { isMappingNode, isSequenceNode, spanOf, YamlView } from "../yaml/yamlView.ts";
import {
	operatorGroupStructure,
	prometheusRuleListStructure,
	prometheusRuleStructure,
	specStructure,
} from "./prometheusRuleStructure.ts";
import { readScalarText } from "./ruleDialect.ts";
import { ruleStructure } from "./ruleFileStructure.ts";
import { type RuleReadings, readRuleGroups } from "./ruleGroups.ts";

const kubernetes: Reader = { name: "Kubernetes", convertsScalars: false, foreignFields: new Map() };

/** The Prometheus Operator's PrometheusRule resources, alone or in a list. */
export function createPrometheusRuleAdapter(readings: RuleReadings): DocumentAdapter {
	return {
		id: "prometheusRule",
		matches: ({ yaml }) => findResources(new YamlView(yaml.anchors), yaml.root).length > 0,
		parse: (document) => parse(document, readings),
	};
}

type Mapping = PlacedNode & { readonly node: YamlMapping };

function findResources(view: YamlView, placed: PlacedNode | undefined, listed = false): readonly Mapping[] {
	const root = view.resolve(placed);
	if (!isMappingNode(root)) return [];
	const apiVersion = readField(view, root, "apiVersion");
	const kind = readField(view, root, "kind");
	if (kind === "PrometheusRule" && apiVersion?.startsWith("monitoring.coreos.com/") === true) return [root];
	if (listed || (kind !== "List" && kind !== "PrometheusRuleList")) return [];
	const items = view.entries(root).find(({ key }) => key === "items")?.value;
	if (!isSequenceNode(items)) return [];
	return view.items(items).flatMap(({ value }) => findResources(view, value, true));
}

function readField(view: YamlView, mapping: Mapping, name: string): string | undefined {
	return readScalarText(view.entries(mapping).find(({ key }) => key === name)?.value);
}

function parse({ yaml }: HostDocument, readings: RuleReadings): DocumentPart {
	const view = new YamlView(yaml.anchors);
	const root = view.resolve(yaml.root);
	const resources = findResources(view, root);
	const problems: Problem[] = [];
	const regions: EmbeddedRegion[] = [];
	const groups: RuleGroup[] = [];
	const outline: OutlineItem[] = [];
	for (const resource of resources) {
		const entries = view.entries(resource);
		append(problems, findMappingProblems(entries, prometheusRuleStructure, kubernetes, view));
		const spec = entries.find(({ key }) => key === "spec");
		const specEntries = isMappingNode(spec?.value) ? view.entries(spec.value) : [];
		append(problems, findMappingProblems(specEntries, specStructure, kubernetes, view));
		const reading = readRuleGroups(specEntries.find(({ key }) => key === "groups")?.value, {
			reader: kubernetes,
			group: operatorGroupStructure,
			rule: ruleStructure,
			view,
			readings,
			broken: new SpanIndex(yaml.problems.map(({ span }) => span)),
		});
		append(problems, reading.problems);
		append(regions, reading.regions);
		append(groups, reading.groups);
		outline.push(outlineResource(view, resource, reading.outline));
	}
	const single = resources.length === 1 && resources[0]?.node === root?.node;
	const structure = single ? prometheusRuleStructure : prometheusRuleListStructure;
	return { problems, regions, groups, outline, structure };
}

function outlineResource(view: YamlView, resource: Mapping, children: readonly OutlineItem[]): OutlineItem {
	const metadata = view.entries(resource).find(({ key }) => key === "metadata")?.value;
	const name = isMappingNode(metadata) ? view.entries(metadata).find(({ key }) => key === "name") : undefined;
	const span = spanOf(resource);
	const nameSpan: Span = name?.valueSpan ?? { start: span.start, end: span.start };
	return {
		name: readScalarText(name?.value) ?? "PrometheusRule",
		detail: "PrometheusRule",
		kind: "document",
		span,
		nameSpan,
		children,
	};
}
