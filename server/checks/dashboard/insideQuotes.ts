import type { Span } from "../../text/span.ts";

/**
 * Where `value`, which has no characters that would be escaped, stands between its quotes; these are escaped themselves
 * where the JSON is a string in another file. `undefined` where it is written in some other way.
 */
export function insideQuotes(value: string, { start, end }: Span): Span | undefined {
	const around = end - start - value.length;
	return around === 2 || around === 4 ? { start: start + around / 2, end: end - around / 2 } : undefined;
}
