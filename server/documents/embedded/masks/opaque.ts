import type { Span } from "../../../text/span.ts";
import type { Mask } from "../region.ts";

/** A stretch of a text that is not its language: whoever reads the file replaces it before the language's reader. */
export interface OpaqueSpan {
	readonly span: Span;
	/** What is written there. */
	readonly source: string;
	readonly kind: Mask["kind"];
	readonly name?: string;
	/**
	 * What is known of it by itself: `number` for what is always one (or a duration, which is a number of seconds),
	 * `nothing` for what leaves no text, such as the beginning of a condition. Elsewhere the place decides.
	 */
	readonly is?: "number" | "nothing";
}

/** Finds the foreign stretches of a text, in order and not overlapping. */
export type OpaqueFinder = (text: string) => readonly OpaqueSpan[];
