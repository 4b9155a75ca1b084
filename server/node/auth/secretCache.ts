import type { WantedSecret } from "../../metrics/environment.ts";

/** Asks for the secret that was given for exactly this; `undefined` where there is none. */
export type AskSecret = (wanted: WantedSecret, signal: AbortSignal) => Promise<string | undefined>;

/**
 * One secret, held in memory alone and asked for once.
 *
 * Invariants: a failed or empty answer is not kept; `forget` also outdates an answer that is still on its way.
 */
export class SecretCache {
	readonly #wanted: WantedSecret;
	readonly #ask: AskSecret;
	readonly #timeoutMs: number;
	#secret: string | undefined;
	#asking: Promise<string | undefined> | undefined;
	#generation = 0;

	constructor(wanted: WantedSecret, ask: AskSecret, timeoutMs = 60_000) {
		this.#wanted = wanted;
		this.#ask = ask;
		this.#timeoutMs = timeoutMs;
	}

	get(): Promise<string | undefined> {
		if (this.#secret !== undefined) return Promise.resolve(this.#secret);
		this.#asking ??= this.#load();
		return this.#asking;
	}

	forget(): void {
		this.#generation += 1;
		this.#secret = undefined;
		this.#asking = undefined;
	}

	async #load(): Promise<string | undefined> {
		const generation = this.#generation;
		try {
			const secret = await withTimeout((signal) => this.#ask(this.#wanted, signal), this.#timeoutMs);
			if (generation === this.#generation && secret !== undefined && secret !== "") this.#secret = secret;
			return secret === "" ? undefined : secret;
		} catch {
			// Whoever keeps the secrets cannot answer: the same as having none, and its error might quote one.
			return undefined;
		} finally {
			if (generation === this.#generation) this.#asking = undefined;
		}
	}
}

/** The secret may be asked of a person, who may never answer. */
async function withTimeout<T>(work: (signal: AbortSignal) => Promise<T>, timeoutMs: number): Promise<T | undefined> {
	const controller = new AbortController();
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<undefined>((resolve) => {
		timer = setTimeout(() => resolve(undefined), timeoutMs);
	});
	try {
		return await Promise.race([work(controller.signal), late]);
	} finally {
		clearTimeout(timer);
		controller.abort();
	}
}
