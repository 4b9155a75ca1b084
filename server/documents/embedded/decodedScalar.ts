import type { Segment } from "../../text/segmentMap.ts";

/** What a scalar stands for. Host offsets in `segments`, `start` and `end` count from the scalar's first character. */
export interface DecodedScalar {
	readonly text: string;
	readonly segments: readonly Segment[];
	/** Where the content stands, without quotes, block header and final line break. */
	readonly start: number;
	readonly end: number;
	/** Of a block scalar: how many spaces stand before each line of content. */
	readonly contentIndent?: number;
}
