import type { Stillness } from "../checks/liveKnowledge.ts";

/** Milliseconds without a key stroke after which a text is one that its writer has come to rest at. */
const REST = 2_000;

/** Which of the open files are being typed in. One that was just opened or saved is not. */
export class TypingWatch {
	readonly #moving = new Map<string, Moving>();
	readonly #known = new Set<string>();
	#version = 0;

	/** The file's text has changed, or is there for the first time. Claims that somebody has typed. */
	changed(uri: string): boolean {
		if (!this.#known.has(uri)) {
			this.#known.add(uri);
			return false;
		}
		const moving = this.#moving.get(uri) ?? Promise.withResolvers<void>();
		clearTimeout((moving as Moving).timer);
		const timer = setTimeout(() => this.rest(uri), REST);
		timer.unref();
		this.#moving.set(uri, Object.assign(moving, { timer }));
		return true;
	}

	/** The file was saved, or has been left alone for long enough. */
	rest(uri: string): void {
		const moving = this.#moving.get(uri);
		if (moving === undefined) return;
		clearTimeout(moving.timer);
		this.#moving.delete(uri);
		this.#version += 1;
		moving.resolve();
	}

	closed(uri: string): void {
		this.rest(uri);
		this.#known.delete(uri);
	}

	of(uri: string): Stillness {
		const moving = this.#moving.get(uri);
		return {
			still: moving === undefined,
			version: this.#version,
			wait: () => moving?.promise ?? Promise.resolve(),
		};
	}
}

type Moving = PromiseWithResolvers<void> & { timer?: NodeJS.Timeout };
