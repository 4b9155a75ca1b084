import type { DocumentPart, NestedDocument } from "../adapter.ts";
import { createScalarText } from "../embedded/yamlScalar.ts";
import { isMappingNode, isScalarNode } from "../yaml/yamlView.ts";
import { configMapStructure, secretStructure } from "./configMapStructure.ts";
import { type KubernetesResource, outlineResource, type ResourceAdapter } from "./resource.ts";

/** Shorter values are settings, not files. */
const minFileLength = 10;

/**
 * ConfigMaps and Secrets, whose values may be whole files: rules, dashboards, configurations. What a value is, its own
 * content decides; values of no known kind are left alone, and so is a resource that has nothing else.
 */
export function createConfigMapAdapter(): ResourceAdapter {
	return {
		id: "configMap",
		hints: ["ConfigMap", "stringData"],
		matches: ({ apiVersion, kind }) => apiVersion === "v1" && (kind === "ConfigMap" || kind === "Secret"),
		parse,
	};
}

function parse(resource: KubernetesResource): DocumentPart {
	const isSecret = resource.kind === "Secret";
	const data = resource.entries.find(({ key }) => key === (isSecret ? "stringData" : "data"));
	return {
		problems: [],
		regions: [],
		groups: [],
		outline: [outlineResource(resource, [])],
		structure: isSecret ? secretStructure : configMapStructure,
		carrier: true,
		nested: data === undefined || data.borrowed ? [] : findFiles(resource, data.value),
	};
}

function findFiles({ view }: KubernetesResource, data: Parameters<typeof isMappingNode>[0]): readonly NestedDocument[] {
	if (!isMappingNode(data)) return [];
	return view.entries(data).flatMap(({ key, keySpan, value, borrowed }) => {
		if (borrowed || !isScalarNode(value) || value.node.value.length < minFileLength) return [];
		return [{ name: key, nameSpan: keySpan, region: createScalarText(value.node, value.base), under: 0 }];
	});
}
