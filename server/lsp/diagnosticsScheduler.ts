/**
 * Runs one piece of work a document after its last change.
 *
 * Invariants: a newer change cancels the work for an older one; work never runs twice at once for the same document;
 * where a document is slow to work on, its changes are gathered a little, so that typing always comes first.
 */
export class DiagnosticsScheduler {
	readonly #work: (uri: string, signal: AbortSignal) => Promise<void>;
	readonly #onError: (error: unknown) => void;
	readonly #entries = new Map<string, Entry>();

	constructor(work: (uri: string, signal: AbortSignal) => Promise<void>, onError: (error: unknown) => void) {
		this.#work = work;
		this.#onError = onError;
	}

	schedule(uri: string): void {
		const entry = this.#entries.get(uri) ?? { lastMilliseconds: 0 };
		this.#entries.set(uri, entry);
		this.#cancel(entry);
		const controller = new AbortController();
		entry.controller = controller;
		entry.timer = setTimeout(() => void this.#run(uri, entry, controller.signal), delayFor(entry.lastMilliseconds));
	}

	/** Forgets the document, as it was closed. */
	drop(uri: string): void {
		const entry = this.#entries.get(uri);
		if (entry !== undefined) this.#cancel(entry);
		this.#entries.delete(uri);
	}

	dropAll(): void {
		for (const uri of [...this.#entries.keys()]) this.drop(uri);
	}

	async #run(uri: string, entry: Entry, signal: AbortSignal): Promise<void> {
		const started = performance.now();
		try {
			await this.#work(uri, signal);
		} catch (error) {
			this.#onError(error);
		}
		if (!signal.aborted) entry.lastMilliseconds = performance.now() - started;
	}

	#cancel(entry: Entry): void {
		clearTimeout(entry.timer);
		entry.controller?.abort();
	}
}

interface Entry {
	timer?: NodeJS.Timeout;
	controller?: AbortController;
	lastMilliseconds: number;
}

/** At once where the work fits between two key strokes; otherwise the pause between key strokes is waited for. */
function delayFor(lastMilliseconds: number): number {
	return lastMilliseconds < 30 ? 0 : Math.min(300, lastMilliseconds);
}
