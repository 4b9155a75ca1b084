/**
 * Lets everyone who asks for the same thing at the same time wait for one piece of work.
 *
 * Invariants: the work is aborted only when its last waiter has gone; one waiter's going never disturbs another;
 * work that has ended is forgotten, so nothing is cached here.
 */
export class SharedRequests<T> {
	readonly #running = new Map<string, Running<T>>();

	/** The number of different pieces of work under way. */
	get size(): number {
		return this.#running.size;
	}

	/** Joins the work called `key`, or starts it. Answers `onGone()` at once when `signal` aborts. */
	run(key: string, signal: AbortSignal, start: (signal: AbortSignal) => Promise<T>, onGone: () => T): Promise<T> {
		if (signal.aborted) return Promise.resolve(onGone());
		const running = this.#running.get(key) ?? this.#start(key, start);
		running.waiters += 1;
		return new Promise<T>((resolve, reject) => {
			const leave = () => {
				resolve(onGone());
				running.waiters -= 1;
				if (running.waiters > 0) return;
				// The next to ask must not join work that is being aborted.
				if (this.#running.get(key) === running) this.#running.delete(key);
				running.controller.abort();
			};
			signal.addEventListener("abort", leave, { once: true });
			running.promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
		});
	}

	#start(key: string, start: (signal: AbortSignal) => Promise<T>): Running<T> {
		const controller = new AbortController();
		const promise = start(controller.signal);
		const running: Running<T> = { controller, promise, waiters: 0 };
		this.#running.set(key, running);
		const forget = () => {
			if (this.#running.get(key) === running) this.#running.delete(key);
		};
		promise.then(forget, forget);
		return running;
	}
}

interface Running<T> {
	readonly controller: AbortController;
	readonly promise: Promise<T>;
	waiters: number;
}
