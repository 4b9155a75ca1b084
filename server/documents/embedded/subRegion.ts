import type { SegmentMap } from "../../text/segmentMap.ts";
import { overlaps, type Span, shift } from "../../text/span.ts";
import type { TextEdit } from "../../text/textEdit.ts";
import type { EmbeddedLanguage, EmbeddedRegion, HostText, Mask, RegionContext } from "./region.ts";

export interface SubRegionOptions {
	readonly language: EmbeddedLanguage;
	readonly context: RegionContext;
}

/**
 * A part of a text as a region of its own, such as the selector in `label_values(…)`. Between the two the text is the
 * same, so that edits are written as the whole text wants them.
 */
export function subRegion(outer: HostText, part: Span, { language, context }: SubRegionOptions): EmbeddedRegion {
	return new SubRegion(outer, part, language, context);
}

class SubRegion implements EmbeddedRegion {
	readonly language: EmbeddedLanguage;
	readonly context: RegionContext;
	readonly text: string;
	readonly hostSpan: Span;
	readonly source?: string;
	readonly masks?: readonly Mask[];
	readonly #outer: HostText;
	readonly #part: Span;
	#map: SegmentMap | undefined;

	constructor(outer: HostText, part: Span, language: EmbeddedLanguage, context: RegionContext) {
		this.language = language;
		this.context = context;
		this.text = outer.text.slice(part.start, part.end);
		this.hostSpan = outer.map.toHostSpan(part);
		const masks = outer.masks?.filter(({ span }) => overlaps(span, part));
		if (outer.source !== undefined && masks !== undefined && masks.length > 0) {
			this.source = outer.source.slice(part.start, part.end);
			this.masks = masks.map((mask) => cutMask(mask, part));
		}
		this.#outer = outer;
		this.#part = part;
	}

	get map(): SegmentMap {
		this.#map ??= this.#outer.map.sliced(this.#part);
		return this.#map;
	}

	encodeEdit({ span, newText }: TextEdit): TextEdit | undefined {
		return this.#outer.encodeEdit({ span: shift(span, this.#part.start), newText });
	}
}

function cutMask(mask: Mask, part: Span): Mask {
	const start = Math.max(mask.span.start, part.start);
	const end = Math.min(mask.span.end, part.end);
	const source = mask.source.slice(start - mask.span.start, end - mask.span.start);
	return { ...mask, span: shift({ start, end }, -part.start), source };
}
