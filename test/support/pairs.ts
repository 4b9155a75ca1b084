/** For each dimension the options to choose among. */
export type Dimensions = Readonly<Record<string, readonly string[]>>;
export type Combination = Readonly<Record<string, string>>;

/**
 * Combinations in which every two options of two dimensions meet that can meet at all: far fewer than all combinations,
 * and the same at every run. `isPossible` says of a whole combination whether there is such a one.
 */
export function combinePairs(dimensions: Dimensions, isPossible: (one: Combination) => boolean): Combination[] {
	const names = Object.keys(dimensions);
	const open = new Map<string, Combination>();
	for (const [index, first] of names.entries()) {
		for (const second of names.slice(index + 1)) {
			for (const one of dimensions[first] ?? []) {
				for (const other of dimensions[second] ?? []) {
					const pair = { [first]: one, [second]: other };
					for (const key of pairsOf([first, second], pair)) open.set(key, pair);
				}
			}
		}
	}
	const roll = createDice();
	const chosen: Combination[] = [];
	for (const [key, pair] of open) {
		if (!open.has(key)) continue;
		let best: Combination | undefined;
		let most = 0;
		for (let attempt = 0; attempt < 80; attempt++) {
			const filled = names.map((name) => [name, pair[name] ?? roll(dimensions[name] ?? [])]);
			const candidate: Combination = Object.fromEntries(filled);
			if (!isPossible(candidate)) continue;
			const covered = pairsOf(names, candidate).filter((each) => open.has(each)).length;
			if (covered > most) [best, most] = [candidate, covered];
		}
		open.delete(key);
		// Two that no combination has.
		if (best === undefined) continue;
		for (const each of pairsOf(names, best)) open.delete(each);
		chosen.push(best);
	}
	return chosen;
}

function pairsOf(names: readonly string[], one: Combination): string[] {
	return names.flatMap((first, index) =>
		names.slice(index + 1).map((second) => `${first}=${one[first]}\n${second}=${one[second]}`),
	);
}

/** A linear congruential generator with the constants of Numerical Recipes. */
function createDice(): (options: readonly string[]) => string {
	let state = 1;
	return (options) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return options[Math.floor((state / 2 ** 32) * options.length)] ?? "";
	};
}
