import { mapping } from "../structure/keyTypes.ts";
import type { MappingType } from "../structure/structure.ts";
import { resourceMetadata } from "./listStructure.ts";

/** A custom resource: `apiVersion` and `kind` as they are written, metadata, and its `spec`. */
export function resourceStructure(apiVersion: string, kinds: readonly string[], spec: MappingType): MappingType {
	return {
		name: kinds[0] ?? "resource",
		open: true,
		keys: {
			apiVersion: {
				documentation: "The API that defines the resource.",
				value: { kind: "string", examples: [apiVersion] },
				required: true,
			},
			kind: {
				documentation: "The kind of resource.",
				value: { kind: "string", examples: kinds },
				required: true,
			},
			metadata: mapping("Name, namespace and labels of the resource.", resourceMetadata),
			spec: mapping("What the resource is to be.", spec),
		},
	};
}
