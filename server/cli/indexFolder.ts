import { relative } from "node:path";
import { pathToFileURL } from "node:url";
import { FileIndexer } from "../node/index/fileIndexer.ts";
import { Graph } from "../workspace/graph/graph.ts";
import { grammarsFor } from "./grammarFolder.ts";

/**
 * What the files of a folder say together, source code too. What could not be read is told as sentences; the graph is not
 * complete then.
 */
export async function indexFolder(
	root: string,
	{
		program,
		most,
		log,
		signal,
	}: {
		/** The folder of the program. */
		readonly program: string;
		/** More files than so many are not read. */
		readonly most: number;
		readonly log: (line: string) => void;
		readonly signal: AbortSignal;
	},
): Promise<{ readonly graph: Graph; readonly unread: readonly string[] }> {
	const indexer = new FileIndexer(grammarsFor(program), log);
	const { files, cut, failures } = await indexer.list({ roots: [root], ignored: [], most });
	const graph = new Graph();
	graph.setRoots([`${pathToFileURL(root).href}/`]);
	const unread: string[] = [];
	for (const { path } of files) {
		if (signal.aborted) break;
		const { indexed, tooLarge } = await indexer.read(path);
		if (indexed !== undefined) graph.set(indexed);
		if (tooLarge === true) unread.push(`${relative(process.cwd(), path)} is too large to be read.`);
	}
	if (cut) unread.push(`there are more than ${most} files; the others were not read.`);
	if (failures > 0) unread.push(`${failures} files or folders cannot be read.`);
	graph.setComplete(unread.length === 0);
	return { graph, unread };
}
