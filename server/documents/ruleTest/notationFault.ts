import type { Span } from "../../text/span.ts";

/** What is wrong with a notation of `promtool test rules`, and where in it. */
export interface NotationFault {
	readonly span: Span;
	/** What is wrong and what to write, without a full stop. */
	readonly message: string;
}
