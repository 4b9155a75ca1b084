import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { ConfigurationChoice } from "./configurationChoice.ts";
import type { FileSession } from "./fileSession.ts";

/** What a worker is asked; `method` is one of {@link FileSession}. */
export interface WorkerRequest {
	readonly id: number;
	readonly method: Exclude<keyof FileSession, "close">;
	readonly arguments: readonly unknown[];
}

export type WorkerAnswer =
	| { readonly id: number; readonly ok: true; readonly value: unknown }
	| { readonly id: number; readonly ok: false; readonly reason: string };

export interface WorkerStart {
	readonly configuration: ConfigurationChoice;
	/** Where the program is. */
	readonly folder: string;
}

/** Megabytes: what is read lives for two rounds, so a larger young generation is emptied less often. */
const YOUNG_GENERATION = 64;

/** A session in a thread of its own. A worker that dies fails what it was asked. */
export function startWorkerSession(program: URL, start: WorkerStart): FileSession {
	const worker = new Worker(program, {
		workerData: start,
		resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION },
	});
	const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
	let last = 0;
	let ended: Error | undefined;
	const fail = (error: Error): void => {
		ended ??= error;
		for (const { reject } of waiting.values()) reject(error);
		waiting.clear();
	};
	worker.on("message", (answer: WorkerAnswer) => {
		const asked = waiting.get(answer.id);
		waiting.delete(answer.id);
		if (answer.ok) asked?.resolve(answer.value);
		else asked?.reject(new Error(answer.reason));
	});
	worker.on("error", fail);
	worker.on("exit", (code) => fail(new Error(`its thread ended with code ${code}`)));
	const ask = <T>(method: WorkerRequest["method"], ...parameters: readonly unknown[]): Promise<T> => {
		if (ended !== undefined) return Promise.reject(ended);
		last += 1;
		const request: WorkerRequest = { id: last, method, arguments: parameters };
		return new Promise((resolve, reject) => {
			// What comes back is what the method of the session on the other side answers.
			waiting.set(request.id, { resolve: (value) => resolve(value as T), reject });
			worker.postMessage(request);
		});
	};
	return {
		read: (files) => ask("read", files),
		know: (project, projects, removed) => ask("know", project, projects, removed),
		check: (paths) => ask("check", paths),
		mend: (paths) => ask("mend", paths),
		async close() {
			const exit = once(worker, "exit");
			await worker.terminate();
			await exit;
		},
	};
}
