/** What the rounds are about. */
export interface LiveRoundsPorts {
	/** Claims that somebody looks at something that a server could be asked for. */
	readonly wanted: () => boolean;
	/** Asks for it. Never rejects. */
	readonly round: (signal: AbortSignal) => Promise<void>;
	/** Milliseconds from the end of one round to the next. */
	readonly period: () => number;
}

/** Milliseconds after which what is seen is taken to be looked at, and not only scrolled by. */
const pause = 300;

/**
 * When live values are asked for: soon after something else can be seen, and then again and again while that is so.
 *
 * Invariants: one round at a time; nothing runs, no timer either, while nobody looks.
 */
export class LiveRounds {
	readonly #ports: LiveRoundsPorts;
	#timer: NodeJS.Timeout | undefined;
	#running: AbortController | undefined;
	#again = false;
	#stopped = false;

	constructor(ports: LiveRoundsPorts) {
		this.#ports = ports;
	}

	/** Something else can be seen, or is wanted. */
	soon(): void {
		if (this.#running === undefined) this.#after(pause);
		else this.#again = true;
	}

	stop(): void {
		this.#stopped = true;
		clearTimeout(this.#timer);
		this.#running?.abort();
	}

	#after(milliseconds: number): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		if (this.#stopped || !this.#ports.wanted()) return;
		this.#timer = setTimeout(() => void this.#run(), milliseconds);
		this.#timer.unref();
	}

	async #run(): Promise<void> {
		this.#timer = undefined;
		if (!this.#ports.wanted()) return;
		const running = new AbortController();
		this.#running = running;
		this.#again = false;
		await this.#ports.round(running.signal);
		this.#running = undefined;
		this.#after(this.#again ? pause : this.#ports.period());
	}
}
