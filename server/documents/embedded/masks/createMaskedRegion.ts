import type { Problem } from "../../../text/problem.ts";
import type { SegmentMap } from "../../../text/segmentMap.ts";
import type { Span } from "../../../text/span.ts";
import type { TextEdit } from "../../../text/textEdit.ts";
import type { EmbeddedLanguage, EmbeddedRegion, EncodedLines, Mask, RegionContext, WrittenScalar } from "../region.ts";
import { type MaskedText, maskPromql } from "./maskPromql.ts";
import type { OpaqueFinder, OpaqueSpan } from "./opaque.ts";
import { findCarriedInWhole, type Masked, maskAgain, restoreEdit } from "./restoreMasks.ts";

/** A region of a kind that can be moved within its file without being read again. */
export interface Movable extends EmbeddedRegion {
	moved(delta: number, context: RegionContext): Movable;
}

/**
 * A region of PromQL with what is not PromQL in it: its text has stand-ins of equal length for that. The finders are
 * asked in order; what an earlier one has found, or is masked already, is not looked at again. The region itself where
 * they find nothing.
 */
export function createMaskedRegion(region: EmbeddedRegion, ...finders: readonly OpaqueFinder[]): EmbeddedRegion {
	const known = (region.masks ?? []).map(
		(mask): OpaqueSpan => (mask.role === "nothing" ? { ...mask, is: "nothing" } : mask),
	);
	const opaque = findOpaque(region.text, [() => known, ...finders]);
	return opaque.length === known.length ? region : new MaskedRegion(region, maskPromql(region.text, opaque));
}

/** What any of the finders finds in a text: of two that overlap, what the earlier finder has found. */
export function findOpaque(text: string, finders: readonly OpaqueFinder[]): readonly OpaqueSpan[] {
	const found: OpaqueSpan[] = [];
	for (const finder of finders) {
		const known = found.length;
		for (const stretch of finder(text)) {
			const taken = found
				.slice(0, known)
				.some(({ span }) => span.start < stretch.span.end && stretch.span.start < span.end);
			if (!taken) found.push(stretch);
		}
	}
	return found.sort((a, b) => a.span.start - b.span.start);
}

/** A region over another one that holds the source. */
export class MaskedRegion implements EmbeddedRegion {
	readonly language: EmbeddedLanguage;
	readonly context: RegionContext;
	readonly text: string;
	readonly source: string;
	readonly masks: readonly Mask[];
	readonly hostSpan: Span;
	readonly scalar?: WrittenScalar;
	readonly problems?: readonly Problem[];
	readonly #inner: EmbeddedRegion;
	readonly #masked: Masked;

	constructor(inner: EmbeddedRegion, masked: MaskedText) {
		const { text, masks } = masked;
		this.language = inner.language;
		this.context = inner.context;
		this.text = text;
		this.source = inner.source ?? inner.text;
		this.masks = masks;
		this.hostSpan = inner.hostSpan;
		if (inner.scalar !== undefined) this.scalar = inner.scalar;
		if (inner.problems !== undefined) this.problems = inner.problems;
		this.#inner = inner;
		this.#masked = { text, masks, written: inner.text };
	}

	get map(): SegmentMap {
		return this.#inner.map;
	}

	/** The same region, `delta` further on in the file; only over a region that can be moved itself. */
	moved(delta: number, context: RegionContext): MaskedRegion {
		return new MaskedRegion(moveRegion(this.#inner, delta, context), this);
	}

	encodeEdit(edit: TextEdit): TextEdit | undefined {
		const restored = restoreEdit(this.#masked, edit);
		return restored && this.#inner.encodeEdit(restored);
	}

	get encodeLines(): ((lines: readonly string[]) => EncodedLines | undefined) | undefined {
		const inner = this.#inner.encodeLines;
		return inner && ((lines) => this.#encodeLines(lines, inner));
	}

	#encodeLines(
		lines: readonly string[],
		inner: (lines: readonly string[]) => EncodedLines | undefined,
	): EncodedLines | undefined {
		const joined = lines.join("\n");
		const carried = findCarriedInWhole(this.#masked, joined);
		// Every mask has to come along, each once: what lays out a text takes nothing away.
		if (carried?.length !== this.masks.length) return undefined;
		const restored = restoreEdit(this.#masked, { span: { start: 0, end: this.text.length }, newText: joined });
		if (restored === undefined) return undefined;
		const { span, newText } = restored;
		const whole = this.#inner.text.slice(0, span.start) + newText + this.#inner.text.slice(span.end);
		const encoded = inner.call(this.#inner, whole.split("\n"));
		const text = encoded && maskAgain(encoded.text, carried);
		return encoded && text !== undefined ? { ...encoded, text } : undefined;
	}
}

/** `region`, `delta` further on in the file. */
export function moveRegion(region: EmbeddedRegion, delta: number, context: RegionContext): EmbeddedRegion {
	if (isMovable(region)) return region.moved(delta, context);
	throw new Error("A region over one that cannot be moved was moved.");
}

function isMovable(region: EmbeddedRegion): region is Movable {
	return "moved" in region && typeof region.moved === "function";
}
