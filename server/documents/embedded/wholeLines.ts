import type { Span } from "../../text/span.ts";

/** The lines of a text from `span.start` to `span.end`, without their breaks. */
export function wholeLines(text: string, span: Span = { start: 0, end: text.length }): Span[] {
	const lines: Span[] = [];
	let start = span.start;
	while (start <= span.end) {
		const lineFeed = text.indexOf("\n", start);
		const stop = lineFeed === -1 || lineFeed >= span.end ? span.end : lineFeed;
		const end = text[stop - 1] === "\r" && stop > start ? stop - 1 : stop;
		lines.push({ start, end });
		start = stop + 1;
	}
	return lines;
}
