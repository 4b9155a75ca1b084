/** A part of a URI as it was before it was encoded; as it is where a `%` in it is no encoding. */
export function decodePercent(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
