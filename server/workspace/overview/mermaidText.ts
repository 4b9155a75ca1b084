/** As Mermaid writes characters that end a quoted label; line breaks become spaces. */
export function escapeMermaid(text: string): string {
	return text.replace(/[\r\n]+/g, " ").replace(/["#;<>&]/g, (character) => `#${character.codePointAt(0)};`);
}
