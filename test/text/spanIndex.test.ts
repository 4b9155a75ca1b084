import fc from "fast-check";
import { expect, it } from "vitest";
import { SpanIndex } from "../../server/text/spanIndex.ts";

const span = fc.tuple(fc.nat(30), fc.nat(6)).map(([start, length]) => ({ start, end: start + length }));

it("finds what looking at each span finds", () => {
	fc.assert(
		fc.property(fc.array(span), span, (spans, asked) => {
			const found = spans.some(({ start, end }) => start <= asked.end && end >= asked.start);
			expect(new SpanIndex(spans).touches(asked)).toBe(found);
		}),
	);
});
