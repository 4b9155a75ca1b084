// Source: Kubernetes API conventions, types of `v1`: List and ObjectMeta; read November 2026.

import type { MappingType } from "../structure/structure.ts";

export const resourceMetadata: MappingType = {
	name: "metadata",
	open: true,
	keys: {
		name: { documentation: "The resource's name, unique in its namespace.", value: { kind: "string" } },
		namespace: { documentation: "The namespace that the resource lives in.", value: { kind: "string" } },
		labels: {
			documentation: "Labels of the resource, by which others select it.",
			value: { kind: "map", of: { kind: "string" } },
		},
		annotations: { documentation: "Notes on the resource.", value: { kind: "map", of: { kind: "string" } } },
	},
};

const anyResource: MappingType = { name: "resource", open: true, keys: {} };

/** A list whose items are of this kind, as far as one place in it is concerned. */
export function listStructure(item: MappingType = anyResource): MappingType {
	return {
		name: "List",
		open: true,
		keys: {
			apiVersion: { documentation: "The API that defines the list: `v1`.", value: { kind: "string" } },
			kind: {
				documentation: "The kind of list: `List` for resources of any kind.",
				value: { kind: "string", examples: ["List"] },
			},
			items: {
				documentation: "The resources.",
				value: { kind: "sequence", of: { kind: "mapping", of: item } },
			},
		},
	};
}
