/** Gives a number to a state that several things make up: another one whenever any of them is another. */
export class VersionOf {
	#parts: readonly unknown[] = [];
	#version = 0;

	of(parts: readonly unknown[]): number {
		const same = parts.length === this.#parts.length && parts.every((part, index) => part === this.#parts[index]);
		if (!same) {
			this.#parts = parts;
			this.#version += 1;
		}
		return this.#version;
	}
}
