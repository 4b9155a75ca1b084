import { closestWord } from "../../base/closestWord.ts";

/** The names of metrics that are defined, by what they begin with: so a slip is looked for among few. */
export class MetricNames {
	readonly #byBeginning = new Map<string, Set<string>>();
	readonly #nearest = new Map<string, string | undefined>();
	/** How many names there are of each level of recording rules, such as `job:http_errors:`. */
	readonly #levels = new Map<string, number>();

	add(name: string): void {
		this.#nearest.clear();
		const beginning = beginningOf(name);
		const same = this.#byBeginning.get(beginning);
		if (same === undefined) this.#byBeginning.set(beginning, new Set([name]));
		else same.add(name);
		for (const level of levelsOf(name)) this.#levels.set(level, (this.#levels.get(level) ?? 0) + 1);
	}

	delete(name: string): void {
		this.#nearest.clear();
		const beginning = beginningOf(name);
		const same = this.#byBeginning.get(beginning);
		if (same?.delete(name) !== true) return;
		if (same.size === 0) this.#byBeginning.delete(beginning);
		for (const level of levelsOf(name)) {
			const count = (this.#levels.get(level) ?? 1) - 1;
			if (count === 0) this.#levels.delete(level);
			else this.#levels.set(level, count);
		}
	}

	/** Looked for among those that begin alike, as somebody may be typing, and remembered for the next key stroke. */
	nearest(name: string, slips: number): string | undefined {
		const key = `${slips} ${name}`;
		if (this.#nearest.has(key)) return this.#nearest.get(key);
		const near = closestWord(name, first(this.#byBeginning.get(beginningOf(name)) ?? [], mostCompared), slips);
		if (this.#nearest.size >= mostRemembered) this.#nearest.clear();
		this.#nearest.set(key, near);
		return near;
	}

	hasLevel(level: string): boolean {
		return this.#levels.has(level);
	}
}

/** More names with one beginning are not compared. */
const mostCompared = 5_000;
const mostRemembered = 20_000;

function* first(names: Iterable<string>, most: number): Generator<string> {
	let count = 0;
	for (const name of names) {
		if (count++ >= most) return;
		yield name;
	}
}

function beginningOf(name: string): string {
	return name.slice(0, 3);
}

function* levelsOf(name: string): Generator<string> {
	for (let colon = name.indexOf(":"); colon !== -1; colon = name.indexOf(":", colon + 1))
		yield name.slice(0, colon + 1);
}
