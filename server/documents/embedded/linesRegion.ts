import { type Segment, SegmentMap } from "../../text/segmentMap.ts";
import type { Span } from "../../text/span.ts";
import type { TextEdit } from "../../text/textEdit.ts";
import type { EmbeddedLanguage, EmbeddedRegion, EncodedLines, RegionContext } from "./region.ts";

export interface LinesRegionOptions {
	/** The content of each line in the file, without what stands before it and without its break; at least one. */
	readonly lines: readonly Span[];
	/** What stands before the content of a line, such as the indentation of a list's item. */
	readonly prefix: string;
	readonly language: EmbeddedLanguage;
	readonly context: RegionContext;
}

/** Text that stands in a file line by line as it is, with the same few characters before each line. */
export function createLinesRegion(hostText: string, options: LinesRegionOptions): EmbeddedRegion {
	return new LinesRegion(hostText, options);
}

class LinesRegion implements EmbeddedRegion {
	readonly language: EmbeddedLanguage;
	readonly context: RegionContext;
	readonly text: string;
	readonly hostSpan: Span;
	readonly map: SegmentMap;
	readonly #lineBreak: string;

	constructor(hostText: string, { lines, prefix, language, context }: LinesRegionOptions) {
		const start = lines[0]?.start ?? 0;
		const segments: Segment[] = [];
		let text = "";
		for (const [index, line] of lines.entries()) {
			const before = lines[index - 1];
			if (before !== undefined) {
				segments.push(segmentOf(text.length, 1, before.end, line.start - before.end, false));
				text += "\n";
			}
			const length = line.end - line.start;
			if (length > 0) segments.push(segmentOf(text.length, length, line.start, length, true));
			text += hostText.slice(line.start, line.end);
		}
		this.language = language;
		this.context = context;
		this.text = text;
		this.hostSpan = { start, end: lines.at(-1)?.end ?? start };
		this.map = new SegmentMap(segments, start);
		this.#lineBreak = (hostText.includes("\r\n") ? "\r\n" : "\n") + prefix;
	}

	encodeEdit({ span, newText }: TextEdit): TextEdit | undefined {
		return { span: this.map.toHostSpan(span), newText: newText.replaceAll("\n", this.#lineBreak) };
	}

	/** Asked for by itself, without the region. */
	get encodeLines(): (lines: readonly string[]) => EncodedLines {
		return (lines) => ({
			edit: { span: this.hostSpan, newText: lines.join(this.#lineBreak) },
			text: lines.join("\n"),
		});
	}
}

function segmentOf(
	embedded: number,
	embeddedLength: number,
	host: number,
	hostLength: number,
	literal: boolean,
): Segment {
	return { embedded, embeddedLength, host, hostLength, literal };
}
