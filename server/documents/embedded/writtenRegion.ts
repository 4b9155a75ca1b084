import type { TextEdit } from "../../text/textEdit.ts";
import { type DocumentModel, regionAt } from "../model.ts";
import type { EmbeddedRegion } from "./region.ts";

export interface WrittenRegion {
	readonly region: EmbeddedRegion;
	/** The cursor in the region's text. */
	readonly cursor: number;
}

/**
 * The region that is being written at `offset`: the one that the cursor is in, or the one that goes on there once
 * something is typed. YAML drops the space after a plain scalar and the blank lines at a block's end, but that is
 * exactly where the next word will stand.
 */
export function findWrittenRegion(model: DocumentModel, text: string, offset: number): WrittenRegion | undefined {
	const region = regionAt(model, offset);
	if (region !== undefined && region.text.trim() !== "") return { region, cursor: region.map.toEmbedded(offset) };
	const before = region ?? model.regions.findLast(({ hostSpan }) => hostSpan.end <= offset);
	const open = before === undefined ? undefined : continueRegion(before, text, offset);
	return open ?? (region && { region, cursor: region.map.toEmbedded(offset) });
}

function continueRegion(region: EmbeddedRegion, text: string, offset: number): WrittenRegion | undefined {
	const { end } = region.hostSpan;
	const gap = text.slice(end, offset);
	if (/[^ \t\r\n]/.test(gap)) return undefined;
	if (region.text.trim() === "" || gap.includes("\n")) return continueBlock(region, text, offset);
	// The word comes after the space that is there; whether the scalar can hold both is asked of the region.
	const written = `${region.text}${gap}`;
	const { length } = region.text;
	const holds = (newText: string): boolean => {
		const encoded = region.encodeEdit({ span: { start: length, end: length }, newText: gap + newText });
		// A number of JSON would have to be written anew, in quotes.
		return encoded?.span.start === encoded?.span.end && encoded !== undefined;
	};
	return extend(region, written, offset, holds);
}

/** A blank line that belongs to a block scalar takes text as it is. */
function continueBlock(region: EmbeddedRegion, text: string, offset: number): WrittenRegion | undefined {
	const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
	const column = offset - lineStart;
	if (/[^ ]/.test(text.slice(lineStart, offset)) || !/^[ \t\r]*(\n|$)/.test(text.slice(offset))) return undefined;
	const header = findBlockHeader(text, Math.min(region.hostSpan.start, lineStart));
	if (header === undefined) return undefined;
	const blank = region.text.trim() === "";
	const { start } = region.hostSpan;
	const indent = blank ? header.indent + 1 : start - (text.lastIndexOf("\n", start - 1) + 1);
	if (column < indent) return undefined;
	return extend(region, blank ? "" : `${region.text.trimEnd()}\n`, offset, (newText) => !newText.includes("\n"));
}

/** The line with `|` or `>` above `offset`, only blank lines between, and how far in its key stands. */
function findBlockHeader(text: string, offset: number): { readonly indent: number } | undefined {
	const above = text.slice(0, text.lastIndexOf("\n", offset - 1) + 1).trimEnd();
	const line = above.slice(above.lastIndexOf("\n") + 1);
	const match = /^([ -]*)\S.*:\s+(?:[&!]\S+\s+)*[|>][-+0-9]*(?:\s+#.*)?$/.exec(line);
	return match === null ? undefined : { indent: match[1]?.length ?? 0 };
}

function extend(
	region: EmbeddedRegion,
	written: string,
	offset: number,
	holds: (newText: string) => boolean,
): WrittenRegion {
	const encodeEdit = ({ span, newText }: TextEdit): TextEdit | undefined =>
		span.start === written.length && holds(newText) ? { span: { start: offset, end: offset }, newText } : undefined;
	const { language, hostSpan, map, context, masks, source } = region;
	const masked = {
		...(masks === undefined ? {} : { masks }),
		// What is added lies behind every mask.
		...(source === undefined ? {} : { source: source.slice(0, written.length) + written.slice(source.length) }),
	};
	return { region: { language, hostSpan, map, context, ...masked, text: written, encodeEdit }, cursor: written.length };
}
