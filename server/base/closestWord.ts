/**
 * The candidate that `word` is most likely a slip of: a letter wrong, missing, doubled or swapped. `undefined` where none
 * is near enough: one slip in a word of up to four letters, two in one of up to eight, three in a longer one.
 * @param most slips at most, whatever the length
 */
export function closestWord(word: string, candidates: Iterable<string>, most?: number): string | undefined {
	const wanted = word.toLowerCase();
	const bound = most ?? (wanted.length <= 4 ? 1 : wanted.length <= 8 ? 2 : 3);
	let best: string | undefined;
	let bestDistance = bound + 1;
	for (const candidate of candidates) {
		if (Math.abs(candidate.length - wanted.length) >= bestDistance) continue;
		const distance = countSlips(wanted, candidate.toLowerCase());
		if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
	}
	return best;
}

/** The optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours. */
function countSlips(a: string, b: string): number {
	let beforeLast: number[] = [];
	let last = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let i = 1; i <= a.length; i++) {
		const current = [i];
		for (let j = 1; j <= b.length; j++) {
			const same = a[i - 1] === b[j - 1];
			let slips = Math.min((last[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
			const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
			if (swapped) slips = Math.min(slips, (beforeLast[j - 2] ?? 0) + 1);
			current.push(slips);
		}
		beforeLast = last;
		last = current;
	}
	return last[b.length] ?? 0;
}
