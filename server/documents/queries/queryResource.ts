import { type KubernetesResource, outlineResource, type ResourceAdapter } from "../kubernetes/resource.ts";
import { Fields } from "../structure/fields.ts";
import { createQueryPart, type QueryDocumentKind } from "./queryItem.ts";

export interface QueryResourceKind extends QueryDocumentKind {
	readonly id: string;
	/** The part of the `apiVersion` before its version, such as `keda.sh`. */
	readonly group: string;
	readonly kinds: readonly string[];
}

/** Resources of a kind whose queries stand in items of one sort. */
export function createQueryResourceAdapter(kind: QueryResourceKind): ResourceAdapter {
	return {
		id: kind.id,
		hints: [kind.group],
		matches: (resource) => resource.apiVersion.startsWith(`${kind.group}/`) && kind.kinds.includes(resource.kind),
		parse(resource: KubernetesResource) {
			const { root, view, broken } = resource;
			const fields = Fields.of(root, view);
			const empty = { problems: [], regions: [], groups: [], outline: [], structure: kind.structure };
			const part = fields === undefined ? empty : createQueryPart(kind, root, fields, view, broken);
			return { ...part, outline: [outlineResource(resource, part.outline)] };
		},
	};
}
