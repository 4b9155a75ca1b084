import { CodeReader, languageOfPath } from "../../server/code/codeReader.ts";
import type { DocumentModel } from "../../server/documents/model.ts";
import { createDocumentParser } from "../../server/documents/registry.ts";
import { emptyModel } from "../../server/documents/tooLarge.ts";
import type { SourceDocument } from "../../server/text/sourceDocument.ts";
import { Graph } from "../../server/workspace/graph/graph.ts";
import type { IndexedFile } from "../../server/workspace/graph/indexedFile.ts";
import { readIndexedCode } from "../../server/workspace/graph/readIndexedCode.ts";
import { readIndexedFile } from "../../server/workspace/graph/readIndexedFile.ts";
import { installedGrammars } from "../code/grammars.ts";

/** What the URIs of a workspace in memory begin with. */
export const workspaceRoot = "file:///workspace/";

export interface ReadWorkspaceFile {
	readonly source: SourceDocument;
	readonly model: DocumentModel;
	readonly file: IndexedFile | undefined;
}

const code = new CodeReader(installedGrammars);

/** One file, as the index reads it. */
export async function readWorkspaceFile(path: string, text: string): Promise<ReadWorkspaceFile> {
	const uri = workspaceRoot + path;
	const language = languageOfPath(path);
	const source = { uri, text, version: 1, languageId: language ?? languageOfEnding(path) };
	if (language !== undefined) {
		return { source, model: emptyModel, file: readIndexedCode(uri, await code.read(text, language)) };
	}
	const model = createDocumentParser().parse(source) ?? emptyModel;
	return { source, model, file: readIndexedFile(source, model) };
}

/** The graph of a workspace in memory, of which every file was read. */
export async function readWorkspace(files: Readonly<Record<string, string>>): Promise<Graph> {
	const graph = new Graph();
	graph.setRoots([workspaceRoot]);
	for (const [path, text] of Object.entries(files)) {
		const { file } = await readWorkspaceFile(path, text);
		if (file !== undefined) graph.set(file);
	}
	graph.setComplete(true);
	return graph;
}

function languageOfEnding(path: string): string {
	if (path.endsWith(".md")) return "markdown";
	if (path.endsWith(".promql")) return "promql";
	return path.endsWith(".json") ? "json" : "yaml";
}
