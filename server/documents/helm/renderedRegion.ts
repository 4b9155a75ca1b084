import { detach } from "../../base/detach.ts";
import { type Segment, SegmentMap } from "../../text/segmentMap.ts";
import type { Span } from "../../text/span.ts";
import type { TextEdit } from "../../text/textEdit.ts";
import { findInnerQueries } from "../embedded/goTemplate/innerQueries.ts";
import { MaskedRegion } from "../embedded/masks/createMaskedRegion.ts";
import { type MaskedText, maskPromql } from "../embedded/masks/maskPromql.ts";
import type { OpaqueSpan } from "../embedded/masks/opaque.ts";
import { nestRegion } from "../embedded/nestedRegion.ts";
import type { EmbeddedRegion, EncodedLines, RegionContext, WrittenScalar } from "../embedded/region.ts";
import { leavesNothing, type TemplateAction } from "./action.ts";
import { hasStandIn, standForValue } from "./standIns.ts";

/** A region of the masked text as the user sees it. */
export function renderRegion(
	region: EmbeddedRegion,
	context: RegionContext,
	actions: readonly TemplateAction[],
	file: string,
	renderings: Renderings,
): EmbeddedRegion {
	const render = (): Rendering => renderText(region, actions, file);
	// What else decides is seldom there.
	const plain = (region.masks ?? []).length === 0 && actions.every(({ kind }) => kind !== "unescaped");
	const rendering = plain ? renderings.rendering(keyOf(region, actions, file), render) : render();
	const rendered = new RenderedRegion(region, context, rendering);
	return rendering.masked === undefined ? rendered : new MaskedRendering(rendered, rendering.masked);
}

/** What a template asks for, also one in which a part is not known before it is rendered. */
class MaskedRendering extends MaskedRegion {
	#queries: readonly EmbeddedRegion[] | undefined;

	get inner(): readonly EmbeddedRegion[] {
		this.#queries ??= findQueries(this);
		return this.#queries;
	}
}

function findQueries(region: EmbeddedRegion): readonly EmbeddedRegion[] {
	if (region.language !== "gotemplate") return [];
	return findInnerQueries(region.text, region.context).map((query) => nestRegion(query, region));
}

/** Who keeps renderings by what decides on them. */
export interface Renderings {
	rendering(key: string, render: () => Rendering): Rendering;
}

/** What decides how the region's text is rendered: the text, and the actions that its stand-ins are for. */
function keyOf({ language, text, hostSpan }: EmbeddedRegion, actions: readonly TemplateAction[], file: string): string {
	const start = Math.min(hostSpan.start, actions[0]?.span.start ?? hostSpan.start);
	const end = Math.max(hostSpan.end, actions.at(-1)?.span.end ?? hostSpan.end);
	return `${language}\n${file.slice(start, end)}\n${text}`;
}

/** What is rendered of a region's text, as far as that is known. Its offsets are of the text, wherever that stands. */
export interface Rendering {
	/** With the actions as they are written where nobody knows what they are rendered as. */
	readonly text: string;
	readonly toInner: SegmentMap;
	readonly places: readonly Place[];
	/** The actions whose text nobody knows. */
	readonly opaque: readonly OpaqueSpan[];
	/** Left out where nothing is unknown. */
	readonly masked?: MaskedText;
}

function renderText(region: EmbeddedRegion, actions: readonly TemplateAction[], file: string): Rendering {
	const places: Place[] = [];
	const builder = new TextBuilder(region.source ?? region.text);
	const hides = region.language === "gotemplate";
	for (const action of actions) {
		const place = placeAction(region, action);
		if (place === undefined) continue;
		places.push(place);
		const { span, hidden } = place;
		if (action.kind === "constant" || (hides && leavesNothing(action))) {
			for (const part of action.kind === "constant" ? hidden : [span]) builder.hide(part);
		} else {
			const source = detach(file.slice(action.span.start, action.span.end));
			const sameLength = source.length === span.end - span.start;
			builder.replace(span, sameLength ? source : region.text.slice(span.start, span.end), leavesNothing(action));
		}
	}
	builder.finish();
	const { text } = builder;
	const toInner = new SegmentMap(builder.segments, 0);
	const opaque = [...builder.opaque, ...knownMasks(region, toInner, builder.opaque)];
	opaque.sort((a, b) => a.span.start - b.span.start);
	const rendering = { text, toInner, places, opaque: builder.opaque };
	if (opaque.length === 0) return rendering;
	return { ...rendering, masked: region.language === "promql" ? maskPromql(text, opaque) : maskWords(text, opaque) };
}

