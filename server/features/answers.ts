import type { Span } from "../text/span.ts";
import type { TextEdit } from "../text/textEdit.ts";

/** What the features answer, in the file's offsets; `lsp/convert.ts` turns it into the protocol's words. */
export interface CompletionList {
	readonly items: readonly CompletionItem[];
	/** More may come: live knowledge is still loading or was cut. */
	readonly incomplete: boolean;
}

export interface CompletionItem {
	readonly label: string;
	readonly kind:
		| "metric"
		| "label"
		| "value"
		| "function"
		| "aggregation"
		| "keyword"
		| "operator"
		| "duration"
		| "key"
		| "snippet";
	/** One line beside the label, such as a metric's type. */
	readonly detail?: string;
	/** Markdown. */
	readonly documentation?: string;
	readonly edit: TextEdit;
	/** The edit's text is in the editor's snippet syntax. */
	readonly snippet: boolean;
	/** What the editor filters by, where it is not the label. */
	readonly filterText?: string;
	/** Orders the list: smaller first. */
	readonly sortText?: string;
	/** Ask for completion again at once after accepting, as after a function's opening bracket. */
	readonly retrigger?: boolean;
}

export interface Hover {
	readonly markdown: string;
	readonly span: Span;
	/** What a link of `markdown` to that file means in it, which a client can be told by its line. */
	readonly place?: { readonly uri: string; readonly offset: number };
}

export interface SignatureHelp {
	/** All forms of the same thing, such as `sum(…)` and `sum by (…) (…)`. */
	readonly signatures: readonly SignatureDescription[];
	readonly activeSignature: number;
	/** Of the active signature; beyond its parameters where more is written than it takes. */
	readonly activeParameter: number;
}

export interface SignatureDescription {
	readonly label: string;
	readonly markdown: string;
	/** Spans count in the label. */
	readonly parameters: readonly { readonly span: Span; readonly markdown: string }[];
}

export interface Highlight {
	readonly span: Span;
	/** `write` where the name gets its meaning, such as a recording rule's own name. */
	readonly kind: "text" | "read" | "write";
}

/** Lines count from zero. The first stays visible; those behind it are hidden, up to and with the last. */
export interface FoldingRange {
	readonly startLine: number;
	readonly endLine: number;
	readonly kind?: "region";
}

/** A place in any file of the workspace; `span` counts in that file's offsets. */
export interface Location {
	readonly uri: string;
	readonly span: Span;
}
