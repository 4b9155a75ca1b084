import type { Span } from "../../text/span.ts";
import type { HostText } from "../embedded/region.ts";
import type { FindPosition } from "../reading.ts";
import type { HostPosition } from "../structure/structure.ts";

/**
 * The situation in a nested text, in the file's offsets. At the end of a literal block the file may hold blanks that are
 * no part of the text yet, but that is exactly where the next line will stand.
 */
export function findNestedPosition(
	outer: HostText,
	hostText: string,
	offset: number,
	find: FindPosition,
): HostPosition | undefined {
	const indent = outer.contentIndent;
	const written = readWritten(outer, hostText, offset);
	if (written === undefined) return undefined;
	const position = find(written.text, written.offset);
	if (position === undefined) return undefined;
	const place = (span: Span): Span =>
		span.start === span.end && span.start === written.offset
			? { start: offset, end: offset }
			: outer.map.toHostSpan(span);
	const replace = place(position.replace);
	// In a literal block the text stands as it is, only further in; anywhere else it has to be written anew.
	const encode =
		indent !== undefined && position.encode === undefined
			? {}
			: { encode: (newText: string) => encodeAt(outer, position, newText, replace) };
	if (position.kind === "value") return { ...position, ...encode, replace };
	const { existing } = position;
	return {
		...position,
		...encode,
		replace,
		indent: position.indent + (indent ?? 0),
		...(existing === undefined ? {} : { existing: { ...existing, span: place(existing.span) } }),
	};
}

/** The nested text as far as it is written, with the blanks before the cursor. */
function readWritten(
	outer: HostText,
	hostText: string,
	offset: number,
): { readonly text: string; readonly offset: number } | undefined {
	const { text, map, hostSpan, contentIndent } = outer;
	if (contentIndent === undefined) {
		return offset > hostSpan.end ? undefined : { text, offset: map.toEmbedded(offset) };
	}
	const lineStart = hostText.lastIndexOf("\n", offset - 1) + 1;
	const column = offset - lineStart - contentIndent;
	if (column < 0) return undefined;
	const content = text.trimEnd();
	const contentEnd = map.toHost(content.length, "end");
	if (offset <= contentEnd || lineStart <= contentEnd) {
		if (offset > hostSpan.end) return undefined;
		return { text, offset: map.toEmbedded(offset) };
	}
	const lineFeed = hostText.indexOf("\n", offset);
	const line = hostText.slice(contentEnd, lineFeed === -1 ? hostText.length : lineFeed);
	if (line.trim() !== "") return undefined;
	const written = `${content}\n${" ".repeat(column)}`;
	return { text: written, offset: written.length };
}

function encodeAt(outer: HostText, position: HostPosition, newText: string, replace: Span): string | undefined {
	const inner = position.encode === undefined ? newText : position.encode(newText);
	if (inner === undefined) return undefined;
	const edit = outer.encodeEdit({ span: position.replace, newText: inner });
	return edit?.span.start === replace.start && edit.span.end === replace.end ? edit.newText : undefined;
}
