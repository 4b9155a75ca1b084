/**
 * Keeps secrets out of everything a person or a log may see.
 *
 * What is replaced: the secrets themselves, and `user:password@` in anything that looks like a URL.
 */
export function redact(text: string, secrets: Iterable<string>): string {
	// Up to the last @ of the word: a password that was not escaped may hold any sign, and too much is better than too little.
	let result = text.replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s"'“”]+@/gi, "$1…@");
	// The longest first: one can be the beginning of another, whose end would stay.
	for (const secret of [...secrets].sort((a, b) => b.length - a.length)) {
		// A shorter one stands in ordinary words by chance, and replacing it would tell where.
		if (secret.length >= 4) result = result.replaceAll(secret, "…");
	}
	return result;
}

/** A server's own words in one short line. */
export function quoteServer(text: string, secrets: Iterable<string>): string {
	const line = redact(text, secrets).replace(/\s+/g, " ").trim();
	return line.length > maxQuoteLength ? `${line.slice(0, maxQuoteLength)}…` : line;
}

const maxQuoteLength = 400;
