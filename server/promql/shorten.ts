/** The user's own words as a message can hold them: long ones are cut. */
export function shorten(words: string): string {
	return words.length > 60 ? `${words.slice(0, 60).toWellFormed()}…` : words;
}
