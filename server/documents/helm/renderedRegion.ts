import { type Segment, SegmentMap } from "../../text/segmentMap.ts";
import type { Span } from "../../text/span.ts";
import type { TextEdit } from "../../text/textEdit.ts";
import { MaskedRegion } from "../embedded/masks/createMaskedRegion.ts";
import { maskPromql } from "../embedded/masks/maskPromql.ts";
import type { OpaqueSpan } from "../embedded/masks/opaque.ts";
import type { EmbeddedRegion, EncodedLines, RegionContext, WrittenScalar } from "../embedded/region.ts";
import { leavesNothing, type TemplateAction } from "./action.ts";
import { hasStandIn, standForValue } from "./standIns.ts";

/** A region of the masked text as the user sees it, or the region itself where no action touches it. */
export function renderRegion(
	region: EmbeddedRegion,
	context: RegionContext,
	actions: readonly TemplateAction[],
	file: string,
): EmbeddedRegion {
	const places = actions.flatMap((action) => placeAction(region, action));
	const rendered = new RenderedRegion(region, context, places, file);
	const opaque: OpaqueSpan[] = rendered.opaque.concat(knownMasks(region, rendered));
	opaque.sort((a, b) => a.span.start - b.span.start);
	if (opaque.length === 0) return rendered;
	if (region.language === "promql") return new MaskedRegion(rendered, maskPromql(rendered.text, opaque));
	let { text } = rendered;
	for (const { span, is } of opaque) {
		const filler = is === "nothing" ? " " : "x";
		text = text.slice(0, span.start) + filler.repeat(span.end - span.start) + text.slice(span.end);
	}
	const masks = opaque.map(({ span, source, kind }) => ({ span, source, kind, role: "text" as const }));
	return new MaskedRegion(rendered, { text, masks });
}

/** Stand-ins that the region had already, such as those of a dashboard's variables. */
function knownMasks(region: EmbeddedRegion, rendered: RenderedRegion): readonly OpaqueSpan[] {
	return (region.masks ?? []).flatMap((mask) => {
		const span = rendered.spanOf(mask.span);
		if (span === undefined || rendered.opaque.some((own) => own.span.start < span.end && span.start < own.span.end)) {
			return [];
		}
		return [{ span, source: mask.source, kind: mask.kind, ...(mask.name !== undefined && { name: mask.name }) }];
	});
}

/** Where an action stands in the region's text. */
interface Place {
	readonly action: TemplateAction;
	readonly span: Span;
	/** Parts of the text that are only there to hide the action's delimiters. */
	readonly hidden: readonly Span[];
}

function placeAction(region: EmbeddedRegion, action: TemplateAction): readonly Place[] {
	if (action.kind === "unescaped") return [];
	const { map } = region;
	const span = { start: map.toEmbedded(action.span.start), end: map.toEmbedded(action.span.end) };
	if (span.end <= span.start) return [];
	if (action.kind !== "constant") return [{ action, span, hidden: [] }];
	const hidden: Span[] = [];
	let { start } = span;
	for (const shown of action.shown ?? []) {
		hidden.push({ start, end: map.toEmbedded(shown.start) });
		start = map.toEmbedded(shown.end);
	}
	hidden.push({ start, end: span.end });
	return [{ action, span, hidden: hidden.filter(({ start: from, end }) => end > from) }];
}

/** What is rendered, as far as that is known, with the actions as they are written where it is not. */
class RenderedRegion implements EmbeddedRegion {
	readonly language: EmbeddedRegion["language"];
	readonly context: RegionContext;
	readonly text: string;
	readonly hostSpan: Span;
	readonly map: SegmentMap;
	readonly scalar?: WrittenScalar;
	/** The actions whose text nobody knows, in offsets of `text`. */
	readonly opaque: OpaqueSpan[];
	readonly #inner: EmbeddedRegion;
	readonly #places: readonly Place[];
	readonly #toInner: SegmentMap;

	constructor(inner: EmbeddedRegion, context: RegionContext, places: readonly Place[], file: string) {
		const builder = new TextBuilder(inner.source ?? inner.text);
		const hides = inner.language === "gotemplate";
		for (const { action, span, hidden } of places) {
			if (action.kind === "constant" || (hides && leavesNothing(action))) {
				for (const part of action.kind === "constant" ? hidden : [span]) builder.hide(part);
			} else {
				const source = file.slice(action.span.start, action.span.end);
				const sameLength = source.length === span.end - span.start;
				builder.replace(span, sameLength ? source : inner.text.slice(span.start, span.end), leavesNothing(action));
			}
		}
		builder.finish();
		this.language = inner.language;
		this.context = context;
		this.text = builder.text;
		this.opaque = builder.opaque;
		this.hostSpan = inner.hostSpan;
		this.#toInner = new SegmentMap(builder.segments, 0);
		this.map = this.#toInner.through(inner.map);
		if (inner.scalar !== undefined) this.scalar = inner.scalar;
		this.#inner = inner;
		this.#places = places;
	}

