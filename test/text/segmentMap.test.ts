import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Segment, SegmentMap } from "../../server/text/segmentMap.ts";

/** Segments as decoders make them: in order, without a gap in the embedded text, with gaps in the host's. */
const segmentLists = fc
	.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 6 }), fc.nat(3)))
	.map((parts) => {
		const segments: Segment[] = [];
		let embedded = 0;
		let host = 10;
		for (const [literal, embeddedLength, length, gap] of parts) {
			const hostLength = literal ? embeddedLength : Math.max(length, 1);
			segments.push({ embedded, embeddedLength, host, hostLength, literal });
			embedded += embeddedLength;
			host += hostLength + gap;
		}
		return { segments, length: embedded };
	});

function insideOfUnit(segments: readonly Segment[], offset: number): boolean {
	return segments.some(
		({ literal, embedded, embeddedLength }) => !literal && embedded < offset && offset < embedded + embeddedLength,
	);
}

describe("mapping", () => {
	it("leads from every offset there and back", () => {
		fc.assert(
			fc.property(segmentLists, fc.nat(100), ({ segments, length }, delta) => {
				const map = new SegmentMap(segments, 10).shifted(delta);
				for (let offset = 0; offset <= length; offset++) {
					if (insideOfUnit(segments, offset)) continue;
					expect(map.toEmbedded(map.toHost(offset))).toBe(offset);
				}
			}),
		);
	});

	it("keeps the order of offsets", () => {
		fc.assert(
			fc.property(segmentLists, ({ segments, length }) => {
				const map = new SegmentMap(segments, 10);
				for (let offset = 0; offset < length; offset++) {
					expect(map.toHost(offset)).toBeLessThanOrEqual(map.toHost(offset + 1));
					expect(map.toHost(offset, "end")).toBeLessThanOrEqual(map.toHost(offset, "start"));
				}
			}),
		);
	});

	it("shifts every host offset alike", () => {
		fc.assert(
			fc.property(segmentLists, fc.nat(100), ({ segments, length }, delta) => {
				const map = new SegmentMap(segments, 10);
				for (let offset = 0; offset <= length; offset++) {
					expect(map.shifted(delta).toHost(offset)).toBe(map.toHost(offset) + delta);
				}
			}),
		);
	});

	it("covers whole segments with the spans of their text", () => {
		fc.assert(
			fc.property(segmentLists, ({ segments }) => {
				const map = new SegmentMap(segments, 10);
				for (const { embedded, embeddedLength, host, hostLength } of segments) {
					const span = { start: embedded, end: embedded + embeddedLength };
					expect(map.toHostSpan(span)).toEqual({ start: host, end: host + hostLength });
				}
			}),
		);
	});

	it("is the identity for text that stands for itself", () => {
		const map = SegmentMap.identity(7, 3);
		expect([0, 1, 2, 3].map((offset) => map.toHost(offset))).toEqual([7, 8, 9, 10]);
		expect([7, 8, 9, 10].map((offset) => map.toEmbedded(offset))).toEqual([0, 1, 2, 3]);
	});

	it("has a place for an empty text", () => {
		const map = SegmentMap.identity(7, 0).shifted(2);
		expect([map.toHost(0), map.toEmbedded(9), map.toEmbedded(0)]).toEqual([9, 0, 0]);
	});

	it("puts an escape's inside at its start", () => {
		const map = new SegmentMap([{ embedded: 0, embeddedLength: 1, host: 4, hostLength: 6, literal: false }], 4);
		expect([4, 5, 9, 10].map((offset) => map.toEmbedded(offset))).toEqual([0, 0, 0, 1]);
	});

	it("takes an offset before the text as its start", () => {
		expect(SegmentMap.identity(7, 3).toEmbedded(2)).toBe(0);
	});
});

/** A map whose host is the embedded text of `outer`, cut into segments of its own. */
function innerOf(outerLength: number, sizes: readonly (readonly [boolean, number, number])[]): readonly Segment[] {
	const segments: Segment[] = [];
	let embedded = 0;
	let host = 0;
	for (const [literal, size, length] of sizes) {
		const hostLength = literal ? size : Math.max(length, 1);
		if (host + hostLength > outerLength) break;
		segments.push({ embedded, embeddedLength: size, host, hostLength, literal });
		embedded += size;
		host += hostLength;
	}
	return segments;
}

const sizes = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 })));

describe("a map through another", () => {
	it("leads where both lead one after the other, and back", () => {
		fc.assert(
			fc.property(segmentLists, sizes, fc.nat(50), (outer, inner, delta) => {
				const outerMap = new SegmentMap(outer.segments, 10).shifted(delta);
				const segments = innerOf(outer.length, inner);
				const length = segments.reduce((sum, { embeddedLength }) => sum + embeddedLength, 0);
				// What is one character to the outer text is never cut by what stands in it.
				fc.pre(segments.every(({ host, hostLength }) => !insideOfUnit(outer.segments, host + hostLength)));
				const innerMap = new SegmentMap(segments, 0);
				const whole = innerMap.through(outerMap);
				for (let offset = 0; offset <= length; offset++) {
					for (const edge of ["start", "end"] as const) {
						// Behind the last segment only what is before is of this text.
						if ((edge === "start" && offset === length && length > 0) || insideOfUnit(segments, offset)) continue;
						expect(whole.toHost(offset, edge)).toBe(outerMap.toHost(innerMap.toHost(offset, edge), edge));
					}
					if (!insideOfUnit(whole.segments, offset) && !insideOfUnit(segments, offset))
						expect(whole.toEmbedded(whole.toHost(offset))).toBe(offset);
				}
			}),
			{ numRuns: 300 },
		);
	});
});

describe("a part of a map", () => {
	it("leads where the whole leads", () => {
		fc.assert(
			fc.property(segmentLists, fc.nat(), fc.nat(), fc.nat(50), ({ segments, length }, a, b, delta) => {
				const map = new SegmentMap(segments, 10).shifted(delta);
				const [start = 0, end = 0] = [a, b].map((each) => each % (length + 1)).sort((x, y) => x - y);
				const part = map.sliced({ start, end });
				for (let offset = start; offset <= end; offset++) {
					if (insideOfUnit(segments, offset) || insideOfUnit(segments, start) || insideOfUnit(segments, end)) continue;
					const edge = offset === end && end > start ? "end" : "start";
					expect(part.toHost(offset - start, edge)).toBe(map.toHost(offset, edge));
				}
			}),
			{ numRuns: 300 },
		);
	});
});
