/**
 * Lets at most so many requests run at once and the rest wait in order.
 *
 * Invariants: a place is given back exactly once; one who goes away while waiting leaves the queue at once.
 */
export class RequestQueue {
	readonly #limit: number;
	readonly #waiting = new Set<() => void>();
	#running = 0;

	constructor(limit: number) {
		this.#limit = limit;
	}

	/** Resolves with the function that gives the place back, or with `undefined` when `signal` aborts first. */
	enter(signal: AbortSignal): Promise<(() => void) | undefined> {
		if (signal.aborted) return Promise.resolve(undefined);
		if (this.#running < this.#limit) return Promise.resolve(this.#take());
		return new Promise((resolve) => {
			const proceed = () => {
				signal.removeEventListener("abort", leave);
				resolve(this.#take());
			};
			const leave = () => {
				this.#waiting.delete(proceed);
				resolve(undefined);
			};
			this.#waiting.add(proceed);
			signal.addEventListener("abort", leave, { once: true });
		});
	}

	#take(): () => void {
		this.#running += 1;
		let given = false;
		return () => {
			if (given) return;
			given = true;
			this.#running -= 1;
			const [next] = this.#waiting;
			if (next === undefined) return;
			this.#waiting.delete(next);
			next();
		};
	}
}
