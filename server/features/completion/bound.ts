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
	if (typed === "") return { values: values.slice(0, bound), cut: true };
	const wanted = typed.toLowerCase();
	const byFit: readonly [string[], string[], string[], string[], string[]] = [[], [], [], [], []];
	const [prefixed, , , initials, scattered] = byFit;
	// A key stroke waits for this loop over up to some 100,000 names, so it stops as soon as nothing better can come, and
	// looks no closer at what would not be shown.
	for (const value of values) {
		const lower = value.toLowerCase();
		const at = lower.indexOf(wanted);
		if (at === 0) {
			if (prefixed.push(value) === bound) break;
		} else if (at > 0) byFit[isWordStart(lower, at) ? 1 : 2].push(value);
		else if (initials.length < bound && startWords(lower, wanted)) initials.push(value);
		else if (scattered.length < bound && standInOrder(lower, wanted)) scattered.push(value);
	}
	return { values: byFit.flat().slice(0, bound), cut: true };
}

/** Claims that a word of `text` begins at `at`: after anything that is no letter or digit, such as `_`. */
function isWordStart(text: string, at: number): boolean {
	if (at === 0) return true;
	const code = text.charCodeAt(at - 1);
	return !((code >= 97 && code <= 122) || (code >= 48 && code <= 57));
}

/** Claims that `wanted` is made of beginnings of words in their order, as `hreqtot` is of `http_requests_total`. */
function startWords(text: string, wanted: string): boolean {
	if (text.charCodeAt(0) !== wanted.charCodeAt(0)) return false;
	let next = 0;
	let inWord = false;
	for (let index = 0; index < text.length; index += 1) {
		const fits = text.charCodeAt(index) === wanted.charCodeAt(next);
		inWord = fits && (inWord || isWordStart(text, index));
		if (inWord && ++next === wanted.length) return true;
	}
	return false;
}

/** Claims that the letters of `wanted` stand in `text` in their order. */
function standInOrder(text: string, wanted: string): boolean {
	let at = -1;
	for (let next = 0; next < wanted.length; next += 1) {
		at = text.indexOf(wanted.charAt(next), at + 1);
		if (at === -1) return false;
	}
	return true;
}
