import type { Span } from "../../text/span.ts";
import type { CompletionItem } from "../answers.ts";

/** Something that may be written at a place, before it is known how the host file encodes it. */
export interface Candidate {
	readonly label: string;
	readonly kind: CompletionItem["kind"];
	/** What is inserted, in the language of the place; with `$0` for the cursor where `snippet` is set. */
	readonly insert: string;
	readonly snippet?: boolean;
	readonly detail?: string;
	readonly documentation?: string;
	/** Candidates of a smaller rank come first. */
	readonly rank: number;
	readonly retrigger?: boolean;
	/** What is replaced, where it is more than the word under the cursor. */
	readonly replace?: Span;
	readonly filterText?: string;
}

/** What sources know of a place: the candidates, and whether more may come. */
export interface Candidates {
	readonly candidates: readonly Candidate[];
	readonly incomplete: boolean;
}
