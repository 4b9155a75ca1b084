import { constants } from "node:os";

const signals = ["SIGINT", "SIGTERM"] as const;

/**
 * Runs `work` until it is done or the user has had enough: then its signal aborts, it tells what it has, and the exit code
 * is the one that shells give. The second interrupt ends the process at once.
 */
export async function untilInterrupted(work: (signal: AbortSignal) => Promise<number>): Promise<number> {
	const controller = new AbortController();
	let code: number | undefined;
	const stop = (name: NodeJS.Signals): void => {
		if (code !== undefined) process.exit(code);
		code = 128 + constants.signals[name];
		controller.abort();
	};
	for (const name of signals) process.on(name, stop);
	try {
		const answer = await work(controller.signal);
		return code ?? answer;
	} finally {
		for (const name of signals) process.off(name, stop);
	}
}
