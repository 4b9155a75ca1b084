/** Writes text inside a Markdown paragraph, heading or table cell so that it reads as it is; line breaks become spaces. */
export function escapeMarkdown(text: string): string {
	return text.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_[\]<>|~&#{}]/g, "\\$&");
}
