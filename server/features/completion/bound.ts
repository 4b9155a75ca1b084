/** So many items of one kind are shown at most; an editor's list is not read further down. */
export const MOST_ITEMS = 500;

/**
 * The values that fit best what is typed, at most `bound` of them, in order of fit. A list within the bound comes back
 * whole, as the editor filters better than we do while the user types on.
 */
export function chooseByTyped(
	values: readonly string[],
	typed: string,
	bound = MOST_ITEMS,
): { readonly values: readonly string[]; readonly cut: boolean } {
	if (values.length <= bound) return { values, cut: false };
	const wanted = typed.toLowerCase();
	const prefixed: string[] = [];
	const others: [string[], string[], string[]] = [[], [], []];
	// A key stroke waits for this loop over up to some 100,000 names, so it stops as soon as nothing better can come.
	for (const value of values) {
		const fit = fitOf(value.toLowerCase(), wanted);
		if (fit === undefined) continue;
		if (fit > 0) others[fit - 1]?.push(value);
		else if (prefixed.push(value) === bound) break;
	}
	return { values: [...prefixed, ...others.flat()].slice(0, bound), cut: true };
}

/** 0 for a prefix, 1 for the start of a word inside, 2 for any other place, 3 for the letters in order; else nothing. */
function fitOf(value: string, wanted: string): number | undefined {
	const at = value.indexOf(wanted);
	if (at === 0) return 0;
	if (at > 0) return /[a-z0-9]/.test(value.charAt(at - 1)) ? 2 : 1;
	let next = 0;
	for (let index = 0; index < value.length && next < wanted.length; index += 1) {
		if (value.charCodeAt(index) === wanted.charCodeAt(next)) next += 1;
	}
	return next === wanted.length ? 3 : undefined;
}
