import { Fields } from "../../../documents/structure/fields.ts";
import { parseYaml } from "../../../documents/yaml/parseYaml.ts";
import { YamlView } from "../../../documents/yaml/yamlView.ts";
import { readOpenSlo } from "./readOpenSlo.ts";
import { readPyrra } from "./readPyrra.ts";
import { readSlothFile, readSlothResource } from "./readSloth.ts";
import type { SpecReferences, SpecSlo } from "./specSlo.ts";

/** Words of which at least one stands in every specification. */
export const specHints: readonly string[] = ["prometheus/v1", "sloth.slok.dev/", "pyrra.dev/", "openslo/v1"];

/** The objectives of a file, in order; texts of `others` are looked up for what it refers to. */
export function readSpecs(text: string, others: readonly string[] = []): readonly SpecSlo[] {
	if (!mayHoldSpecs(text)) return [];
	const documents = readDocuments(text);
	const known = [...others.filter((other) => other.includes("openslo/v1")).flatMap(readDocuments), ...documents];
	const named = known.flatMap((fields): (readonly [string, Fields])[] => {
		const name = fields.mapping("metadata")?.text("name")?.value;
		const kind = fields.text("kind")?.value;
		return name === undefined || kind === undefined ? [] : [[`${kind} ${name}`, fields]];
	});
	const references: SpecReferences = { documents: new Map(named) };
	return documents.flatMap((fields) => readDocument(fields, references));
}

export function mayHoldSpecs(text: string): boolean {
	return specHints.some((hint) => text.includes(hint));
}

function readDocument(fields: Fields, references: SpecReferences): readonly SpecSlo[] {
	if (fields.text("version")?.value === "prometheus/v1") return readSlothFile(fields);
	const version = fields.text("apiVersion")?.value ?? "";
	switch (fields.text("kind")?.value) {
		case "PrometheusServiceLevel":
			return version.startsWith("sloth.slok.dev/") ? readSlothResource(fields) : [];
		case "ServiceLevelObjective":
			return version.startsWith("pyrra.dev/") ? readPyrra(fields) : [];
		case "SLO":
			return version.startsWith("openslo/") ? readOpenSlo(fields, references) : [];
		case "List":
			return fields.mappings("items").flatMap((item) => readDocument(item, references));
		default:
			return [];
	}
}

function readDocuments(text: string): readonly Fields[] {
	return parseYaml(text, new Map(), new Map()).documents.flatMap((document) => {
		// What was read of broken YAML may be half of what is meant.
		if (document.problems.some(({ severity }) => severity === "error")) return [];
		return Fields.of(document.root, new YamlView(document.anchors)) ?? [];
	});
}
