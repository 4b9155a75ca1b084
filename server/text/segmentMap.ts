import type { Span } from "./span.ts";

/**
 * A run of embedded text and the host text that encodes it.
 *
 * Where both are equally long and the same (`literal`), offsets inside correspond one to one. Otherwise the run is one
 * unit, such as an escape sequence or a folded line break, and an offset inside it maps to the start of the other side.
 */
export interface Segment {
	readonly embedded: number;
	readonly embeddedLength: number;
	readonly host: number;
	readonly hostLength: number;
	readonly literal: boolean;
}

/**
 * The correspondence between an embedded text and the place in the host file that encodes it.
 *
 * Invariants: segments are in order on both sides; they cover the embedded text without a gap; host text between them
 * (indentation, an escaped line break) stands for nothing. So `toEmbedded(toHost(o))` is `o` for every offset `o` at a
 * segment's edge or inside a literal one. An offset between two segments belongs to the following one as the start of a
 * span and to the preceding one as its end.
 */
export class SegmentMap {
	readonly #segments: readonly Segment[];
	readonly #base: number;
	readonly #hostStart: number;

	/** `hostStart` is where an empty text would stand; `base` is added to every host offset of `segments`. */
	constructor(segments: readonly Segment[], hostStart: number, base = 0) {
		this.#segments = segments;
		this.#hostStart = hostStart;
		this.#base = base;
	}

	static identity(hostStart: number, length: number): SegmentMap {
		const segment = { embedded: 0, embeddedLength: length, host: hostStart, hostLength: length, literal: true };
		return new SegmentMap(length === 0 ? [] : [segment], hostStart);
	}

	/** The same map for a host text that stands `delta` further on; shares the segments. */
	shifted(delta: number): SegmentMap {
		return new SegmentMap(this.#segments, this.#hostStart, this.#base + delta);
	}

	/** The map of a part of the embedded text, whose offsets count from the part's start. */
	sliced(part: Span): SegmentMap {
		const cut: Segment[] = [];
		for (let index = Math.max(this.#indexBy(embeddedStart, part.start), 0); index < this.#segments.length; index++) {
			const segment = this.#segments[index];
			if (segment === undefined || segment.embedded >= part.end) break;
			const start = Math.max(segment.embedded, part.start);
			const end = Math.min(segment.embedded + segment.embeddedLength, part.end);
			if (start >= end) continue;
			const host = segment.literal ? segment.host + start - segment.embedded : segment.host;
			const hostLength = segment.literal ? end - start : segment.hostLength;
			const { literal } = segment;
			cut.push({ embedded: start - part.start, embeddedLength: end - start, host, hostLength, literal });
		}
		return new SegmentMap(cut, this.toHost(part.start) - this.#base, this.#base);
	}

	/**
	 * The map that leads from this one's text through `outer`, whose text is this one's host. What is one unit on either
	 * way is one unit on the whole way.
	 */
	through(outer: SegmentMap): SegmentMap {
		const joined: Segment[] = [];
		for (const segment of this.#segments) {
			const start = segment.host + this.#base;
			const end = start + segment.hostLength;
			if (segment.literal) {
				for (const part of outer.sliced({ start, end }).#placed()) {
					joined.push({ ...part, embedded: segment.embedded + part.embedded });
				}
				continue;
			}
			const host = outer.toHost(start);
			const hostLength = (end === start ? host : outer.toHost(end, "end")) - host;
			joined.push({ ...segment, host, hostLength });
		}
		return new SegmentMap(joined, outer.toHost(this.#hostStart + this.#base));
	}

	/** The segments in the host's own offsets. */
	#placed(): readonly Segment[] {
		const base = this.#base;
		return base === 0 ? this.#segments : this.#segments.map((segment) => ({ ...segment, host: segment.host + base }));
	}

	/** In host offsets that count from the map's base. */
	get segments(): readonly Segment[] {
		return this.#segments;
	}

	/** The host offset of an embedded offset; `edge` says which side an offset between two segments belongs to. */
	toHost(offset: number, edge: "start" | "end" = "start"): number {
		const index = this.#indexBy(embeddedStart, edge === "start" ? offset : offset - 1);
		const segment = this.#segments[Math.max(index, 0)];
		if (segment === undefined) return this.#hostStart + this.#base;
		const inside = Math.max(0, offset - segment.embedded);
		const host = segment.host + this.#base;
		if (inside >= segment.embeddedLength) return host + segment.hostLength;
		return segment.literal ? host + inside : host;
	}

	toHostSpan(span: Span): Span {
		const start = this.toHost(span.start, "start");
		return { start, end: span.end === span.start ? start : this.toHost(span.end, "end") };
	}

	/** The embedded offset of a host offset; one in text that stands for nothing maps to where the next segment starts. */
	toEmbedded(hostOffset: number): number {
		const host = hostOffset - this.#base;
		const segment = this.#segments[this.#indexBy(hostStart, host)];
		if (segment === undefined) return 0;
		const inside = host - segment.host;
		if (inside >= segment.hostLength) return segment.embedded + segment.embeddedLength;
		return segment.literal ? segment.embedded + inside : segment.embedded;
	}

	/** The index of the last segment whose key is at most `value`, or -1. */
	#indexBy(key: (segment: Segment) => number, value: number): number {
		let low = 0;
		let high = this.#segments.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			const segment = this.#segments[middle];
			if (segment !== undefined && key(segment) <= value) low = middle + 1;
			else high = middle;
		}
		return low - 1;
	}
}

function embeddedStart(segment: Segment): number {
	return segment.embedded;
}

function hostStart(segment: Segment): number {
	return segment.host;
}