	/** Where a part of the inner text stands in this one; `undefined` where some of it is hidden. */
	spanOf(part: Span): Span | undefined {
		const span = { start: this.#toInner.toEmbedded(part.start), end: this.#toInner.toEmbedded(part.end) };
		return span.end - span.start === part.end - part.start ? span : undefined;
	}

	encodeEdit(edit: TextEdit): TextEdit | undefined {
		const span = this.#innerSpan(edit);
		if (span === undefined || !this.#mayWrite(span, edit.newText)) return undefined;
		const { masked, sources } = this.#mask(edit.newText);
		const encoded = this.#inner.encodeEdit({ span, newText: masked });
		return encoded && restore(encoded, sources);
	}

	get encodeLines(): ((lines: readonly string[]) => EncodedLines | undefined) | undefined {
		const encode = this.#inner.encodeLines;
		if (encode === undefined) return undefined;
		return (lines) => {
			if (this.text.length !== this.#inner.text.length || this.opaque.some(({ is }) => is === "nothing"))
				return undefined;
			const { masked, sources } = this.#mask(lines.join("\n"));
			const encoded = encode.call(this.#inner, masked.split("\n"));
			const edit = encoded && restore(encoded.edit, sources);
			const text = encoded && restore({ span: { start: 0, end: 0 }, newText: encoded.text }, sources)?.newText;
			return edit === undefined || text === undefined ? undefined : { edit, text };
		};
	}

	/** `undefined` where the edit would take hidden parts of an action with it. */
	#innerSpan({ span }: TextEdit): Span | undefined {
		if (span.start === span.end) {
			const edge = span.start > 0 && this.text[span.start - 1] !== "\n" ? "end" : "start";
			const start = this.#toInner.toHost(span.start, edge);
			return { start, end: start };
		}
		const inner = this.#toInner.toHostSpan(span);
		return inner.end - inner.start === span.end - span.start ? inner : undefined;
	}

	/** Within a string of an action nothing may be written that would end it. */
	#mayWrite(span: Span, newText: string): boolean {
		return this.#places.every((place) => {
			const { action } = place;
			if (span.end < place.span.start || place.span.end < span.start) return true;
			if (action.kind !== "constant") return span.end <= place.span.start || place.span.end <= span.start;
			const inside = place.span.start < span.start || span.end < place.span.end;
			return !inside || !/[`"'\\\n\r]/.test(newText);
		});
	}

	/** The text with stand-ins for the actions in it, as the masked file has them. */
	#mask(text: string): { readonly masked: string; readonly sources: readonly string[] } {
		const known = new Set(this.opaque.filter(({ is }) => is !== "nothing").map(({ source }) => source));
		const sources: string[] = [];
		let masked = "";
		let done = 0;
		for (let start = text.indexOf("{{"); start !== -1; start = text.indexOf("{{", Math.max(start + 1, done))) {
			const source = [...known].find((candidate) => text.startsWith(candidate, start));
			if (source === undefined) continue;
			sources.push(source);
			masked += text.slice(done, start) + standForValue(source.length);
			done = start + source.length;
		}
		return { masked: masked + text.slice(done), sources };
	}
}

/** Only where the inner region wrote no more than it was asked to. */
function restore({ span, newText }: TextEdit, sources: readonly string[]): TextEdit | undefined {
	let index = 0;
	const restored = newText.replace(/\uFDD0\uFDD1*/g, (run) => {
		const source = sources[index++];
		return source?.length === run.length ? source : run;
	});
	return index === sources.length && !hasStandIn(restored) ? { span, newText: restored } : undefined;
}

class TextBuilder {
	text = "";
	readonly segments: Segment[] = [];
	readonly opaque: OpaqueSpan[] = [];
	readonly #inner: string;
	#done = 0;

	constructor(inner: string) {
		this.#inner = inner;
	}

	hide({ start, end }: Span): void {
		if (start < this.#done) return;
		this.#add(this.#inner.slice(this.#done, start));
		this.#done = end;
	}

	replace({ start, end }: Span, source: string, nothing: boolean): void {
		if (start < this.#done) return;
		this.#add(this.#inner.slice(this.#done, start));
		const span = { start: this.text.length, end: this.text.length + source.length };
		this.opaque.push({ span, source, kind: "helmAction", ...(nothing && { is: "nothing" as const }) });
		this.#add(source);
		this.#done = end;
	}

	finish(): void {
		this.#add(this.#inner.slice(this.#done));
	}

	/** As long as what it stands for. */
	#add(text: string): void {
		if (text === "") return;
		const embedded = this.text.length;
		const length = text.length;
		this.segments.push({ embedded, embeddedLength: length, host: this.#done, hostLength: length, literal: true });
		this.text += text;
		this.#done += length;
	}
}
