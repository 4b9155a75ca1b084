import type { EmbeddedRegion } from "../../documents/embedded/region.ts";
import type { Span } from "../../text/span.ts";

/** What has a name that stands in more than one place. */
export type NameKind = "metric" | "alert" | "receiver" | "timeInterval" | "dashboard" | "test";

/** A place in a file where something is named; spans count in the file's offsets where nothing else is said. */
export interface NamePlace {
	readonly kind: NameKind;
	readonly role: "definition" | "use";
	/** The name; of a pattern the pattern as it counts. */
	readonly name: string;
	/** A regular expression, as in `alertname=~"ApiDown|WebDown"`. */
	readonly pattern?: true;
	/** What is marked: the name without its quotes, as far as that can be told. */
	readonly span: Span;
	readonly written: WrittenName;
}

/** How the name is written, for whoever writes another one in its place. */
export type WrittenName =
	/** A name of PromQL: bare, or in quotes as `{"my.metric"}`; `span` counts in the region's text. */
	| { readonly kind: "identifier"; readonly region: EmbeddedRegion; readonly span: Span }
	/** The value of a matcher, a string of PromQL; `span` counts in the region's text and has the quotes inside. */
	| { readonly kind: "string"; readonly region: EmbeddedRegion; readonly span: Span }
	/** A scalar of the host, or something longer that has the text in it, such as a matcher of Alertmanager. */
	| { readonly kind: "scalar"; readonly span: Span };
