import { decodePercent } from "../base/decodePercent.ts";
import type { DocumentModel } from "../documents/model.ts";
import type { SourceDocument } from "../text/sourceDocument.ts";
import type { IndexedFile } from "../workspace/graph/indexedFile.ts";
import type { WorkspaceGraph } from "../workspace/graph/workspaceGraph.ts";
import type { CheckedGraphFile } from "./check.ts";

export function createGraphFile(
	{ uri, text }: SourceDocument,
	model: DocumentModel,
	file: IndexedFile,
	graph: WorkspaceGraph,
): CheckedGraphFile {
	return { uri, text, model, file, graph, pathTo: (other) => pathBetween(uri, other) };
}

/** The other file's path from the folder of the first where it lies there, else from the folder that both are in. */
function pathBetween(from: string, to: string): string {
	const [here, there] = [from.split("/"), to.split("/")];
	let common = 0;
	while (common < here.length - 1 && common < there.length - 1 && here[common] === there[common]) common += 1;
	return decodePercent(there.slice(common).join("/"));
}
