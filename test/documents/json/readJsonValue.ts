import type { YamlNode } from "../../../server/documents/yaml/node.ts";

/** What JavaScript would make of the tree; a key without a value is `undefined`. */
export function readJsonValue(node: YamlNode | undefined): unknown {
	if (node === undefined) return undefined;
	switch (node.kind) {
		case "scalar":
			return node.style === "plain" ? JSON.parse(node.raw) : node.value;
		case "mapping":
			return Object.fromEntries(
				node.entries.map(({ key, value }) => [key.kind === "scalar" ? key.value : "", readJsonValue(value)]),
			);
		case "sequence":
			return node.items.map((item) => readJsonValue(item.node));
		case "alias":
			throw new Error("JSON has no aliases.");
		default:
			return node satisfies never;
	}
}
