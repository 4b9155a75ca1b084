import type { Span } from "../../text/span.ts";

/** A value and where it is written. */
export interface Located<T> {
	readonly value: T;
	readonly span: Span;
}
