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
}
