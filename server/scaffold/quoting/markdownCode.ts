/** Writes an inline code span around text that may itself hold backticks (CommonMark 6.1); line breaks become spaces. */
export function quoteMarkdownCode(text: string): string {
	const line = text.replaceAll(/\s+/g, " ");
	const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
	const fence = "`".repeat(longest + 1);
	const padding = line.startsWith("`") || line.endsWith("`") ? " " : "";
	return `${fence}${padding}${line}${padding}${fence}`;
}
