/** Asks for the secret that belongs to an origin (`scheme://host:port`); `undefined` where there is none. */
export type AskCredential = (origin: string, signal: AbortSignal) => Promise<string | undefined>;

/**
 * The secret of one origin, held in memory alone and asked for once.
 *
 * Invariants: a failed or empty answer is not kept; `forget` also outdates an answer that is still on its way.
 */
export class CredentialCache {
	readonly #origin: string;
	readonly #ask: AskCredential;
	readonly #timeoutMs: number;
	#secret: string | undefined;
	#asking: Promise<string | undefined> | undefined;
	#generation = 0;

	constructor(origin: string, ask: AskCredential, timeoutMs = 60_000) {
		this.#origin = origin;
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
			const secret = await withTimeout((signal) => this.#ask(this.#origin, signal), this.#timeoutMs);
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
