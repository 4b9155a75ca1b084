import {
	type CST,
	type Document,
	isAlias,
	isMap,
	isScalar,
	type Node,
	type Pair,
	parseAllDocuments,
	type YAMLMap,
	type YAMLSeq,
} from "yaml";
import { recogniseControl, recogniseTemplate } from "../../documents/helm/recognise.ts";
import { LineIndex } from "../../text/lineIndex.ts";
import { MergeRefusal } from "./merge.ts";
import type { TreeEntry, TreeItem, TreeMap, TreeNode } from "./tree.ts";

export interface YamlTree {
	/** The documents in which something is written. */
	readonly roots: readonly TreeNode[];
	/** Where each document's own text begins and ends, comments included, without `---`. */
	readonly spans: readonly { readonly start: number; readonly end: number }[];
}

/**
 * Refuses a text that is no YAML as it stands: a broken one, and one that Helm or another template engine renders first.
 * The actions of Prometheus' and Alertmanager's own templates stand in texts, and are nothing special.
 */
export function readYamlTree(text: string): YamlTree {
	if (recogniseTemplate({ uri: "", languageId: "yaml", version: 0, text }) !== undefined) refuseTemplate();
	const lines = new LineIndex(text);
	const parsed = trying(() => {
		const options = { keepSourceTokens: true, merge: true, prettyErrors: false, logLevel: "silent" } as const;
		const documents = parseAllDocuments(text, options);
		return Array.isArray(documents) ? documents : [];
	});
	for (const { errors } of parsed) {
		const [error] = errors;
		if (error !== undefined) {
			if (recogniseControl(text) !== undefined) refuseTemplate();
			throw new MergeRefusal(`line ${lines.lineAt(error.pos[0]) + 1} is no valid YAML: ${error.message}`);
		}
	}
	const written = parsed.filter(({ contents }) => contents !== null && !(isScalar(contents) && contents.source === ""));
	return {
		roots: written.map((document) =>
			trying(() => new TreeReader(document as Document, lines).read(document.contents as Node)),
		),
		spans: written.map(({ range }) => ({
			start: afterMarker(text, range[0]),
			end: range[2],
		})),
	};
}

/** Aliases of aliases without end, and brackets in brackets, are more than the reader of YAML takes. */
function trying<T>(read: () => T): T {
	try {
		return read();
	} catch (error) {
		if (error instanceof MergeRefusal) throw error;
		throw new MergeRefusal(`its YAML cannot be read: ${error instanceof Error ? error.message : String(error)}`);
	}
}

function refuseTemplate(): never {
	throw new MergeRefusal("it is a template that is rendered before it is YAML; add to it by hand.");
}

function afterMarker(text: string, start: number): number {
	const marker = /^---[ \t]*(?:\r?\n)?/.exec(text.slice(start));
	return start + (marker?.[0].length ?? 0);
}

type CstItem = CST.BlockMap["items"][number] | CST.BlockSequence["items"][number] | CST.FlowCollection["items"][number];

class TreeReader {
	readonly #document: Document;
	readonly #lines: LineIndex;

	constructor(document: Document, lines: LineIndex) {
		this.#document = document;
		this.#lines = lines;
	}

	read(node: Node): TreeNode {
		const [start, end] = node.range ?? [0, 0];
		if (isScalar(node)) return { kind: "scalar", start, end, value: node.value };
		if (isAlias(node)) return { kind: "alias", start, end, value: this.#valueOf(node) };
		const collection = node as YAMLMap | YAMLSeq;
		const flow = collection.flow === true;
		const column = this.#lines.positionAt(start).character;
		if (isMap(collection)) {
			const entries = collection.items.map((pair) => this.#readEntry(pair as Pair<Node, Node | null>));
			// What is merged is somebody else's to resolve; everything else is made of what was just read.
			const merges = entries.some(({ key }) => key === "<<");
			const value = merges
				? this.#valueOf(node)
				: Object.fromEntries(entries.map((entry) => [entry.key, entry.node?.value ?? null]));
			return { kind: "map", start, end: flow ? end : (entries.at(-1)?.end ?? end), value, flow, column, entries };
		}
		const token = collection.srcToken;
		const written = (token !== undefined && "items" in token ? (token.items as readonly CstItem[]) : []).filter(
			(item) => flow || item.start.some(({ type }) => type === "seq-item-ind"),
		);
		const items = collection.items.map(
			(item, index): TreeItem => this.#readItem(item, flow ? undefined : written[index]),
		);
		const value = items.map((item) => item.node?.value ?? null);
		return { kind: "list", start, end: flow ? end : (items.at(-1)?.end ?? end), value, flow, column, items };
	}

	#valueOf(node: Node): unknown {
		return node.toJS(this.#document) as unknown;
	}

	#readEntry(pair: Pair<Node, Node | null>): TreeEntry {
		const { key, value } = pair;
		const token = pair.srcToken as CstItem | undefined;
		if (!isScalar(key) || key.range == null) {
			// An action without quotes is a map in a map for YAML.
			if (isMap(key)) refuseTemplate();
			const line = this.#lines.lineAt((key as Node | null)?.range?.[0] ?? 0) + 1;
			throw new MergeRefusal(`line ${line} has a key that is no text.`);
		}
		const question = token?.start.find(({ type }) => type === "explicit-key-ind");
		const colon =
			token !== undefined && "sep" in token ? token.sep?.find(({ type }) => type === "map-value-ind") : undefined;
		const colonEnd = colon === undefined ? key.range[1] : colon.offset + 1;
		const base = { key: String(key.source ?? key.value), start: question?.offset ?? key.range[0], colonEnd };
		if (value == null || isUnwritten(value)) return { ...base, end: colonEnd };
		const node = this.read(value);
		return { ...base, end: node.end, node };
	}

	#readItem(item: unknown, token: CstItem | undefined): TreeItem {
		const dash = token?.start.find(({ type }) => type === "seq-item-ind")?.offset;
		// In brackets, `a: 1` is a map of one.
		const value = item as Node | Pair<Node, Node | null> | null;
		if (value === null || (isScalar(value) && isUnwritten(value))) {
			const start = dash ?? 0;
			return { start, end: start + 1 };
		}
		if (!("range" in value)) throw new MergeRefusal("a list in it has a pair without braces.");
		const node = this.read(value);
		return { start: dash ?? node.start, end: node.end, node };
	}
}

function isUnwritten(value: Node): boolean {
	return isScalar(value) && value.source === "" && value.range != null && value.range[0] === value.range[1];
}

/** The root of the one document, as the reader of a text that we wrote ourselves. */
export function readYamlRoot(text: string): TreeMap {
	const [root] = readYamlTree(text).roots;
	if (root?.kind !== "map") throw new MergeRefusal("there is no map to add to.");
	return root;
}
