/**
 * Text from a server or a user's file, put into markdown. Label values are hostile input: they may hold links, images,
 * HTML and table bars, and must be shown as they are and do nothing.
 */
export function escapeMarkdown(text: string): string {
	return oneLine(text)
		.replace(/[\\`*_{}[\]()#+\-.!|~^:=>@$]/g, "\\$&")
		.replace(/&/g, "&amp;")
		.replace(/</g, "&lt;");
}

/** `text` as inline code. */
export function inlineCode(text: string): string {
	const line = oneLine(text);
	const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
	const fence = "`".repeat(longest + 1);
	const space = line.startsWith("`") || line.endsWith("`") || line.trim() === "" ? " " : "";
	return `${fence}${space}${line}${space}${fence}`;
}

/** `text` as a block of PromQL. */
export function promqlBlock(text: string): string {
	const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
	const fence = "`".repeat(longest + 1);
	return `${fence}promql\n${text}\n${fence}`;
}

/** Control characters, line breaks and marks that turn the direction of writing become spaces. */
function oneLine(text: string): string {
	return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, " ");
}

/** Cuts long text, saying that it did. */
export function shorten(text: string, most: number): string {
	const characters = [...text];
	return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
}
