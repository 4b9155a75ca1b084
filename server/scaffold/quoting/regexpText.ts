/** Escapes what RE2 would take for an operator, so that the pattern matches `text` itself. */
export function escapeRegexp(text: string): string {
	return text.replaceAll(/[\\^$.|?*+()[\]{}]/g, "\\$&");
}
