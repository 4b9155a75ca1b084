import type { DocumentPart, NestedDocument } from "../adapter.ts";
import type { HostText } from "../embedded/region.ts";
import { createScalarText } from "../embedded/yamlScalar.ts";
import type { PlacedNode, YamlScalar } from "../yaml/node.ts";
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
	const texts: FileTexts = new WeakMap();
	return {
		id: "configMap",
		hints: ["ConfigMap", "stringData"],
		matches: ({ apiVersion, kind }) => apiVersion === "v1" && (kind === "ConfigMap" || kind === "Secret"),
		parse: (resource) => parse(resource, texts),
	};
}

/** Decoded texts by their scalars, where they stood last. */
type FileTexts = WeakMap<YamlScalar, { readonly base: number; readonly text: HostText }>;

function parse(resource: KubernetesResource, texts: FileTexts): DocumentPart {
	const isSecret = resource.kind === "Secret";
	const data = resource.entries.find(({ key }) => key === (isSecret ? "stringData" : "data"));
	return {
		problems: [],
		regions: [],
		groups: [],
		outline: [outlineResource(resource, [])],
		structure: isSecret ? secretStructure : configMapStructure,
		carrier: true,
		nested: data === undefined || data.borrowed ? [] : findFiles(resource, data.value, texts),
	};
}

function findFiles(
	{ view }: KubernetesResource,
	data: PlacedNode | undefined,
	texts: FileTexts,
): readonly NestedDocument[] {
	if (!isMappingNode(data)) return [];
	return view.entries(data).flatMap(({ key, keySpan, value, borrowed }) => {
		if (borrowed || !isScalarNode(value) || value.node.value.length < minFileLength) return [];
		return [{ name: key, nameSpan: keySpan, region: readText(value.node, value.base, texts), under: 0 }];
	});
}

/** Where a text has not moved, it is the same as before, and with it all that was found in it. */
function readText(scalar: YamlScalar, base: number, texts: FileTexts): HostText {
	const known = texts.get(scalar);
	if (known?.base === base) return known.text;
	const text = createScalarText(scalar, base);
	texts.set(scalar, { base, text });
	return text;
}
