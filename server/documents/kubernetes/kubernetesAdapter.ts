import { append } from "../../base/append.ts";
import type { Span } from "../../text/span.ts";
import { SpanIndex } from "../../text/spanIndex.ts";
import type { DocumentAdapter, DocumentPart, HostDocument, NestedDocument } from "../adapter.ts";
import type { Located, OutlineItem } from "../model.ts";
import type { MappingType } from "../structure/structure.ts";
import type { PlacedNode, YamlMapping } from "../yaml/node.ts";
import { isMappingNode, isScalarNode, isSequenceNode, spanOf, YamlView } from "../yaml/yamlView.ts";
import { listStructure } from "./listStructure.ts";
import type { KubernetesResource, ResourceAdapter } from "./resource.ts";

/**
 * Kubernetes manifests: a resource alone, or a list of resources of whatever kinds. Each goes to the first adapter that
 * claims it; the others are nobody's.
 */
export function createKubernetesAdapter(adapters: readonly ResourceAdapter[]): DocumentAdapter {
	const claim = (resource: KubernetesResource) => adapters.find((adapter) => adapter.matches(resource));
	return {
		id: "kubernetes",
		hints: adapters.flatMap(({ hints }) => hints),
		matches: (document) => readResources(document).resources.some((resource) => claim(resource) !== undefined),
		parse(document) {
			const { resources, listed } = readResources(document);
			const parts = resources.flatMap((resource): readonly PlacedPart[] => {
				const adapter = claim(resource);
				return adapter === undefined
					? []
					: [{ id: adapter.id, span: spanOf(resource.root), part: adapter.parse(resource) }];
			});
			const [only] = parts;
			if (!listed && only !== undefined) return { ...only.part, ids: [only.id] };
			return joinParts(parts);
		},
	};
}

interface PlacedPart {
	readonly id: string;
	readonly span: Span;
	readonly part: DocumentPart;
}

type Mapping = PlacedNode & { readonly node: YamlMapping };

function readResources(document: HostDocument): {
	readonly resources: readonly KubernetesResource[];
	readonly listed: boolean;
} {
	const { yaml, source } = document;
	const view = new YamlView(yaml.anchors);
	const root = view.resolve(yaml.root);
	if (!isMappingNode(root)) return { resources: [], listed: false };
	const broken = new SpanIndex(yaml.problems.map(({ span }) => span));
	const read = (mapping: Mapping, implied: { readonly apiVersion: string; readonly kind: string }) => {
		const entries = view.entries(mapping);
		const find = (key: string) => entries.find((entry) => entry.key === key);
		const metadata = find("metadata")?.value;
		const name = isMappingNode(metadata) ? view.entries(metadata).find(({ key }) => key === "name") : undefined;
		const nameText = readText(name?.value);
		const located: Located<string> | undefined =
			name === undefined || nameText === undefined ? undefined : { value: nameText, span: name.valueSpan };
		return {
			apiVersion: readText(find("apiVersion")?.value) ?? implied.apiVersion,
			kind: readText(find("kind")?.value) ?? implied.kind,
			...(located === undefined ? {} : { name: located }),
			root: mapping,
			entries,
			view,
			broken,
			source,
			yaml,
		};
	};
	const resource = read(root, { apiVersion: "", kind: "" });
	if (!resource.kind.endsWith("List")) return { resources: [resource], listed: false };
	const items = resource.entries.find(({ key }) => key === "items");
	if (!isSequenceNode(items?.value)) return { resources: [resource], listed: false };
	// The items of a list of one kind need not say it again.
	const implied = { apiVersion: resource.apiVersion, kind: resource.kind.slice(0, -"List".length) };
	const resources = view
		.items(items.value)
		.flatMap(({ value }) => (isMappingNode(value) ? [read(value, implied)] : []));
	return { resources, listed: true };
}

function readText(placed: PlacedNode | undefined): string | undefined {
	return isScalarNode(placed) ? placed.node.value : undefined;
}

/** The parts of a list's items as one; what is nested in them keeps its place in the outline. */
function joinParts(parts: readonly PlacedPart[]): DocumentPart {
	const outline: OutlineItem[] = [];
	const nested: NestedDocument[] = [];
	for (const { part } of parts) {
		for (const document of part.nested ?? []) {
			nested.push(document.under === undefined ? document : { ...document, under: document.under + outline.length });
		}
		append(outline, part.outline);
	}
	const structureAt = (offset: number): MappingType => {
		const found = parts.find(({ span }) => span.start <= offset && offset <= span.end);
		return listStructure(found?.part.structureAt?.(offset) ?? found?.part.structure ?? parts[0]?.part.structure);
	};
	return {
		problems: parts.flatMap(({ part }) => part.problems),
		regions: parts.flatMap(({ part }) => part.regions),
		groups: parts.flatMap(({ part }) => part.groups),
		outline,
		structure: structureAt(-1),
		structureAt,
		ids: [...new Set(parts.map(({ id }) => id))],
		carrier: parts.every(({ part }) => part.carrier === true),
		dashboards: parts.flatMap(({ part }) => part.dashboards ?? []),
		alertmanagers: parts.flatMap(({ part }) => part.alertmanagers ?? []),
		prometheusConfigs: parts.flatMap(({ part }) => part.prometheusConfigs ?? []),
		ruleTests: parts.flatMap(({ part }) => part.ruleTests ?? []),
		slos: parts.flatMap(({ part }) => part.slos ?? []),
		nested,
	};
}
