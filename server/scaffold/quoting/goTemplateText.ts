/** Writes text inside a Go template so that braces in it stay text. */
export function escapeGoTemplate(text: string): string {
	return text.replaceAll("{{", '{{ "{{" }}');
}
