/** A text with the cursor as `<|>`, taken apart. */
export function readCursor(marked: string): { readonly text: string; readonly offset: number } {
	const offset = marked.indexOf("<|>");
	if (offset === -1) throw new Error(`There is no <|> in ${JSON.stringify(marked)}.`);
	return { text: marked.slice(0, offset) + marked.slice(offset + 3), offset };
}

export function markCursor(text: string, offset: number): string {
	return `${text.slice(0, offset)}<|>${text.slice(offset)}`;
}
