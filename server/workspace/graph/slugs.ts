/**
 * The fragments of headings as GitHub makes them: in small letters, without punctuation, `-` for blanks, and numbered
 * where a page has one already. Source: github-slugger 2, which GitHub's own pages agree with.
 */
export class Slugs {
	readonly #taken = new Map<string, number>();

	take(heading: string): string {
		const plain = heading
			.toLowerCase()
			.replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
			.replaceAll(" ", "-");
		let slug = plain;
		while (this.#taken.has(slug)) {
			const number = (this.#taken.get(plain) ?? 0) + 1;
			this.#taken.set(plain, number);
			slug = `${plain}-${number}`;
		}
		this.#taken.set(slug, 0);
		return slug;
	}
}
