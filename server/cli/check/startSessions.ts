import { existsSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type FileSession, LocalSession, type LocalSessionOptions } from "./fileSession.ts";
import { startWorkerSession } from "./workerSession.ts";

export interface StartOptions extends LocalSessionOptions {
	/** Asked for by the user. */
	readonly threads?: number;
}

/** Bytes and files that a thread of its own pays for: starting one takes as long as checking some hundred kilobytes. */
const BYTES_PER_THREAD = 600_000;
const FILES_PER_THREAD = 100;
const MOST_THREADS = 16;

/** As many sessions as it pays to have; a server is asked by one alone, so that it gets no more than one's questions. */
export function startSessions(paths: readonly string[], options: StartOptions): readonly FileSession[] {
	const { configuration, folder, online, threads } = options;
	const wanted = threads ?? Math.min(availableParallelism(), MOST_THREADS, countThreads(paths));
	if (online !== undefined || (wanted < 2 && threads === undefined)) return [new LocalSession(options)];
	const bundled = join(folder, "checkWorker.mjs");
	const program = pathToFileURL(existsSync(bundled) ? bundled : join(folder, "check", "checkWorker.ts"));
	return Array.from({ length: wanted }, () => startWorkerSession(program, { configuration, folder }));
}

function countThreads(paths: readonly string[]): number {
	const byFiles = paths.length / FILES_PER_THREAD;
	if (byFiles >= MOST_THREADS) return MOST_THREADS;
	let bytes = 0;
	for (const path of paths) bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0;
	return Math.floor(Math.min(paths.length, Math.max(byFiles, bytes / BYTES_PER_THREAD)));
}
