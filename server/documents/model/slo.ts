import type { Span } from "../../text/span.ts";
import type { Located } from "./located.ts";

/** A service level objective, of whatever tool's form. */
export interface Slo {
	readonly name?: Located<string>;
	/** The service that it is a promise of, where the document says it. */
	readonly service?: Located<string>;
	/** The share of good events in percent, such as 99.9; left out where there are several. */
	readonly objectivePercent?: Located<number>;
	readonly labels: readonly { readonly key: Located<string>; readonly value: Located<string> }[];
	readonly span: Span;
}
