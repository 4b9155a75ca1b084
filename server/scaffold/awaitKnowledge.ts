import type { Peek } from "../metrics/knowledge.ts";

/** What was learned, and why not everything where it was not. */
export interface Learned<T> {
	readonly value?: T;
	readonly note?: string;
}

/** Waits for what is loading; a question may wait for the network, unlike completion, as the user has nothing to type. */
export async function awaitKnowledge<T>(peek: () => Peek<T>, signal: AbortSignal): Promise<Learned<T>> {
	// A load that was given up for newer ones leaves nothing, so ask again, but not for ever.
	for (let attempt = 0; attempt < 3 && !signal.aborted; attempt++) {
		const known = peek();
		if (known.state === "fresh") return { value: known.value };
		if (known.state === "unavailable") {
			return { ...(known.value === undefined ? {} : { value: known.value }), note: known.reason };
		}
		await Promise.race([known.ready, whenAborted(signal)]);
	}
	return {};
}

function whenAborted(signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
