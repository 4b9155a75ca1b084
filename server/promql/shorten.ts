/** The user's own words as a message can hold them: long ones are cut. */
export function shorten(words: string): string {
	return words.length > 60 ? `${words.slice(0, 60).toWellFormed()}…` : words;
}

/** A part of an expression as a message can hold it: on one line, and cut where it is long. */
export function shortenCode(code: string): string {
	return shorten(code.replace(/\s+/g, " ").trim());
}
