import { createDocumentParser } from "../../server/documents/registry.ts";
import { emptyModel } from "../../server/documents/tooLarge.ts";
import { Graph } from "../../server/workspace/graph/graph.ts";
import type { IndexedFile } from "../../server/workspace/graph/indexedFile.ts";
import { readIndexedFile } from "../../server/workspace/graph/readIndexedFile.ts";

const languages: Readonly<Record<string, string>> = { json: "json", md: "markdown", promql: "promql" };

/** What a file of that path below `file:///ws/` brings to the graph. */
export function indexText(path: string, text: string): IndexedFile | undefined {
	const languageId = languages[/\.(\w+)$/.exec(path)?.[1] ?? ""] ?? "yaml";
	const document = { uri: `file:///ws/${path}`, languageId, version: 1, text };
	return readIndexedFile(document, createDocumentParser().parse(document) ?? emptyModel);
}

/** A graph of files, each after a line such as `--- rules/a.yaml`, with the texts by path. */
export function graphOf(written: string): { readonly graph: Graph; readonly texts: ReadonlyMap<string, string> } {
	const graph = new Graph();
	const texts = new Map<string, string>();
	for (const part of written.split(/^--- (?=\S+\n)/m).slice(1)) {
		const lineFeed = part.indexOf("\n");
		const path = part.slice(0, lineFeed);
		const text = part.slice(lineFeed + 1);
		texts.set(path, text);
		const file = indexText(path, text);
		if (file !== undefined) graph.set(file);
	}
	graph.setComplete(true);
	return { graph, texts };
}
