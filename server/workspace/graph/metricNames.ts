import { closestWord } from "../../base/closestWord.ts";

/** The names of metrics that are defined, by what they begin with: so a slip is looked for among few. */
export class MetricNames {
	readonly #byBeginning = new Map<string, Set<string>>();
	readonly #nearest = new Map<string, string | undefined>();
	/** How many names there are of each level of recording rules, such as `job:http_errors:`. */
	readonly #levels = new Map<string, number>();
	/** In how many names each word stands. */
	readonly #words = new Map<string, number>();
	#sorted: readonly string[] = [];
	/** The names that were added or taken away since that was sorted. */
	readonly #changed = new Set<string>();

	add(name: string): void {
		this.#nearest.clear();
		this.#changed.add(name);
		const beginning = beginningOf(name);
		const same = this.#byBeginning.get(beginning);
		if (same === undefined) this.#byBeginning.set(beginning, new Set([name]));
		else same.add(name);
		for (const level of levelsOf(name)) count(this.#levels, level, 1);
		for (const word of wordsOf(name)) count(this.#words, word, 1);
	}

	delete(name: string): void {
		this.#nearest.clear();
		const beginning = beginningOf(name);
		const same = this.#byBeginning.get(beginning);
		if (same?.delete(name) !== true) return;
		this.#changed.add(name);
		if (same.size === 0) this.#byBeginning.delete(beginning);
		for (const level of levelsOf(name)) count(this.#levels, level, -1);
		for (const word of wordsOf(name)) count(this.#words, word, -1);
	}

	/** All of them in order; the same list until one is added or taken away. */
	get sorted(): readonly string[] {
		if (this.#changed.size === 0) return this.#sorted;
		if (this.#changed.size <= fewChanges) this.#sorted = this.#changeFew([...this.#changed]);
		else this.#sorted = [...this.#byBeginning.values()].flatMap((names) => [...names]).sort();
		this.#changed.clear();
		return this.#sorted;
	}

	/** Sorting hundreds of thousands of names takes longer than a key stroke may. */
	#changeFew(changed: readonly string[]): readonly string[] {
		const names = [...this.#sorted];
		for (const name of changed) {
			const at = placeOf(name, names);
			const isListed = names[at] === name;
			const isThere = this.#byBeginning.get(beginningOf(name))?.has(name) === true;
			if (isThere && !isListed) names.splice(at, 0, name);
			else if (!isThere && isListed) names.splice(at, 1);
		}
		return names;
	}

	/** Looked for among those that begin alike, as somebody may be typing, and remembered for the next key stroke. */
	nearest(name: string, slips: number): string | undefined {
		const key = `${slips} ${name}`;
		if (this.#nearest.has(key)) return this.#nearest.get(key);
		const closest = closestWord(name, first(this.#byBeginning.get(beginningOf(name)) ?? [], mostCompared), slips);
		const near = closest !== undefined && this.#isSlip(name, closest) ? closest : undefined;
		if (this.#nearest.size >= mostRemembered) this.#nearest.clear();
		this.#nearest.set(key, near);
		return near;
	}

	/** A slip makes a word that no name has: `queue_seconds` beside `enqueue_seconds` is another metric where there are queues. */
	#isSlip(name: string, meant: string): boolean {
		const right = wordsOf(meant);
		const others = [...wordsOf(name)].filter((word) => !right.has(word));
		return others.some((word) => !this.#words.has(word) && !commonWords.has(word));
	}

	hasLevel(level: string): boolean {
		return this.#levels.has(level);
	}
}

/** More names with one beginning are not compared. */
const mostCompared = 5_000;
const mostRemembered = 20_000;
/** Changes of which each is made by itself. */
const fewChanges = 32;

/** Where the name stands among sorted ones, or would. */
function placeOf(name: string, names: readonly string[]): number {
	let [low, high] = [0, names.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((names[middle] ?? "") < name) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Short words of metrics that are a letter or two from each other. */
const commonWords: ReadonlySet<string> = new Set([
	...[
		"get",
		"set",
		"put",
		"min",
		"max",
		"avg",
		"sum",
		"rx",
		"tx",
		"in",
		"on",
		"up",
		"hit",
		"hits",
		"miss",
		"read",
		"load",
	],
	...[
		"send",
		"sent",
		"free",
		"used",
		"user",
		"users",
		"size",
		"time",
		"rate",
		"ratio",
		"total",
		"count",
		"queue",
		"cached",
	],
	...[
		"new",
		"now",
		"old",
		"add",
		"added",
		"run",
		"runs",
		"job",
		"jobs",
		"lock",
		"locks",
		"block",
		"blocks",
		"byte",
		"bytes",
	],
]);

function wordsOf(name: string): ReadonlySet<string> {
	return new Set(name.split(/[^a-zA-Z0-9]+/).filter((word) => word !== ""));
}

function count(counts: Map<string, number>, key: string, by: 1 | -1): void {
	const now = (counts.get(key) ?? 0) + by;
	if (now === 0) counts.delete(key);
	else counts.set(key, now);
}

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
