/**
 * Decides when a server that keeps failing may be asked again: exponential, bounded, with jitter, one probe at a time.
 *
 * Invariants: one success ends it; while it lasts nothing is sent; after it exactly one request tries the water.
 * Times are milliseconds on the clock that is passed in.
 */
export class BackOff {
	readonly #now: () => number;
	readonly #random: () => number;
	#failures = 0;
	#retryAt = 0;
	#probing = false;

	constructor(now: () => number = () => performance.now(), random: () => number = Math.random) {
		this.#now = now;
		this.#random = random;
	}

	/** Milliseconds until something may be sent; 0 when it may be sent now. */
	get waitMs(): number {
		if (this.#retryAt === 0) return 0;
		const wait = this.#retryAt - this.#now();
		if (wait > 0) return wait;
		return this.#probing ? 1_000 : 0;
	}

	/** Call before sending, when `waitMs` is 0; call the result when the request has ended, however it did. */
	begin(): () => void {
		if (this.#retryAt === 0) return () => {};
		this.#probing = true;
		return () => {
			this.#probing = false;
		};
	}

	succeed(): void {
		this.#failures = 0;
		this.#retryAt = 0;
		this.#probing = false;
	}

	/** `askedForMs`: how long the server itself asked to be left alone. */
	fail(askedForMs?: number): void {
		this.#failures += 1;
		this.#probing = false;
		if (askedForMs !== undefined) {
			this.#retryAt = this.#now() + Math.min(Math.max(askedForMs, firstDelayMs), longestAskedMs);
			return;
		}
		if (this.#failures < failuresBeforeBackOff) return;
		const exponent = Math.min(this.#failures - failuresBeforeBackOff, 10);
		const delay = Math.min(firstDelayMs * 2 ** exponent, longestDelayMs);
		// Half of it is jitter, so that the editors of a whole team do not come back in one beat.
		this.#retryAt = this.#now() + delay * (0.5 + this.#random() / 2);
	}
}

const failuresBeforeBackOff = 3;
const firstDelayMs = 1_000;
const longestDelayMs = 60_000;
const longestAskedMs = 300_000;
