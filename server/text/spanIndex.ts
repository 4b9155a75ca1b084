import type { Span } from "./span.ts";

/** Finds out quickly whether any of many spans is near another. */
export class SpanIndex {
	readonly #starts: readonly number[];
	/** For each span, the furthest end of it and all before it. */
	readonly #ends: readonly number[];

	constructor(spans: readonly Span[]) {
		const sorted = spans.toSorted((a, b) => a.start - b.start);
		this.#starts = sorted.map(({ start }) => start);
		let furthest = -1;
		this.#ends = sorted.map(({ end }) => {
			furthest = Math.max(furthest, end);
			return furthest;
		});
	}

	/** Claims that a span shares an offset with `span` or ends where it begins. */
	touches(span: Span): boolean {
		let low = 0;
		let high = this.#starts.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.#starts[middle] ?? 0) <= span.end) low = middle + 1;
			else high = middle;
		}
		return low > 0 && (this.#ends[low - 1] ?? -1) >= span.start;
	}
}
