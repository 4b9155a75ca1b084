import { LRUCache } from "lru-cache";
import type { Answer, UnavailableCause } from "./port.ts";

/**
 * What is known at this moment. A stale value comes with `loading` while its refresh runs, and with `unavailable` where
 * the refresh failed.
 */
export type Peek<T> =
	| { readonly state: "fresh"; readonly value: T }
	| { readonly state: "loading"; readonly value?: T; readonly ready: Promise<void> }
	| {
			readonly state: "unavailable";
			/** A sentence for the user. */
			readonly reason: string;
			readonly cause: UnavailableCause | "unsupported";
			readonly value?: T;
	  };

export interface CacheBounds {
	readonly entries: number;
	/** By the size of `measure`. */
	readonly bytes: number;
	/** How long a value is fresh. */
	readonly freshMs: number;
	/** How long a failure is believed before it is tried again. */
	readonly failureMs: number;
	/** Loads at once; beyond it the oldest is given up, since its asker has typed on. */
	readonly loads: number;
}

/**
 * Values by key that are looked at without waiting and loaded behind the scenes.
 *
 * Invariants: `peek` costs nothing but a lookup; one load a key at a time; entries and bytes are bounded; after `forget`
 * nothing of an older load arrives.
 */
export class KnowledgeCache<T extends object> {
	readonly #bounds: CacheBounds;
	readonly #now: () => number;
	readonly #values: LRUCache<string, Known<T>>;
	readonly #failures: LRUCache<string, Failure>;
	readonly #loads = new Map<string, Load>();

	constructor(bounds: CacheBounds, measure: (value: T) => number, now: () => number) {
		this.#bounds = bounds;
		this.#now = now;
		this.#values = new LRUCache({
			max: bounds.entries,
			maxSize: bounds.bytes,
			sizeCalculation: ({ value }, key) => key.length * 2 + Math.max(1, Math.ceil(measure(value))),
		});
		this.#failures = new LRUCache({ max: bounds.entries });
	}

	peek(key: string, load: (signal: AbortSignal) => Promise<Answer<T>>): Peek<T> {
		const known = this.#values.get(key);
		const now = this.#now();
		if (known !== undefined && now - known.at < this.#bounds.freshMs) return known.fresh;
		const value = known === undefined ? {} : { value: known.value };
		const running = this.#loads.get(key);
		if (running !== undefined) return { state: "loading", ...value, ready: running.ready };
		const failure = this.#failures.get(key);
		if (failure !== undefined && now - failure.at < this.#bounds.failureMs) {
			return { state: "unavailable", reason: failure.reason, cause: failure.cause, ...value };
		}
		return { state: "loading", ...value, ready: this.#start(key, load) };
	}

	forget(): void {
		for (const load of this.#loads.values()) load.controller.abort();
		this.#loads.clear();
		this.#values.clear();
		this.#failures.clear();
	}

	#start(key: string, load: (signal: AbortSignal) => Promise<Answer<T>>): Promise<void> {
		this.#giveUpOldest();
		const controller = new AbortController();
		const ready = load(controller.signal).then(
			(answer) => this.#arrive(key, controller, answer),
			() => this.#arrive(key, controller, { kind: "unavailable", cause: "serverError", reason: unexpected }),
		);
		this.#loads.set(key, { controller, ready });
		return ready;
	}

	#giveUpOldest(): void {
		if (this.#loads.size < this.#bounds.loads) return;
		const [oldest] = this.#loads;
		if (oldest === undefined) return;
		this.#loads.delete(oldest[0]);
		oldest[1].controller.abort();
	}

	#arrive(key: string, controller: AbortController, answer: Answer<T>): void {
		// It was given up or forgotten; a newer load may be under way.
		if (this.#loads.get(key)?.controller !== controller) return;
		this.#loads.delete(key);
		const at = this.#now();
		switch (answer.kind) {
			case "ok":
				this.#failures.delete(key);
				this.#values.set(key, { at, value: answer.value, fresh: { state: "fresh", value: answer.value } });
				// Too large to be kept: say so rather than load it for ever.
				if (!this.#values.has(key)) this.#failures.set(key, { at, cause: "tooLarge", reason: tooLarge });
				return;
			case "unavailable":
				// Nobody learned anything from a load that was broken off.
				if (answer.cause !== "cancelled") this.#failures.set(key, { at, cause: answer.cause, reason: answer.reason });
				return;
			case "unsupported":
				this.#failures.set(key, {
					at: Number.POSITIVE_INFINITY,
					cause: "unsupported",
					reason: `This kind of server has no ${answer.what}.`,
				});
				return;
			default:
				answer satisfies never;
		}
	}
}

const unexpected = "The request failed for an unknown reason: look into the output channel, or reconnect.";
const tooLarge = "The list is too long to be kept: narrow it with label matchers.";

interface Known<T> {
	readonly at: number;
	readonly value: T;
	readonly fresh: Peek<T>;
}

interface Failure {
	readonly at: number;
	readonly cause: UnavailableCause | "unsupported";
	readonly reason: string;
}

interface Load {
	readonly controller: AbortController;
	readonly ready: Promise<void>;
}
