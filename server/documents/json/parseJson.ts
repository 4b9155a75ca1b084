import type { YamlDocument } from "../yaml/parseYaml.ts";
import { composeJson, type JsonCache } from "./composeJson.ts";

/** Brackets up to this length are read whole and remembered: a panel, mostly. */
const defaultPieceLength = 12_000;

/**
 * Reads a JSON file into the tree that YAML's readers give, in which JSON's objects and lists are flow collections.
 * Bracket by bracket: each is composed by itself and looked up in `previous` first, so that an edit costs one panel.
 * What is broken, or missing, is kept to its bracket. Comments are passed over and reported.
 */
export function parseJson(
	text: string,
	previous: JsonCache,
	next: JsonCache,
	pieceLength = defaultPieceLength,
): YamlDocument {
	const { node, problems } = composeJson(text, { previous, next, length: pieceLength });
	return {
		span: { start: 0, end: text.length },
		...(node === undefined ? {} : { root: { node, base: 0 } }),
		problems,
		anchors: [],
	};
}
