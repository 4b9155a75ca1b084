/**
 * The same text in memory of its own. An engine may keep a part of a text as a view of the whole; as the key of something
 * that is remembered, such a part would hold every version of a large file.
 */
export function detach(text: string): string {
	return ` ${text}`.slice(1);
}
