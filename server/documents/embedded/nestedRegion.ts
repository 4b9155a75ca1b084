import type { SegmentMap } from "../../text/segmentMap.ts";
import type { Span } from "../../text/span.ts";
import type { TextEdit } from "../../text/textEdit.ts";
import type { EmbeddedLanguage, EmbeddedRegion, EncodedLines, HostText, Mask, RegionContext } from "./region.ts";

/**
 * A region of a text that itself stands in a file: what `inner` takes for its file is the text of `outer`. Everything
 * goes through both: offsets, and edits, which `inner` writes as that text wants them and `outer` as the file does.
 */
export function nestRegion(inner: EmbeddedRegion, outer: HostText): EmbeddedRegion {
	return new NestedRegion(inner, outer);
}

/** Computes where it stands only when asked: a file may hold thousands of them that nobody looks at. */
class NestedRegion implements EmbeddedRegion {
	readonly language: EmbeddedLanguage;
	readonly text: string;
	readonly context: RegionContext;
	readonly #inner: EmbeddedRegion;
	readonly #outer: HostText;
	#hostSpan: Span | undefined;
	#map: SegmentMap | undefined;
	#regions: readonly EmbeddedRegion[] | undefined;
	#masks: readonly Mask[] | undefined;

	constructor(inner: EmbeddedRegion, outer: HostText) {
		this.language = inner.language;
		this.text = inner.text;
		this.context = inner.context;
		this.#inner = inner;
		this.#outer = outer;
	}

	get hostSpan(): Span {
		this.#hostSpan ??= this.#outer.map.toHostSpan(this.#inner.hostSpan);
		return this.#hostSpan;
	}

	get map(): SegmentMap {
		this.#map ??= this.#inner.map.through(this.#outer.map);
		return this.#map;
	}

	get masks(): readonly Mask[] {
		this.#masks ??= joinMasks(this.#inner, this.#outer);
		return this.#masks;
	}

	get source(): string {
		let source = this.#inner.source ?? this.text;
		// The region's own masks are in its source as they were written.
		if (this.masks === this.#inner.masks) return source;
		for (const { span, source: written } of this.masks) {
			source = source.slice(0, span.start) + written + source.slice(span.end);
		}
		return source;
	}

	get inner(): readonly EmbeddedRegion[] {
		this.#regions ??= (this.#inner.inner ?? []).map((region) => nestRegion(region, this.#outer));
		return this.#regions;
	}

	get problems(): NonNullable<EmbeddedRegion["problems"]> {
		return this.#inner.problems ?? [];
	}

	encodeEdit(edit: TextEdit): TextEdit | undefined {
		const encoded = this.#inner.encodeEdit(edit);
		return encoded && this.#outer.encodeEdit(encoded);
	}

	get encodeLines(): ((lines: readonly string[]) => EncodedLines | undefined) | undefined {
		const encode = this.#inner.encodeLines;
		if (encode === undefined) return undefined;
		return (lines) => {
			const encoded = encode.call(this.#inner, lines);
			const edit = encoded && this.#outer.encodeEdit(encoded.edit);
			return edit && { text: encoded.text, edit };
		};
	}
}

const noMasks: readonly Mask[] = [];

/** The very list of the region's own where the outer text brings none, which is how others know that it is the same. */
function joinMasks(inner: EmbeddedRegion, outer: HostText): readonly Mask[] {
	const own = inner.masks ?? noMasks;
	const brought = findOuterMasks(inner, outer);
	return brought.length === 0 ? own : [...own, ...brought].sort((a, b) => a.span.start - b.span.start);
}

/** The masks of the outer text that lie in the inner one; those that it would have to cut are left out. */
function findOuterMasks({ hostSpan, map, masks }: EmbeddedRegion, outer: HostText): readonly Mask[] {
	if (outer.masks === undefined) return [];
	return outer.masks.flatMap((mask) => {
		if (mask.span.start < hostSpan.start || mask.span.end > hostSpan.end) return [];
		const span = { start: map.toEmbedded(mask.span.start), end: map.toEmbedded(mask.span.end) };
		if (span.end - span.start !== mask.source.length) return [];
		const known = masks?.some((own) => own.span.start < span.end && span.start < own.span.end) === true;
		return known ? [] : [{ ...mask, span }];
	});
}
