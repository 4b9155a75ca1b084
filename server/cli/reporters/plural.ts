/** `1 file`, `1,204 files`. */
export function plural(count: number, word: string): string {
	return `${count.toLocaleString("en-US")} ${word}${count === 1 ? "" : "s"}`;
}
