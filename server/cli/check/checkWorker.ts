import { parentPort, workerData } from "node:worker_threads";
import { LocalSession } from "./fileSession.ts";
import type { WorkerAnswer, WorkerRequest, WorkerStart } from "./workerSession.ts";

/** The program of a thread that checks files for the command line. */
const { configuration, folder }: WorkerStart = workerData;
const session = new LocalSession({ configuration, folder, log: (text) => void process.stderr.write(text) });

parentPort?.on("message", async ({ id, method, arguments: parameters }: WorkerRequest) => {
	const answer = (told: WorkerAnswer): void => parentPort?.postMessage(told);
	try {
		// The one who asks has the method's own types (workerSession.ts).
		const ask = session[method] as (...given: readonly unknown[]) => Promise<unknown>;
		answer({ id, ok: true, value: await ask.apply(session, [...parameters]) });
	} catch (error) {
		answer({ id, ok: false, reason: error instanceof Error ? error.message : String(error) });
	}
});
