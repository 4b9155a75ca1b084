/**
 * What neither a YAML file nor a person can take: control characters and line separators, halves of surrogate pairs,
 * the byte order mark and the two non-characters. YAML 1.2, 5.1 "Character Set", and 1.1 for the separators.
 */
const unprintable = /[\p{Cc}\p{Cs}\u2028\u2029\ufeff\ufffe\uffff]/u;

/** Answers a message for the user where the text has a character that cannot be written, otherwise `undefined`. */
export function checkPrintable(text: string): string | undefined {
	const character = unprintable.exec(text)?.[0];
	if (character === undefined) return undefined;
	const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
	return `Leave out line breaks, tabs and other characters that cannot be seen (here U+${code}).`;
}