/** In a template for Prometheus a value is any text. */
function maskWords(text: string, opaque: readonly OpaqueSpan[]): MaskedText {
	let masked = "";
	for (const { span, is } of opaque) {
		masked += text.slice(masked.length, span.start);
		masked += (is === "nothing" ? " " : "x").repeat(span.end - span.start);
	}
	const masks = opaque.map(({ span, source, kind }) => ({ span, source, kind, role: "text" as const }));
	return { text: masked + text.slice(masked.length), masks };
}

/** Stand-ins that the region had already, such as those of a dashboard's variables. */
function knownMasks(region: EmbeddedRegion, toInner: SegmentMap, own: readonly OpaqueSpan[]): readonly OpaqueSpan[] {
	return (region.masks ?? []).flatMap((mask) => {
		const span = { start: toInner.toEmbedded(mask.span.start), end: toInner.toEmbedded(mask.span.end) };
		const hidden = span.end - span.start !== mask.span.end - mask.span.start;
		if (hidden || own.some((other) => other.span.start < span.end && span.start < other.span.end)) return [];
		return [{ span, source: mask.source, kind: mask.kind, ...(mask.name !== undefined && { name: mask.name }) }];
	});
}

/** Where an action stands in the region's text. */
interface Place {
	/** Its text is known. */
	readonly constant: boolean;
	readonly span: Span;
	/** Parts of the text that are only there to hide the action's delimiters. */
	readonly hidden: readonly Span[];
}

function placeAction(region: EmbeddedRegion, action: TemplateAction): Place | undefined {
	if (action.kind === "unescaped") return undefined;
	const { map } = region;
	const start = map.toEmbedded(action.span.start);
	// Where the file ends, the line break that a block ends with stands nowhere.
	const end = Math.min(map.toEmbedded(action.span.end), start + action.span.end - action.span.start);
	const span = { start, end };
	if (span.end <= span.start) return undefined;
	if (action.kind !== "constant") return { constant: false, span, hidden: [] };
	const hidden: Span[] = [];
	let done = start;
	for (const shown of action.shown ?? []) {
		hidden.push({ start: done, end: map.toEmbedded(shown.start) });
		done = map.toEmbedded(shown.end);
	}
	hidden.push({ start: done, end });
	return { constant: true, span, hidden: hidden.filter((part) => part.end > part.start) };
}

/** What is rendered, at a place of the file. */
class RenderedRegion implements EmbeddedRegion {
	readonly language: EmbeddedRegion["language"];
	readonly context: RegionContext;
	readonly text: string;
	readonly hostSpan: Span;
	readonly scalar?: WrittenScalar;
	readonly #inner: EmbeddedRegion;
	readonly #rendering: Rendering;
	#map: SegmentMap | undefined;
	#queries: readonly EmbeddedRegion[] | undefined;

	constructor(inner: EmbeddedRegion, context: RegionContext, rendering: Rendering) {
		this.language = inner.language;
		this.context = context;
		this.text = rendering.text;
		this.hostSpan = inner.hostSpan;
		if (inner.scalar !== undefined) this.scalar = inner.scalar;
		this.#inner = inner;
		this.#rendering = rendering;
	}

	/** Of most regions nobody asks before the next key stroke. */
	get map(): SegmentMap {
		this.#map ??= this.#rendering.toInner.through(this.#inner.map);
		return this.#map;
	}

	get inner(): readonly EmbeddedRegion[] {
		this.#queries ??= findQueries(this);
		return this.#queries;
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
			const { opaque } = this.#rendering;
			if (this.text.length !== this.#inner.text.length || opaque.some(({ is }) => is === "nothing")) return undefined;
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
			const start = this.#rendering.toInner.toHost(span.start, edge);
			return { start, end: start };
		}
		const inner = this.#rendering.toInner.toHostSpan(span);
		return inner.end - inner.start === span.end - span.start ? inner : undefined;
	}

	/** Within a string of an action nothing may be written that would end it. */
	#mayWrite(span: Span, newText: string): boolean {
		return this.#rendering.places.every((place) => {
			if (span.end < place.span.start || place.span.end < span.start) return true;
			if (!place.constant) return span.end <= place.span.start || place.span.end <= span.start;
			const inside = place.span.start < span.start || span.end < place.span.end;
			return !inside || !/[`"'\\\n\r]/.test(newText);
		});
	}

	/** The text with stand-ins for the actions in it, as the masked file has them. */
	#mask(text: string): { readonly masked: string; readonly sources: readonly string[] } {
		const known = new Set(this.#rendering.opaque.filter(({ is }) => is !== "nothing").map(({ source }) => source));
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
