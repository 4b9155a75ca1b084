/** A half-open range of UTF-16 code units, `start` inclusive and `end` exclusive. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/** Claims that `offset` lies inside `span` or touches either of its ends, as a cursor does. */
export function touches(span: Span, offset: number): boolean {
	return span.start <= offset && offset <= span.end;
}

/** Claims that every offset of `inner` lies within `outer`. */
export function contains(outer: Span, inner: Span): boolean {
	return outer.start <= inner.start && inner.end <= outer.end;
}

/** Claims that the two spans share at least one code unit. */
export function overlaps(a: Span, b: Span): boolean {
	return a.start < b.end && b.start < a.end;
}

export function shift(span: Span, delta: number): Span {
	return { start: span.start + delta, end: span.end + delta };
}
