/** The name that differs least, where it differs in few letters only. */
export function findNearestName(word: string, names: readonly string[]): string | undefined {
	let best: { name: string; distance: number } | undefined;
	for (const name of names) {
		const distance = countEdits(word.toLowerCase(), name.toLowerCase());
		if (best === undefined || distance < best.distance) best = { name, distance };
	}
	const allowed = Math.max(1, Math.floor(word.length / 3));
	if (best !== undefined && best.distance <= allowed) return best.name;
	const meant = commonMistakes[word.toLowerCase()];
	return meant !== undefined && names.includes(meant) ? meant : undefined;
}

const commonMistakes: Readonly<Record<string, string>> = {
	query: "expr",
	expression: "expr",
	name: "alert",
	alertname: "alert",
	duration: "for",
	tags: "labels",
	keepfiringfor: "keep_firing_for",
};

/** Levenshtein's distance. */
function countEdits(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, substitution));
		}
		row = next;
	}
	return row[b.length] ?? 0;
}
