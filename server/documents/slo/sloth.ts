import { SpanIndex } from "../../text/spanIndex.ts";
import type { DocumentAdapter } from "../adapter.ts";
import { resourceStructure } from "../kubernetes/resourceStructure.ts";
import { createQueryPart, type QueryDocumentKind } from "../queries/queryItem.ts";
import type { QueryResourceKind } from "../queries/queryResource.ts";
import { Fields } from "../structure/fields.ts";
import { usual } from "../structure/keyTypes.ts";
import type { MappingType } from "../structure/structure.ts";
import { isMappingNode, YamlView } from "../yaml/yamlView.ts";
import { readSlothPromises } from "./promises.ts";
import { readSlothSlos } from "./readSlothSlos.ts";
import { slothFileSnippet } from "./sloSnippets.ts";
import { slothFileKeys, slothResourceKeys, slothSpecKeys } from "./slothStructure.ts";

const fileStructure: MappingType = {
	name: "Sloth specification",
	keys: {
		version: usual("The version of the specification.", ["prometheus/v1"], { required: true }),
		...slothSpecKeys(slothFileKeys),
	},
	snippets: [slothFileSnippet],
};

const fileKind: QueryDocumentKind = {
	structure: fileStructure,
	reader: "Sloth",
	family: "slo",
	readItems: (fields) => readSlothSlos(fields, slothFileKeys),
	readSlos: (fields) => readSlothPromises(fields),
};

/** Sloth's own files; they may stand behind each other in one. */
export function createSlothAdapter(): DocumentAdapter {
	return {
		id: "sloth",
		hints: ["prometheus/v1"],
		matches: ({ yaml }) => Fields.of(yaml.root, new YamlView(yaml.anchors))?.text("version")?.value === "prometheus/v1",
		parse({ yaml }) {
			const view = new YamlView(yaml.anchors);
			const root = view.resolve(yaml.root);
			const fields = Fields.of(root, view);
			if (!isMappingNode(root) || fields === undefined) {
				return { problems: [], regions: [], groups: [], outline: [], structure: fileStructure };
			}
			return createQueryPart(fileKind, root, fields, view, new SpanIndex(yaml.problems.map(({ span }) => span)));
		},
	};
}

const resourceKinds = ["PrometheusServiceLevel"];

/** Sloth's resource. */
export const slothResourceKind: QueryResourceKind = {
	id: "slothResource",
	group: "sloth.slok.dev",
	kinds: resourceKinds,
	structure: resourceStructure("sloth.slok.dev/v1", resourceKinds, {
		name: "PrometheusServiceLevel spec",
		keys: slothSpecKeys(slothResourceKeys),
	}),
	reader: "Sloth",
	family: "slo",
	readItems(fields) {
		const spec = fields.mapping("spec");
		return spec === undefined ? [] : readSlothSlos(spec, slothResourceKeys);
	},
	readSlos(fields) {
		const spec = fields.mapping("spec");
		return spec === undefined ? [] : readSlothPromises(spec);
	},
};
