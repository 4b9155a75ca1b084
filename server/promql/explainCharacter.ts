/** Why a character means nothing outside braces and brackets, as a whole message. */
export function explainCharacter(character: string): string {
	return `${showCharacter(character)} has no meaning in PromQL here.${characterHints.get(character) ?? ""}`;
}

const characterHints: ReadonlyMap<string, string> = new Map([
	["}", " There is no { open that it could close."],
	["$", " If it is a variable of a dashboard, it must be filled in before Prometheus sees the expression."],
	["&", ' "And" is written and.'],
	["|", ' "Or" is written or.'],
	[";", " An expression ends with its text; leave the semicolon out."],
	["\u00a0", " It is a space that does not break; replace it by an ordinary one."],
	["“", ' Use straight quotes: ".'],
	["”", ' Use straight quotes: ".'],
	["–", " Use the ordinary minus: -."],
	["−", " Use the ordinary minus: -."],
	[".", ' Names with dots stand in quotes inside braces, as in {"my.metric"}.'],
]);

/** How a character is named in a message: as it is, or by its number where it cannot be seen. */
export function showCharacter(character: string): string {
	const point = character.codePointAt(0) ?? 0;
	const visible =
		point > 0x20 && point !== 0x7f && point !== 0xa0 && point !== 0xfffd && !(point >= 0x2000 && point < 0x2010);
	return visible ? `"${character}"` : `The character U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
}
