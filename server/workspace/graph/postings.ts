/**
 * Which files have something by a name: for each name the numbers of files. Most names stand in one file, so that one
 * number is kept without a list around it.
 */
export class Postings {
	readonly #files = new Map<string, number | number[]>();

	add(name: string, file: number): void {
		const known = this.#files.get(name);
		if (known === undefined) this.#files.set(name, file);
		else if (typeof known === "number") this.#files.set(name, [known, file]);
		else known.push(file);
	}

	delete(name: string, file: number): void {
		const known = this.#files.get(name);
		if (known === undefined) return;
		if (typeof known === "number") {
			if (known === file) this.#files.delete(name);
			return;
		}
		const index = known.indexOf(file);
		const last = known.pop();
		if (index !== -1 && index < known.length && last !== undefined) known[index] = last;
		const [only] = known;
		if (known.length === 1 && only !== undefined) this.#files.set(name, only);
	}

	/** In no order. */
	of(name: string): readonly number[] {
		const known = this.#files.get(name);
		return known === undefined ? [] : typeof known === "number" ? [known] : known;
	}

	has(name: string): boolean {
		return this.#files.has(name);
	}

	/** Each once. */
	names(): IterableIterator<string> {
		return this.#files.keys();
	}

	get size(): number {
		return this.#files.size;
	}
}
