import { setImmediate } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { FileIndexer } from "./fileIndexer.ts";
import type { IndexAnswer, IndexRequest, ReadFile } from "./indexMessages.ts";

/** The program of a thread that reads files for the index of the workspace. */
const { grammars } = workerData as { readonly grammars: string };
const indexer = new FileIndexer(grammars, (line) => console.error(line));

/** The parser's runtime is one for the thread, so questions are answered one after the other. */
let last: Promise<void> = Promise.resolve();

parentPort?.on("message", (request: IndexRequest) => {
	last = last.then(async () => {
		try {
			parentPort?.postMessage(await answer(request));
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			parentPort?.postMessage({ kind: "failed", id: request.id, reason } satisfies IndexAnswer);
		}
		await setImmediate();
	});
});

async function answer(request: IndexRequest): Promise<IndexAnswer> {
	const { id } = request;
	if (request.kind === "list") return { kind: "listed", id, listed: await indexer.list(request.listing) };
	const files: ReadFile[] = [];
	const paths = request.kind === "look" ? indexer.ofListing(request.paths, request.listing) : request.paths;
	for (const path of paths) files.push(await indexer.read(path));
	return { kind: "read", id, files };
}
